"""The fields of asks, responses and statements of progress, read from their words."""

from crossreview.extract.fields.reader import FieldReader, build_field_reader
from crossreview.extract.fields.status import StatusReader
from crossreview.extract.fields.values import AskFields, Match

__all__ = ["AskFields", "FieldReader", "Match", "StatusReader", "build_field_reader"]
