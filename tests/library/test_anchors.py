"""Finding again what a person pointed at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.records.examples import PAGE_BREAK, record_of, source_of

from crossreview.errors import UnknownTerm
from crossreview.library import anchors
from crossreview.library.anchors import Passage, anchor_of, item_at
from crossreview.library.anchors import source_of as found_source
from crossreview.records import Block, DocumentRecord, Source

PAGES = (
    "Recommendations",
    "The partnership should listen to children who are taught at home, and act on what they say.",
    "The Trust must review how information about absent fathers reaches health visitors.",
)


def with_blocks(record: DocumentRecord) -> DocumentRecord:
    """The record with a block for each page, as a reader makes them."""
    text = record.document.text
    blocks = (
        Block(f"b{page}", "paragraph", "s1", source_of(text, words, page))
        for page, words in enumerate(text.split(PAGE_BREAK), start=1)
    )
    return replace(record, blocks=tuple(blocks))


RECORD = with_blocks(record_of(PAGES))


def test_an_item_is_found_by_its_id() -> None:
    assert [item_at(anchor_of(item, RECORD), RECORD) for item in RECORD.items] == list(RECORD.items)


@pytest.mark.parametrize(
    "reread",
    [
        (PAGES[0], "2. " + PAGES[1], PAGES[2]),
        (PAGES[0], PAGES[1][: PAGES[1].index(", and")], PAGES[2]),
        ("A foreword", PAGES[0], *PAGES[1:]),
    ],
    ids=["its label is taken for words of it", "its end is cut off", "it stands on another page"],
)
def test_an_item_that_a_newer_reader_draws_otherwise_is_found_by_its_words(reread: tuple[str, ...]) -> None:
    newer = record_of(reread, digest="f" * 64)

    found = item_at(anchor_of(RECORD.items[0], RECORD), newer)

    assert found is not None
    assert "taught at home" in found.text


def test_an_item_that_is_not_there_any_more_is_not_found() -> None:
    newer = record_of((PAGES[0], PAGES[2]), digest="f" * 64)

    assert item_at(anchor_of(RECORD.items[0], RECORD), newer) is None


def twice() -> DocumentRecord:
    """A record in which one ask is printed on two pages, each time after other words."""
    record = record_of((PAGES[0], PAGES[1], PAGES[2], PAGES[1]))
    start = record.document.page_offsets[3]
    (span,) = record.items[2].source.spans
    again = replace(record.items[2], source=Source((replace(span, start=start, end=start + len(PAGES[1])),)))
    return replace(record, items=(*record.items[:2], again))


@pytest.mark.parametrize("place", [0, 2])
def test_of_two_items_with_the_same_words_the_one_in_its_place_is_meant(place: int) -> None:
    record = twice()
    assert item_at(anchor_of(record.items[place], record), record) == record.items[place]


def test_where_one_of_two_with_the_same_words_is_gone_the_other_is_not_meant() -> None:
    record = twice()
    dropped = replace(record, items=record.items[1:])
    assert item_at(anchor_of(record.items[0], record), dropped) is None
    assert item_at(anchor_of(record.items[2], record), dropped) == record.items[2]


def test_where_letters_are_read_otherwise_the_words_tell() -> None:
    newer = record_of((PAGES[0], PAGES[1].replace("listen", "1isten"), PAGES[2]), digest="f" * 64)
    assert item_at(anchor_of(RECORD.items[0], RECORD), newer) == newer.items[0]


def test_another_item_with_most_of_the_words_is_not_meant() -> None:
    record = record_of((PAGES[0], "Assurance is sought from the hospital that staff know the pathway for children."))
    newer = record_of((PAGES[0], "Assurance is sought from the ambulance service that crews know the new code."))
    assert item_at(anchor_of(record.items[0], record), newer) is None


@given(st.data())
def test_words_are_found_where_they_stand_whatever_blanks_and_dashes_they_were_copied_with(data: st.DataObject) -> None:
    words = PAGES[1].split()
    start = data.draw(st.integers(0, len(words) - 4))
    end = data.draw(st.integers(start + 4, len(words)))
    blanks = data.draw(st.lists(st.sampled_from([" ", "\n", "  ", "\u00a0", "-\n", " – "]), min_size=20, max_size=20))
    copied = "".join(word + blank for word, blank in zip(words[start:end], blanks, strict=False))

    source = found_source(Passage(copied.upper(), 2), RECORD)

    assert source.page == 2
    assert source.text_in(RECORD.document.text).rstrip(",.") == " ".join(words[start:end]).rstrip(",.")


def test_the_full_stop_after_the_words_belongs_to_them() -> None:
    source = found_source(Passage("act on what they say", 2), RECORD)

    assert source.text_in(RECORD.document.text) == "act on what they say."


@pytest.mark.parametrize(
    ("copied", "printed"),
    [
        ("artnership should listen to child", "partnership should listen to children"),
        ("cafe\u0301 for families at the library", "“Café for families” at the library"),
    ],
)
def test_whole_words_are_taken_with_their_marks_whatever_the_accents(copied: str, printed: str) -> None:
    record = with_blocks(record_of(("Recommendations", f"The {printed}, and more.")))
    assert found_source(Passage(copied, 2), record).text_in(record.document.text) == printed


def test_a_passage_may_run_over_the_end_of_its_page() -> None:
    source = found_source(Passage("act on what they say. The Trust must review", 2), RECORD)

    assert [span.page for span in source.spans] == [2, 3]


@pytest.mark.parametrize(
    ("words", "page", "told"),
    [
        ("review how information about absent fathers", 2, "page 3"),
        ("review how information about the fathers", 3, "goes on: “absent fathers"),
        ("something that no page of the document has", 2, "inspect"),
        ("review how information about absent fathers", 9, "no page 9"),
        ("something that no page of the document has", 9, "has 3 pages"),
        ("review", 3, "as it is printed"),
    ],
)
def test_words_that_are_not_there_are_told_with_what_may_help(words: str, page: int, told: str) -> None:
    with pytest.raises(UnknownTerm, match=told):
        found_source(Passage(words, page), RECORD)


def test_words_that_stand_twice_on_a_page_do_not_tell_which_is_meant() -> None:
    record = with_blocks(record_of((PAGES[0], PAGES[1] + " " + PAGES[1])))

    with pytest.raises(UnknownTerm, match="2 times"):
        found_source(Passage("listen to children who", 2), record)


def test_what_may_help_is_found_without_looking_at_the_page_for_each_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []

    def counted(text: str) -> Iterator[tuple[int, str]]:
        looks.append(text)
        return letters_in(text)

    letters_in = anchors._letters_in
    monkeypatch.setattr(anchors, "_letters_in", counted)
    with pytest.raises(UnknownTerm, match="there it goes on: “who are taught at home"):
        found_source(Passage(PAGES[1][: PAGES[1].index("who")] + "x" * 3_000, 2), RECORD)
    assert len(looks) < 10


@given(
    st.integers(0, len(PAGES[1]) - 20).flatmap(lambda start: st.just(PAGES[1][start:])), st.integers(12, 60), st.text()
)
def test_the_longest_beginning_is_what_helps(words: str, kept: int, more: str) -> None:
    given = words[:kept] + more
    wanted, page = anchors.letters(given), anchors.letters(PAGES[1])
    if len(wanted) < 12 or wanted in page:
        return
    longest = max((length for length in range(12, len(wanted)) if wanted[:length] in page), default=0)
    told = anchors._goes_on(wanted, RECORD, 2)
    if longest:
        (place, *_) = anchors._places(wanted[:longest], RECORD, 2, 2)
        assert " ".join(RECORD.document.text[place.end : place.end + 60].split()) in told
    else:
        assert told.startswith("`crossreview inspect`")
