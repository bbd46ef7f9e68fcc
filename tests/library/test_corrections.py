"""What people correct, and the records as they are corrected."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.library.documents import Says, add, document
from tests.library.test_anchors import with_blocks

from crossreview.errors import CrossreviewError, UnknownTerm
from crossreview.library import Library
from crossreview.library.anchors import Passage, anchor_at, anchor_of
from crossreview.library.correcting import (
    add_item,
    correct_as_seen,
    correct_document,
    correct_item,
    lost_corrections,
)
from crossreview.library.corrections import (
    Added,
    Addressees,
    Change,
    Correction,
    Kind,
    Signed,
    State,
    Struck,
    Themes,
    corrected,
    state_of,
)
from crossreview.library.counts import count_themes
from crossreview.records import Coverage, DocumentRecord, Item, Source

ASK = "The partnership should listen to children who are taught at home."
REPORT = "All children who are taught at home have been visited."
PROSE = "It would help if every school told the council when a child leaves."
ADA, BEN = Signed("Ada", "2026-01-01"), Signed("Ben", "2026-01-02")


def record(*says: Says) -> DocumentRecord:
    says = says or (Says(ASK, label="1"), Says(REPORT, "progress", links=(("reports_on", ASK),)), Says(PROSE))
    return with_blocks(document("report", *says))


@pytest.fixture
def shelf(library: Library) -> Library:
    made = record()
    add(library, replace(made, items=made.items[:2]))
    return library


def item(library: Library, words: str = ASK) -> Item:
    return next(each for each in library.record("report").items if each.text == words)


@pytest.mark.parametrize(
    "change",
    [
        Themes(("ORG.supervision", "VOI.child_voice")),
        Themes(()),
        Kind("finding"),
        State("rejected"),
        State(None),
        Addressees(("police",)),
    ],
    ids=str,
)
def test_what_is_corrected_shows_and_the_record_on_disk_stays(shelf: Library, change: Change) -> None:
    before = shelf.record_path("report").read_bytes()

    correct_item(shelf, "report", item(shelf).id, change, ADA)

    assert state_of(item(shelf), change) == change
    assert len(item(shelf).by_hand) == 1
    assert [each.items for each in shelf.records()] == [shelf.record("report").items]
    assert shelf.record_path("report").read_bytes() == before
    assert shelf.record_as_read("report").items[0].by_hand == ()


def test_the_later_of_two_corrections_counts_and_undone_the_earlier_does(shelf: Library) -> None:
    correct_item(shelf, "report", item(shelf).id, State("planned"), ADA)
    second = correct_item(shelf, "report", item(shelf).id, State("completed"), BEN)
    assert item(shelf).status == "completed"

    shelf.catalogue.undo_correction(second, "Ada", "2026-01-03")

    assert item(shelf).status == "planned"
    assert [(each.by, each.undone_by) for each in shelf.catalogue.corrections()] == [("Ada", None), ("Ben", "Ada")]


def test_what_stood_there_before_is_kept(shelf: Library) -> None:
    correct_item(shelf, "report", item(shelf).id, Themes(("ORG.supervision",)), ADA)
    correct_item(shelf, "report", item(shelf).id, Themes(()), BEN)

    assert [each.before for each in shelf.catalogue.corrections()] == [
        Themes(("VOI.child_voice",)),
        Themes(("ORG.supervision",)),
    ]


def test_an_invented_item_is_struck_out_with_the_links_to_it(shelf: Library) -> None:
    correct_item(shelf, "report", item(shelf).id, Struck(), ADA)

    (left,) = shelf.record("report").items
    assert (left.text, left.links) == (REPORT, ())
    assert not any(each.kind == "recommendation" for each in shelf.record("report").coverage)


def test_a_link_that_names_a_number_keeps_it_when_its_item_is_struck_out() -> None:
    made = record()
    links = tuple(replace(link, label="1") for link in made.items[1].links)
    made = replace(made, items=(made.items[0], replace(made.items[1], links=links)))

    after = corrected(made, [said(Struck(), made)]).record

    assert [(link.to, link.label) for link in after.items[0].links] == [(None, "1")]


def test_a_missed_item_is_added_where_it_stands(shelf: Library) -> None:
    number, item_id = add_item(shelf, "report", Passage(PROSE.upper(), 4), "recommendation", ADA)
    correct_item(shelf, "report", item_id, Themes(("NEE.elective_home_education",)), BEN)

    added = item(shelf, PROSE)
    assert (added.id, added.kind, added.source.page, added.section) == (item_id, "recommendation", 4, "s1")
    assert [theme.origin for theme in added.themes] == ["person"]
    assert added.by_hand == ("added", "themes")
    assert [each.text for each in shelf.record("report").items] == [ASK, REPORT, PROSE]

    shelf.catalogue.undo_correction(number, "Ada", "2026-01-03")

    assert len(shelf.record("report").items) == 2
    assert [each.change for each in lost_corrections(shelf)] == [Themes(("NEE.elective_home_education",))]


def test_an_item_that_is_there_is_not_added_again(shelf: Library) -> None:
    with pytest.raises(UnknownTerm, match="already"):
        add_item(shelf, "report", Passage(ASK, 2), "finding", ADA)


def test_what_was_added_and_a_newer_reader_finds_itself_is_one_item(shelf: Library) -> None:
    add_item(shelf, "report", Passage(PROSE, 4), "finding", ADA)
    add(shelf, record())

    assert [each.text for each in shelf.record("report").items] == [ASK, REPORT, PROSE]
    assert item(shelf, PROSE).kind == "finding"


def test_a_correction_stays_with_its_words_when_the_reader_changes(shelf: Library) -> None:
    correct_item(shelf, "report", item(shelf).id, State("planned"), ADA)
    newer = record(Says(ASK + " This was asked before."), Says(REPORT, "progress"))
    items = tuple(replace(each, id=f"new{place}") for place, each in enumerate(newer.items))
    add(shelf, replace(newer, items=items))

    assert shelf.record("report").items[0].status == "planned"


def test_a_strike_does_not_move_to_an_item_that_is_like_the_one_that_is_gone(shelf: Library) -> None:
    invented = f"In our view: {ASK}"
    add(shelf, record(Says(ASK), Says(invented, "action")))
    correct_item(shelf, "report", item(shelf, invented).id, Struck(), ADA)
    assert [each.text for each in shelf.record("report").items] == [ASK]

    add(shelf, record(Says(ASK)))

    assert [each.text for each in shelf.record("report").items] == [ASK]
    assert list(lost_corrections(shelf)) == []  # what it struck out is gone, as was wanted


def test_what_was_said_of_an_item_that_is_added_again_counts_again(shelf: Library) -> None:
    number, item_id = add_item(shelf, "report", Passage(PROSE, 4), "finding", ADA)
    correct_item(shelf, "report", item_id, Themes(("ORG.supervision",)), ADA)
    shelf.catalogue.undo_correction(number, "Ada", "2026-01-03")
    add_item(shelf, "report", Passage(PROSE, 4), "recommendation", BEN)

    assert [theme.theme for theme in item(shelf, PROSE).themes] == ["ORG.supervision"]
    assert list(lost_corrections(shelf)) == []


def test_what_is_struck_out_can_be_added_again(shelf: Library) -> None:
    correct_item(shelf, "report", item(shelf).id, Struck(), ADA)
    add_item(shelf, "report", Passage(ASK, 2), "strategy", BEN)

    assert item(shelf).kind == "strategy"


def test_a_passage_that_has_an_item_is_not_added_beside_it(shelf: Library) -> None:
    add(shelf, with_parts(f"{ASK} {PROSE}", ASK))
    with pytest.raises(UnknownTerm, match="already"):
        add_item(shelf, "report", Passage(f"{ASK} {PROSE}", 2), "finding", ADA)


def test_items_into_which_a_newer_reader_cuts_what_was_added_give_way_to_it(shelf: Library) -> None:
    whole = f"{ASK} {REPORT} {PROSE}"
    add(shelf, with_parts(whole))
    add_item(shelf, "report", Passage(whole, 2), "recommendation", ADA)
    add(shelf, with_parts(whole, ASK, REPORT, PROSE))

    assert [each.text for each in shelf.record("report").items] == [whole]


def with_parts(whole: str, *parts: str) -> DocumentRecord:
    """A document with a page of words, of which some are items."""
    made = record(Says(whole))
    start = made.items[0].source.start
    items = []
    for number, part in enumerate(parts):
        at = start + whole.index(part)
        span = replace(made.items[0].source.spans[0], start=at, end=at + len(part))
        items.append(replace(made.items[0], id=f"part{number}", text=part, source=Source((span,))))
    return replace(made, items=tuple(items))


def test_a_theme_of_the_document_goes_with_the_last_item_that_had_it(shelf: Library) -> None:
    made = shelf.record_as_read("report")
    add(shelf, replace(made, themes=made.items[0].themes))
    first, second = (each.id for each in made.items)

    correct_item(shelf, "report", first, Themes(()), ADA)
    assert [theme.theme for theme in shelf.record("report").themes] == ["VOI.child_voice"]

    correct_item(shelf, "report", second, Themes(("ORG.supervision",)), ADA)
    assert shelf.record("report").themes == ()
    assert count_themes(shelf).keys() == {"ORG.supervision"}


def test_an_added_item_stands_in_the_innermost_section() -> None:
    made = record(Says(ASK), Says(PROSE))
    place = made.items[1].source
    inner = replace(made.sections[0], id="s2", level=2, start=place.start, end=place.end)
    made = replace(made, items=made.items[:1], sections=(*made.sections, inner))
    anchor = anchor_at("h1", place, made)

    after = corrected(made, [Correction(1, "report", anchor, Added("finding"), None, "Ada", "2026-01-01")]).record

    assert [each.section for each in after.items] == ["s1", "s2"]


def test_what_loses_its_item_is_told_and_kept(shelf: Library) -> None:
    number = correct_item(shelf, "report", item(shelf).id, State("planned"), ADA)
    add(shelf, record(Says(REPORT, "progress")))
    assert [each.number for each in lost_corrections(shelf)] == [number]

    shelf.erase("report")
    assert [each.number for each in lost_corrections(shelf)] == [number]

    add(shelf, record())
    assert list(lost_corrections(shelf)) == []
    assert item(shelf).status == "planned"


def test_of_a_record_that_cannot_be_read_nothing_is_said_to_be_lost(shelf: Library) -> None:
    correct_item(shelf, "report", item(shelf).id, State("planned"), ADA)
    shelf.record_path("report").write_bytes(b"{")
    problems: list[CrossreviewError] = []

    assert list(lost_corrections(shelf, problems.append)) == []
    assert len(problems) == 1


def test_themes_of_a_document_as_a_whole_are_corrected(shelf: Library) -> None:
    correct_document(shelf, "report", ("ORG.supervision",), ADA)

    assert [theme.theme for theme in shelf.record("report").themes] == ["ORG.supervision"]
    assert item(shelf).themes[0].theme == "VOI.child_voice"


def test_counts_follow_corrections(shelf: Library) -> None:
    assert count_themes(shelf)["VOI.child_voice"].items == 2

    correct_item(shelf, "report", item(shelf).id, Themes(("ORG.supervision",)), ADA)

    assert count_themes(shelf)["ORG.supervision"].items == 1
    assert count_themes(shelf)["VOI.child_voice"].items == 1
    assert shelf.frame("items").set_index("item_id").loc[item(shelf).id, "themes"] == ["ORG.supervision"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Themes(("ORG.supervison",)), "ORG.supervision"),
        (Kind("recomendation"), "recommendation"),  # type: ignore[arg-type]
        (State("complete"), "completed"),  # type: ignore[arg-type]
        (Addressees(("polce",)), "police"),
    ],
    ids=str,
)
def test_what_no_vocabulary_has_is_refused_with_what_comes_nearest(shelf: Library, change: Change, told: str) -> None:
    with pytest.raises(UnknownTerm, match=told):
        correct_item(shelf, "report", item(shelf).id, change, ADA)

    assert shelf.catalogue.corrections() == ()


def test_an_item_that_is_not_there_is_refused(shelf: Library) -> None:
    with pytest.raises(UnknownTerm, match="no item 'x'"):
        correct_item(shelf, "report", "x", Struck(), ADA)
    with pytest.raises(UnknownTerm, match="no correction 1"):
        shelf.catalogue.undo_correction(1, "Ada", "2026-01-01")


def test_whoever_only_looks_at_a_library_leaves_no_catalogue_in_it(shelf: Library) -> None:
    shelf.catalogue.path.unlink()

    assert list(shelf.records())
    assert not shelf.catalogue.path.exists()


def test_coverage_follows_what_is_added_and_changed() -> None:
    made = record()
    made = replace(made, coverage=(Coverage("recommendation", "found", None), Coverage("finding", "none_made", None)))

    after = corrected(made, [said(Kind("finding"), made, 0, 1), said(Kind("finding"), made, 2, 2)]).record

    assert after.coverage == (Coverage("finding", "found", None),)


@given(st.permutations(range(4)), st.sets(st.integers(0, 3)))
def test_corrections_count_in_the_order_in_which_they_were_made(order: list[int], undone: set[int]) -> None:
    made = record()
    changes = (State("planned"), State("rejected"), State(None), State("accepted"))
    corrections = [said(change, made, number=number, undone=number in undone) for number, change in enumerate(changes)]
    stands = [change for number, change in enumerate(changes) if number not in undone]

    after = corrected(made, [corrections[place] for place in order]).record

    assert after.items[0].status == (stands[-1].status if stands else made.items[0].status)


def said(change: Change, made: DocumentRecord, place: int = 0, number: int = 1, *, undone: bool = False) -> Correction:
    anchor = anchor_of(made.items[place], made)
    return Correction(number, "report", anchor, change, None, "Ada", "2026-01-01", "2026-01-02" if undone else None)


def test_nobody_corrects_anything_between_a_look_and_the_changes(shelf: Library) -> None:
    first = correct_item(shelf, "report", item(shelf).id, State("planned"), ADA)

    def changes_of(seen: Item) -> tuple[Change, ...]:
        assert seen.status == "planned"
        other = sqlite3.connect(shelf.catalogue.path, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("UPDATE corrections SET undone = '1' WHERE number = ?", (first,))
        other.close()
        return State("completed"), Kind("finding")

    numbers = correct_as_seen(shelf, "report", item(shelf).id, changes_of, BEN)
    _, state, kind = shelf.catalogue.corrections()
    assert (state.number, kind.number) == numbers
    assert (state.before, kind.before) == (State("planned"), Kind("recommendation"))


def test_of_several_changes_all_are_made_or_none(shelf: Library) -> None:
    with pytest.raises(UnknownTerm):
        correct_as_seen(shelf, "report", item(shelf).id, lambda _: (State("planned"), Themes(("NO.such",))), ADA)
    assert shelf.catalogue.corrections() == ()
