"""The fields of the index and how their words are cut."""

from __future__ import annotations

from functools import cache

from tantivy import Filter, Index, Schema, SchemaBuilder, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

# Raised whenever a field or an analyzer changes: an index of another version is built anew.
INDEX_VERSION = 1
LONGEST_WORD = 40

STEMMED, EXACT, RAW = "stemmed", "exact", "raw"
# Filters look these up as a whole: "Derby" does not find "Derbyshire".
FILTER_FIELDS = ("kind", "themes", "agencies", "areas", "review_type", "genre", "status")


@cache
def schema() -> Schema:
    """The fields of an entry. Text is not stored: passages are quoted from the records."""
    builder = SchemaBuilder()
    builder.add_text_field("document_id", stored=True, fast=True, tokenizer_name=RAW, index_option="basic")
    builder.add_text_field("part_id", stored=True, tokenizer_name=RAW, index_option="basic")
    builder.add_text_field("text", tokenizer_name=STEMMED)
    builder.add_text_field("exact", tokenizer_name=EXACT)
    builder.add_text_field("heading", tokenizer_name=STEMMED)
    builder.add_text_field("title", tokenizer_name=EXACT)
    for name in FILTER_FIELDS:
        builder.add_text_field(name, tokenizer_name=RAW, index_option="basic")
    # Not a keyword with positions on an unsigned field: such an entry kills the writer.
    builder.add_unsigned_field("year", indexed=True, fast=True)
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
