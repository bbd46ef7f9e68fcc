"""The fields of the index and how their words are cut."""

from __future__ import annotations

from functools import cache

from tantivy import Filter, Index, Schema, SchemaBuilder, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

# Raised whenever a field, an analyzer or what is stored changes: an index of another version is built anew.
INDEX_VERSION = 5
LONGEST_WORD = 40

STEMMED, EXACT, RAW = "stemmed", "exact", "raw"
# What an item is filtered by, looked up as a whole. What its document is filtered by stands in the tables.
ITEM_FIELDS = ("kind", "themes", "addressees", "status")


@cache
def schema() -> Schema:
    """The fields of an entry.

    `passage` is the entry as it is shown (`passages.Stored`). `document` is the number of its document in the tables;
    `row` is the number of the entry in the columns, so that all that matches can be counted; `wording` is the hash of
    its text; `date` its document's, as a number that sorts.
    """
    builder = SchemaBuilder()
    builder.add_bytes_field("passage", stored=True)
    builder.add_text_field("part_id", tokenizer_name=RAW, index_option="basic")
    builder.add_text_field("text", tokenizer_name=STEMMED)
    builder.add_text_field("exact", tokenizer_name=EXACT)
    builder.add_text_field("heading", tokenizer_name=STEMMED)
    builder.add_text_field("title", tokenizer_name=EXACT, index_option="freq")
    for name in ITEM_FIELDS:
        builder.add_text_field(name, tokenizer_name=RAW, index_option="basic", fast=True)
    # Not a keyword with positions on an unsigned field: such an entry kills the writer.
    builder.add_unsigned_field("document", indexed=True, fast=True)
    builder.add_unsigned_field("row", fast=True)
    builder.add_unsigned_field("wording", indexed=True, fast=True)
    builder.add_unsigned_field("date", fast=True)
    builder.add_unsigned_field("is_item", indexed=True)
    return builder.build()


@cache
def stemmed() -> TextAnalyzer:
    """Words in small letters without accents and endings."""
    return _plain().filter(Filter.stemmer("english")).build()


@cache
def exact() -> TextAnalyzer:
    """Words in small letters without accents."""
    return _plain().build()


def _plain() -> TextAnalyzerBuilder:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD))
    return builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())


def register(index: Index) -> None:
    """Tell an index how words are cut; needed each time that it is opened."""
    index.register_tokenizer(STEMMED, stemmed())
    index.register_tokenizer(EXACT, exact())
