"""Whole documents of the sample corpus: every value points at words of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from crossreview.records import DocumentRecord, Found

# Values that are ids, bands, names as the gazetteer spells them, or dates: they are read from words, not equal to them.
_PRINTED = ("title", "review_code", "subject", "chair")


def _all(record: DocumentRecord) -> Iterator[Found[Any]]:
    metadata = record.metadata
    for name in metadata.__struct_fields__:
        value = getattr(metadata, name)
        if isinstance(value, Found):
            yield value
        elif value:
            yield from value.values() if isinstance(value, dict) else value


def test_every_value_has_words_on_a_page(corpus_records: Mapping[Path, DocumentRecord]) -> None:
    for record in corpus_records.values():
        for found in _all(record):
            assert found.source.spans
            assert found.source.text_in(record.document.text).strip()
            assert 0 < found.confidence <= 1


def test_printed_values_are_quoted(corpus_records: Mapping[Path, DocumentRecord]) -> None:
    for record in corpus_records.values():
        printed = [getattr(record.metadata, name) for name in _PRINTED]
        for found in (*printed, *record.metadata.bodies, *(record.metadata.authors or ()), *record.metadata.links):
            if found is not None:
                words = " ".join(found.source.text_in(record.document.text).split())
                # A body whose name the cover sets in capitals is called as running text calls it.
                assert words == " ".join(found.value.split()) or words == found.value.upper()
