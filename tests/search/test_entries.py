from __future__ import annotations

from tests.search.documents import Writer, child_t

from crossreview.search.entries import entries


def test_every_passage_once_and_nothing_lost() -> None:
    record = child_t()
    texts = [entry.source.text_in(record.document.text) for entry in entries(record)]
    assert len(texts) == len(set(texts))
    # The number before an item is too little to be found by itself; headings are found through what stands under them.
    assert texts == [
        "The council should visit every child in elective home education once a year.",
        "The police should share information with schools after each domestic abuse incident.",
        "Child T – a café owner’s son – was educated at home, and nobody saw him for a year.",
    ]


def test_what_a_paragraph_says_around_its_item_is_found_by_itself() -> None:
    writer = Writer("child-u", "Child U")
    writer.item("The board should write to all schools.", before="In the light of this long story, we say at last: ")
    record = writer.record(code="U1", dated=None, areas=(), review_type="LCSPR")
    item, rest = entries(record)
    assert item.item is not None
    assert rest.source.text_in(record.document.text) == "In the light of this long story, we say at last: "
