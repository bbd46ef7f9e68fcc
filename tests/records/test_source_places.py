from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.themes.places import span

from crossreview.records import Source

TEXT = "".join(chr(ord("a") + place % 26) for place in range(300))


@st.composite
def sources(draw: st.DrawFn) -> Source:
    """Sources of one to five spans, in order, with gaps between them (page breaks, footnotes)."""
    edges = draw(st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=10, unique=True).map(sorted))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return Source(tuple(span(start, end, page) for page, (start, end) in enumerate(pairs, start=1)))


@given(sources(), st.data())
def test_the_places_hold_the_same_characters(source: Source, data: st.DataObject) -> None:
    text = source.text_in(TEXT)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    parts = source.within(start, end)
    # The joint between two spans is a blank that comes from no page.
    assert "".join(TEXT[part.start : part.end] for part in parts) == text[start:end].replace(" ", "")


@given(sources(), st.data())
def test_the_places_lie_in_the_spans_of_the_source_in_order(source: Source, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, 320))
    parts = source.within(start, start + data.draw(st.integers(0, 320)))
    assert list(parts) == sorted(parts, key=lambda part: part.start)
    for part in parts:
        assert part.start < part.end
        assert any(
            whole.page == part.page and whole.box == part.box and whole.start <= part.start and part.end <= whole.end
            for whole in source.spans
        )


@given(sources())
def test_the_whole_text_comes_from_the_whole_source(source: Source) -> None:
    assert source.within(0, len(source.text_in(TEXT))) == source.spans


def test_a_phrase_over_a_page_break_has_two_places() -> None:
    source = Source((span(0, 10, 1), span(20, 30, 2)))
    assert source.within(5, 14) == (span(5, 10, 1), span(20, 23, 2))
