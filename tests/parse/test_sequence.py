"""Pages whose lines do not follow one another as those of a text do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.parse.reading import read
from tests.pdfs.make import makers

from crossreview.errors import CrossreviewError
from crossreview.parse.sequence import breaks_off
from crossreview.records import DocumentRecord

OUT_OF_ORDER = ("notes-pinned-anywhere", "boxes-pushed-into-each-other")


@pytest.mark.parametrize("name", OUT_OF_ORDER)
def test_a_page_that_is_read_across_its_texts_is_told(name: str) -> None:
    assert read(name).pages_out_of_order == (1,)


@pytest.mark.parametrize("name", sorted(set(makers()) - set(OUT_OF_ORDER)))
def test_no_other_page_is_suspected(name: str) -> None:
    try:
        parsed = read(name)
    except CrossreviewError:
        return
    assert parsed.pages_out_of_order == ()


def test_no_page_of_the_sample_corpus_is_suspected(corpus_records: Mapping[Path, DocumentRecord]) -> None:
    assert [record.quality.pages_out_of_order for record in corpus_records.values()] == [()] * len(corpus_records)


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("The hub was closed on Saturdays.", "the river in the winter"),
        ("“We did not know.”", "and the ferry"),
        ("Nobody told the", "and the ferry stopped"),
        ("Nobody told the", "They had gone home"),
        ("They met on the bank of", "was closed"),
        ("The caretaker would have", "The ferry was late"),
    ],
)
def test_no_text_goes_on_so(before: str, line: str) -> None:
    assert breaks_off(before, line)


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("The hub was closed on", "Saturdays in the winter"),
        ("The hub was closed.", "The ferry was late."),
        ("The hub was closed;", "the ferry was late."),
        ("The services should:", "open the hub"),
        ("They wrote to Dr.", "van der Linde"),
        ("See the guide, p.", "eleven"),
        ("They asked “who knows?”", "and nobody answered"),
        ("It stands on www.ferry.", "org in full"),
        ("Opening hours", "The hub was closed on Saturdays."),
        ("Nobody told the", "Ferry Company of it"),
        ("He said that", "The Ferryman’s Rest was closed"),
        ("Nobody told the", "12 families"),
        ("", "the hub"),
        ("The hub was closed.", ""),
    ],
)
def test_a_text_may_go_on_so(before: str, line: str) -> None:
    assert not breaks_off(before, line)
