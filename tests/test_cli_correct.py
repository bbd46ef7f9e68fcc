"""Correcting from the command line: what was corrected is what is found and counted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.commands import Answer
from tests.library.documents import Says, add, document
from tests.library.test_anchors import with_blocks

from crossreview.batch import bring_up_to_date, locked
from crossreview.errors import StorageFull
from crossreview.library import Library

ASK = "Open the hub for families who teach at home."
MISSED = "It would help if every school told the council when a child leaves."
Command = Callable[..., Answer]


@pytest.fixture
def library(tmp_path: Path, crossreview: Command) -> Library:
    made = Library.create(tmp_path / "library")
    add(made, with_blocks(document("report.pdf", Says(ASK, label="1"), Says(MISSED, "finding"))))
    assert crossreview("reindex", "--library", made.root).code == 0
    return made


@pytest.fixture
def correct(crossreview: Command, library: Library) -> Command:
    return lambda *arguments: crossreview("correct", *arguments, "--library", library.root)


def item_id(library: Library, text: str = ASK) -> str:
    return next(item.id for item in library.record("report.pdf").items if item.text == text)


def found(crossreview: Command, library: Library, *filters: str) -> list[str]:
    answer = crossreview("search", "--library", library.root, "--json", *filters)
    return [str(row["passage"]) for row in answer.rows]


def test_searches_and_counts_follow_a_correction_and_its_undoing(
    crossreview: Command, correct: Command, library: Library
) -> None:
    one = item_id(library)
    said = correct("themes", one, "NEE.elective_home_education", "--by", "Ada")
    assert (said.code, said.out) == (0, "")
    assert said.talk == "Themes: NEE.elective_home_education. `crossreview correct undo 1` takes it back.\n"

    assert found(crossreview, library, "--theme", "NEE.elective_home_education") == [ASK]
    assert found(crossreview, library, "--theme", "VOI.child_voice") == [MISSED]
    assert "NEE.elective_home_education" in (library.root / "items.jsonl").read_text()

    assert correct("undo", 1).talk == "Undone: 1.\n"
    assert found(crossreview, library, "--theme", "NEE.elective_home_education") == []
    assert "NEE.elective_home_education" not in (library.root / "items.jsonl").read_text()


@pytest.mark.parametrize(
    ("arguments", "filters"),
    [
        (("kind", "strategy"), ("--kind", "strategy")),
        (("status", "planned"), ("--status", "planned")),
        (("addressees", "police"), ("--addressee", "police")),
        (("themes", "--add", "ORG.supervision"), ("--theme", "ORG.supervision")),
    ],
    ids=lambda value: value[0],
)
def test_each_thing_that_can_be_corrected_is_found_by(
    crossreview: Command, correct: Command, library: Library, arguments: tuple[str, ...], filters: tuple[str, ...]
) -> None:
    what, *values = arguments

    assert correct(what, item_id(library), *values).code == 0

    assert found(crossreview, library, *filters) == [ASK]


def test_themes_are_added_and_taken_away_and_none_is_an_answer(correct: Command, library: Library) -> None:
    def themes() -> list[str]:
        return [theme.theme for theme in library.record("report.pdf").items[0].themes]

    correct("themes", item_id(library), "--add", "ORG.supervision")
    assert themes() == ["VOI.child_voice", "ORG.supervision"]

    correct("themes", item_id(library), "--remove", "VOI.child_voice")
    assert themes() == ["ORG.supervision"]

    correct("themes", item_id(library), "--none")
    assert themes() == []


def test_what_themes_it_has_must_be_said_in_one_way(correct: Command, library: Library) -> None:
    assert correct("themes", item_id(library)).code == 2
    assert correct("themes", item_id(library), "ORG.supervision", "--none").code == 2
    assert library.catalogue.corrections() == ()


def test_themes_of_a_document_are_set_by_its_file_name(correct: Command, library: Library) -> None:
    assert correct("themes", "report.pdf", "ORG.supervision").code == 0

    assert [theme.theme for theme in library.record("report.pdf").themes] == ["ORG.supervision"]


def test_a_missed_item_is_added_and_an_invented_one_struck_out(
    crossreview: Command, correct: Command, library: Library
) -> None:
    correct("strike", item_id(library, MISSED))
    assert found(crossreview, library, "--kind", "finding") == []

    added = correct("add", "report.pdf", MISSED, "--page", 3, "--kind", "recommendation")
    assert added.talk.startswith("Added: h")
    assert found(crossreview, library, "--kind", "recommendation") == [ASK, MISSED]


def test_corrections_are_listed_with_who_and_when_and_what_stood_there(correct: Command, library: Library) -> None:
    correct("status", item_id(library), "planned", "--by", "Ada")
    correct("strike", item_id(library), "--by", "Ben")
    correct("undo", 2, "--by", "Cat")

    first, second = correct("list").out.splitlines()
    assert first.startswith(f"1. report.pdf, page 2: “{ASK}”: status planned, before status none (Ada, 2")
    assert "struck" in second
    assert "undone by Cat" in second
    rows = correct("list", "--json").rows
    assert [(row["change"], row["lost"]) for row in rows] == [
        ({"what": "status", "status": "planned"}, False),
        ({"what": "struck"}, False),
    ]


def test_a_correction_whose_item_is_gone_is_listed_as_lost(correct: Command, library: Library) -> None:
    correct("status", item_id(library), "planned")
    library.erase("report.pdf")

    assert "its item is not there any more" in correct("list", "--lost").out


def test_the_doctor_tells_of_lost_corrections(crossreview: Command, correct: Command, library: Library) -> None:
    correct("status", item_id(library), "planned")
    assert "lost their item" not in crossreview("doctor", "--library", library.root).out

    library.erase("report.pdf")

    assert "1 have lost their item" in crossreview("doctor", "--library", library.root).out


def test_agreement_is_told_where_people_looked(correct: Command, library: Library) -> None:
    assert correct("agreement").talk == "Nobody has set or confirmed the themes of an item yet.\n"

    correct("themes", item_id(library), "--right", "--by", "Ada")

    assert correct("agreement").out == "the reader and Ada: 1 item, micro-F1 1.00, kappa 1.00\n"
    assert correct("agreement", "--json").rows[0]["items"] == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("status", "{item}", "done"), "There is no status 'done'."),
        (("kind", "x", "finding"), "The library has no item 'x'."),
        (
            ("add", "report.pdf", "Words that are nowhere to be seen.", "--page", "2"),
            "Page 2 does not have these words.",
        ),
        (("add", "repot.pdf", MISSED, "--page", "3"), "The library has no document 'repot.pdf'."),
        (("undo", "7"), "There is no correction 7 that stands."),
        (
            ("themes", "{item}", "--remove", "VOI.child_voic"),
            "'VOI.child_voic'. It has: VOI.child_voice.",
        ),
        (("addressees", "{item}", "polce"), "There is no agency 'polce'."),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_what_cannot_be_corrected_is_an_error_and_nothing_is_kept(
    correct: Command, library: Library, arguments: tuple[str, ...], told: str
) -> None:
    answer = correct(*(argument.format(item=item_id(library)) for argument in arguments))

    assert answer.code == 1
    assert told in answer.talk
    assert library.catalogue.corrections() == ()


def test_during_a_run_a_correction_is_kept_and_waits(
    correct: Command, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(bring_up_to_date.__kwdefaults__, "patience", 0.0)
    with locked(library):
        answer = correct("status", item_id(library), "planned")
        correct("strike", item_id(library, MISSED))
        assert correct("kind", added_again(correct), "finding").code == 0  # though no index has it yet

    assert answer.code == 0
    assert "A run is under way" in answer.talk
    assert library.not_indexed().documents == ("report.pdf",)


def added_again(correct: Command) -> str:
    """The id of an item that was just added."""
    said = correct("add", "report.pdf", MISSED, "--page", 3).talk
    return said.split("Added: ")[1].split(".")[0]


def test_a_correction_that_searches_cannot_follow_is_kept(
    correct: Command, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageFull("The disk is full.", remedy="Free some space.")

    monkeypatch.setattr("crossreview.batch.run.update_search_index", full)
    answer = correct("status", item_id(library), "planned")

    assert answer.code == 1
    assert "Correction 1 is kept, but searches do not follow yet" in answer.talk
    assert library.record("report.pdf").items[0].status == "planned"


def test_products_of_an_earlier_version_are_made_anew_as_a_whole(correct: Command, library: Library) -> None:
    add(library, with_blocks(document("another.pdf", Says("Close the hub."))))
    path = library.root / "items.jsonl"
    path.write_text(path.read_text().replace('"by_hand":[],', ""))

    correct("status", item_id(library), "planned")

    rows = [json.loads(line) for line in path.read_text().splitlines()]
    assert [row["document_id"] for row in rows] == ["another.pdf", "report.pdf", "report.pdf"]
    assert [row["by_hand"] for row in rows] == [[], ["status"], []]


def test_only_the_rows_of_what_was_corrected_are_made_anew(correct: Command, library: Library) -> None:
    for name in ("another.pdf", "zebra.pdf"):
        add(library, with_blocks(document(name, Says("Close the hub."))))
    correct("status", item_id(library), "planned")
    path = library.root / "items.jsonl"
    marked = path.read_text().replace("Close the hub.", "Close the pub.")
    path.write_text(marked)

    correct("status", item_id(library), "completed")

    rows = [json.loads(line) for line in path.read_text().splitlines()]
    assert [(row["document_id"], row["text"], row["status"]) for row in rows] == [
        ("another.pdf", "Close the pub.", None),
        ("report.pdf", ASK, "completed"),
        ("report.pdf", MISSED, None),
        ("zebra.pdf", "Close the pub.", None),
    ]
    assert library.not_indexed().documents == ()


def test_a_damaged_catalogue_is_told_and_not_taken_for_an_old_index(crossreview: Command, library: Library) -> None:
    library.catalogue.path.write_bytes(b"this is not a database, and long enough to be looked at" * 20)

    answer = crossreview("search", "hub", "--library", library.root)

    assert answer.code == 1
    assert "catalogue is damaged" in answer.talk
