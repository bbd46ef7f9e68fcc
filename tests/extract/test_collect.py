"""Whatever stands on the pages: items in reading order, and every item's words are those its source points at."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import Flowable
from tests.extract.reading import Read
from tests.pdfs import asks
from tests.pdfs.asks import bullets, heading, item, new_page, paragraph, space, table

from crossreview.document import Reader
from crossreview.parse import parse
from crossreview.records import GENRES, Genre
from crossreview.structure import structure

HUB = "Wendmere Council should open the family hub on Saturdays."
GUIDE = "The Partnership should publish a guide to the river towns for new staff."
WHY = "The hub is the only warm house on the south bank, and many families walk a long way to it."

_SENTENCES = (
    HUB,
    GUIDE,
    WHY,
    "The Police to tell the hub when the bridge is closed.",
    "It is recommended that the lamp is mended.",
    "The review of Child B recommended that the Board buys a boat.",
    "Recommendation 3 has been carried out.",
    "We accept this recommendation.",
    "Inspectors found that the hub was well run.",
    "Should the hub open on Saturdays?",
    "There are no areas of priority action.",
    "open on Saturdays;",
    "The council should see to it that the hub is:",
    "The Partnership’s well-known guide – “the blue book” – is to be reprinted.",
)
_HEADINGS = (
    "Recommendations",
    "Recommendation 4",
    "Areas for improvement",
    "Findings",
    "Good practice",
    "Terms of reference",
    "Earlier reviews",
    "What has changed since",
    "The river",
)
_texts = st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=3).map(" ".join)
_labels = st.sampled_from(["•", "–", "1.", "2.", "3.", "(a)", "4.1", ""])
_prefixes = st.sampled_from(["", "", "Recommendation 2: ", "“Recommendation 5: ", "Learning: ", "R3 "])
_parts: st.SearchStrategy[Flowable] = st.one_of(
    st.builds(lambda prefix, text: paragraph(prefix + text), _prefixes, _texts),
    st.builds(item, _labels, _texts, st.integers(0, 1)),
    st.builds(item, _labels, _texts, st.integers(0, 1)),
    st.builds(heading, st.sampled_from(_HEADINGS), st.integers(1, 2)),
    st.builds(lambda prefix, text: asks.box(prefix + text), _prefixes, _texts),
    st.builds(
        lambda head, rows: table(head, *rows, widths=(0.2, 0.5, 0.3)),
        st.sampled_from([("No", "Recommendation", "Response"), ("Lead", "Action", "Progress"), ("1", HUB, GUIDE)]),
        st.lists(st.tuples(st.sampled_from(["1", "Council", ""]), _texts, _texts), min_size=1, max_size=3),
    ),
    st.builds(space, st.sampled_from([100.0, 300.0])),
    st.builds(new_page),
)


@settings(max_examples=60, deadline=None)
@given(parts=st.lists(_parts, min_size=1, max_size=12), genre=st.sampled_from([None, *GENRES]))
def test_every_candidate_says_what_its_source_says(reader: Reader, parts: list[Flowable], genre: Genre | None) -> None:
    with TemporaryDirectory() as folder:
        path = asks.make(Path(folder) / "made.pdf", paragraph(WHY), *parts)
        document = structure(parse(path), reader.sections, reader.roles)
    for candidate in reader.extractor.collector.collect(document, genre):
        assert candidate.source.text_in(document.text) == candidate.text
        assert candidate.text.strip() == candidate.text != ""
        for span in candidate.source.spans:
            assert document.parsed.placed.page_offsets[span.page - 1] <= span.start < span.end <= len(document.text)


def test_items_come_in_reading_order(read: Read) -> None:
    reading = read(
        heading("Key learning"),
        bullets("The hub matters to families in winter.", "The guide matters to new staff in spring."),
        heading("Recommendations"),
        table(("No", "Recommendation"), ("1", HUB), widths=(0.1, 0.9)),
        paragraph(f"Recommendation 2: {GUIDE}"),
        heading("Good practice"),
        bullets("The caretakers know every family by name.", "The library is warm and stays open late."),
    )
    starts = [found.source.start for found in reading.items]
    assert starts == sorted(starts)
    assert len(starts) == 6


class TestLabelledHeadings:
    """A label as heading: what stands under it is one item."""

    def test_all_paragraphs_up_to_the_next_heading(self, read: Read) -> None:
        reading = read(
            heading("Recommendations"),
            heading("Recommendation 1: Opening hours", level=2),
            paragraph(HUB),
            bullets("on each Saturday", "on the first Sunday of the month"),
            heading("Recommendation 2: A guide", level=2),
            paragraph(GUIDE),
        )
        assert reading.asks == [("1", f"{HUB} on each Saturday on the first Sunday of the month"), ("2", GUIDE)]

    def test_of_a_finding_only_the_first_paragraph(self, read: Read) -> None:
        reading = read(heading("Finding 1: The hub was closed"), paragraph(HUB), paragraph(WHY))
        assert [(found.kind, found.label, found.text) for found in reading.items] == [("finding", "1", HUB)]

    def test_a_box_that_ends_ends_the_item(self, read: Read) -> None:
        reading = read(
            heading("Recommendations"),
            asks.box(paragraph("Recommendation 1", bold=True), paragraph(HUB)),
            paragraph(WHY),
        )
        assert reading.asks == [("1", HUB)]

    def test_under_earlier_reviews_the_labelled_one_is_quoted(self, read: Read) -> None:
        reading = read(
            heading("Earlier reviews"),
            paragraph(f"Recommendation 1: {HUB}"),
            heading("Recommendations"),
            paragraph(f"Recommendation 1: {GUIDE}"),
        )
        assert [(found.kind, found.text) for found in reading.items] == [
            ("quoted_recommendation", HUB),
            ("recommendation", GUIDE),
        ]
