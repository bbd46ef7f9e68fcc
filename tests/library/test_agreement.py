"""How far people agree about themes, with each other and with the reader."""

from __future__ import annotations

import pytest
from tests.library.documents import Says, add, document

from crossreview.library import Library
from crossreview.library.agreement import READER, agreements
from crossreview.library.correcting import correct_item
from crossreview.library.corrections import Signed, Themes
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

    assert found == {(READER, "Ada"): (2, 0.5), (READER, "Ben"): (1, 0.67), ("Ada", "Ben"): (1, 0.67)}


def test_nobody_is_compared_where_nobody_looked(library: Library) -> None:
    add(library, document("report", Says("Listen to children at home.")))

    assert agreements(library) == ()
