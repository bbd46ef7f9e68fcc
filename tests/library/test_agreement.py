"""How far people agree about themes, with each other and with the reader."""

from __future__ import annotations

import pytest
from tests.library.documents import Says, add, document

from crossreview.errors import CrossreviewError
from crossreview.library import Library
from crossreview.library.agreement import agreements
from crossreview.library.correcting import correct_item
from crossreview.library.corrections import Signed, Struck, Themes
from crossreview.vocabulary.agreement import kappa

FIRST, SECOND = frozenset({"VOI.child_voice"}), frozenset({"ORG.supervision", "VOI.child_voice"})


def test_kappa_is_one_where_all_agree_and_nothing_where_they_agree_by_chance() -> None:
    assert kappa([(FIRST, FIRST), (SECOND, SECOND)]) == 1.0
    assert kappa([(frozenset(), frozenset())]) == 1.0
    assert kappa([(FIRST, frozenset({"ORG.supervision"}))]) < 0.0
    # 70 decisions: one on which they differ, one on which both say yes; expected by chance 0.9583 of agreement.
    assert kappa([(FIRST, SECOND)]) == pytest.approx((69 / 70 - 0.95796) / (1 - 0.95796), abs=0.001)


def test_people_are_compared_with_the_reader_and_with_each_other(library: Library) -> None:
    add(library, document("report", Says("Listen to children at home."), Says("Supervise those who visit them.")))
    one, other = library.record("report").items
    correct_item(library, "report", one.id, Themes(("VOI.child_voice",)), Signed("Ada", "1"))
    correct_item(library, "report", other.id, Themes(("ORG.supervision",)), Signed("Ada", "2"))
    correct_item(library, "report", one.id, Themes(("VOI.child_voice", "ORG.supervision")), Signed("Ben", "3"))

    found = {(each.first, each.second): (each.items, round(each.f1, 2)) for each in agreements(library)}

    assert found == {(None, "Ada"): (2, 0.5), (None, "Ben"): (1, 0.67), ("Ada", "Ben"): (1, 0.67)}


def test_a_coding_that_was_undone_does_not_count_and_one_of_what_was_struck_out_does(library: Library) -> None:
    add(library, document("report", Says("Listen to children at home.")))
    (item,) = library.record("report").items
    correct_item(library, "report", item.id, Themes(("VOI.child_voice",)), Signed("Ada", "1"))
    undone = correct_item(library, "report", item.id, Themes(()), Signed("Ada", "2"))
    library.catalogue.undo_correction(undone, "Ada", "3")
    correct_item(library, "report", item.id, Struck(), Signed("Ben", "4"))

    (found,) = agreements(library)

    assert (found.second, found.items, found.f1, found.kappa) == ("Ada", 1, 1.0, 1.0)


def test_kappa_is_less_than_f1(library: Library) -> None:
    add(library, document("report", Says("Listen to children at home.")))
    (item,) = library.record("report").items
    correct_item(library, "report", item.id, Themes(("VOI.child_voice", "ORG.supervision")), Signed("Ada", "1"))

    (found,) = agreements(library)

    assert found.kappa < found.f1 < 1


def test_a_record_that_cannot_be_read_is_told(library: Library) -> None:
    add(library, document("report", Says("Listen to children at home.")))
    (item,) = library.record("report").items
    correct_item(library, "report", item.id, Themes(()), Signed("Ada", "1"))
    library.record_path("report").write_bytes(b"{")
    problems: list[CrossreviewError] = []

    assert agreements(library, problems.append) == ()
    assert len(problems) == 1


def test_nobody_is_compared_where_nobody_looked(library: Library) -> None:
    add(library, document("report", Says("Listen to children at home.")))

    assert agreements(library) == ()
