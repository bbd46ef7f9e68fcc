"""A library: a folder with the records of many documents, and what is made from them."""

from crossreview.library.catalogue import Catalogue, Run
from crossreview.library.folder import DamagedRecordWarning, Library, Stored, warn_of_damage
from crossreview.library.rows import TABLES, TableName, counted, covered, document_date
from crossreview.library.storage import append_line, hash_of, write_atomically

__all__ = [
    "TABLES",
    "Catalogue",
    "DamagedRecordWarning",
    "Library",
    "Run",
    "Stored",
    "TableName",
    "append_line",
    "counted",
    "covered",
    "document_date",
    "hash_of",
    "warn_of_damage",
    "write_atomically",
]
