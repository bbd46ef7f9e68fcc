"""How far something has come, in the many ways in which it is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crossreview.extract.fields import FieldReader, StatusReader
from crossreview.extract.fields.clauses import main_clauses, sentences_of
from crossreview.records import Status
from crossreview.vocabulary.progress import load_progress_words

STATEMENTS = Path(__file__).resolve().parents[3] / "models" / "statements" / "statuses.jsonl"
# Shares of statements read right on the day the rules were written, rounded down.
FLOORS = {"status": 0.95, "author-1": 0.9, "author-2": 0.9, "author-3": 0.85, "author-4": 0.9}


@pytest.fixture(scope="module")
def statuses() -> StatusReader:
    return StatusReader(load_progress_words())


@pytest.mark.parametrize("author", FLOORS)
def test_statements_of_several_authors(fields: FieldReader, author: str) -> None:
    lines = [json.loads(line) for line in STATEMENTS.read_text(encoding="utf-8").splitlines()]
    own = [line for line in lines if line["author"] == author]
    right = sum(_read(fields, line) in line["statuses"] for line in own)
    assert right / len(own) >= FLOORS[author]


def _read(fields: FieldReader, line: dict[str, Any]) -> Status:
    answers = line["kind"] == "response"
    return fields.response_status(line["text"]) if answers else fields.status_of(line["text"])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # A verdict comes first.
        ("Complete. The ferry guide is printed.", "completed"),
        ("Partly done. The guide was printed in May, but the map that goes with it is not finished.", "in_progress"),
        ("Not yet due. The ferry season begins in April.", "planned"),
        ("On hold until a new harbour master is appointed.", "not_started"),
        ("On track. Work has not begun.", "not_started"),
        # What is late is not done, and has not begun only where that is said.
        ("Overdue; the guide is written and awaits approval.", "in_progress"),
        ("Overdue. No printer has yet been approached.", "not_started"),
        # The main clause tells, not the subordinate ones.
        ("The guide, which will be reviewed next year, was printed in June.", "completed"),
        ("We shall write to the Board when the trial has ended.", "planned"),
        ("Since the review began the harbour office has changed its rota.", "completed"),
        ("The office is setting up a desk at which all calls will be heard.", "in_progress"),
        ("The Trust reports that it has rewritten its rota.", "completed"),
        # Part of it is not the whole.
        ("Three of the six piers have put up the sign.", "in_progress"),
        ("44 of 58 practices trained.", "in_progress"),
        ("In a check of 58 files, 44 held the letter, which has been sent since May.", "completed"),
        ("The sign has been painted; it has not yet been put up.", "in_progress"),
        ("Most piers have put up the sign; two have not.", "in_progress"),
        ("The sign was painted in May and is being monitored each week.", "completed"),
        # A beginning is not an end, except of a thing that is there from then on.
        ("Work on the sign began in May.", "in_progress"),
        ("A working group has been set up to look at the signs.", "in_progress"),
        ("A draft of the rota has been written.", "in_progress"),
        ("The new rota began in May and is kept by the office.", "completed"),
        # How things now always are.
        ("Skippers no longer sail alone at night.", "completed"),
        ("Every pier now has a lamp.", "completed"),
        ("Out of hours staff can see the list.", "completed"),
        # Undone, in words of their own.
        ("Neither of the two councils has done this.", "not_started"),
        ("The lamp was to have been lit by May.", "not_started"),
        ("There has been no movement on this.", "not_started"),
        ("The money could not be found and the lamp has not been commissioned.", "not_started"),
        # Nobody knows.
        ("The reviewers asked for, and were not given, word of whether this is done.", "no_status"),
        ("The panel was not told whether the lamp was ever lit.", "no_status"),
        ("No answer has come from the harbour, and work has not begun.", "not_started"),
        # Shares: of what was to be reached, any part; of cases, only what is not usual yet.
        ("Lamps have been given to nineteen of thirty-one.", "in_progress"),
        ("Two of five crews have had the course, which was written in May.", "in_progress"),
        ("Course rewritten in May. 48% of staff trained.", "in_progress"),
        ("Four are meeting, of nine that were set up.", "in_progress"),
        ("The rule was changed. It was followed in 19 of 40 crossings looked at.", "in_progress"),
        ("Held in 26 of 27 crossings.", "completed"),
        ("The watch was restored in May. In 26 of 40 storms it changed what was done.", "completed"),
        ("Training was given: the crew came to one of eleven sessions.", "completed"),
        # What was done and is done no more.
        ("The watch was kept for a year and then stopped.", "in_progress"),
        ("The list was shared until May. It stopped when the clerk retired.", "in_progress"),
        ("Visited once by boat, and not visited again.", "in_progress"),
        ("The harbour has stopped closing the gate at night.", "completed"),
        # What was called done, and nobody found it.
        ("This was agreed at the time. The reviewers could find no trace of what was done.", "no_status"),
        ("The action was signed off as complete in May. The panel saw no sign that anybody had looked.", "no_status"),
        ("The action was marked as complete, but it was done for one pier only.", "no_status"),
        ("A poster was printed. No one who came to the meeting had seen it.", "no_status"),
        ("Signed off as complete in May. No further work is planned.", "completed"),
        # That something was not so says nothing of the work; that it has not been done so far does.
        ("Owners are not obliged in law to open the gate.", "no_status"),
        ("Seven boats had not been seen for two years. All seven have now been seen.", "completed"),
        ("The gate did not exist in those years.", "no_status"),
        ("A place for the gate has not been found.", "not_started"),
        ("The harbour has not yet sent anybody.", "not_started"),
        ("When I asked again in May no work had begun.", "not_started"),
        ("Nothing has come of the plan for a second gate.", "not_started"),
        ("Held until a new harbour master comes.", "not_started"),
        # What is only meant, said or drafted is not done.
        ("The office intended to write down every call. This has not begun.", "not_started"),
        ("The harbour told the panel of two storms.", "no_status"),
        ("Wording drafted with the pilots.", "in_progress"),
        ("Tender being written.", "in_progress"),
        ("With the printers.", "in_progress"),
        ("Money has been set aside for a lamp next year.", "planned"),
        # Between the verbs.
        ("All nine crews have since January run a weekly drill, whose times have not been changed.", "completed"),
        ("The old rule is back.", "completed"),
        ("The gate worsened at all levels of the tide.", "no_status"),
        # A log goes on until it says that it is closed.
        ("June: lamp ordered. July: lamp delivered. August: lamp tested.", "in_progress"),
        ("June: lamp ordered. July: lamp delivered. August: complete.", "completed"),
        ("June: harbour asked. July: on hold until the autumn.", "not_started"),
    ],
)
def test_progress(fields: FieldReader, text: str, status: Status) -> None:
    assert fields.status_of(text) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Yes. The ferry will run on Sundays.", "accepted"),
        ("The harbour is content to accept this.", "accepted"),
        ("The harbour accepts that boats should be counted. It does not accept that each should be stopped.", None),
        ("We accept that the wait is too long. A second boat is on order.", "accepted"),
        ("We accept the first half of this recommendation but not the second.", "partially_accepted"),
        ("Accepted with the exception of the third point.", "partially_accepted"),
        ("In principle we are in favour of this.", "accepted_in_principle"),
        ("We have considered this with care and have decided not to take it forward.", "rejected"),
        ("The Board is not persuaded that another boat would help.", "rejected"),
        ("We can’t accept this.", "rejected"),
        ("Noted.", "no_status"),
        ("This is a matter for the pilots.", "no_status"),
        ("We are considering this recommendation and will reply by March.", "no_status"),
        ("A fuller answer will follow.", "no_status"),
        ("This is already in place. Each pier has a named lead.", "completed"),
        ("All of this was put in place before the report was published.", "completed"),
        ("The harbour has a duty to keep boats. It stands whatever is decided on the recommendation.", "no_status"),
        ("Wendmere Harbour: accepted. We read all of the letters again.", "accepted"),
    ],
)
def test_answers(fields: FieldReader, text: str, status: Status | None) -> None:
    assert fields.response_status(text) == (status or "partially_accepted")


@pytest.mark.parametrize(
    ("cell", "status"),
    [("Yes", "accepted"), ("No", "rejected"), ("In part", "partially_accepted"), ("In principle", None), ("Lead", "")],
)
def test_a_cell_that_answers(fields: FieldReader, cell: str, status: Status | None) -> None:
    assert fields.answer_in(cell) == ("accepted_in_principle" if status is None else status or None)


@pytest.mark.parametrize(
    ("text", "tells", "surely"),
    [
        ("The lamp was lit in May.", True, True),
        ("The harbour reinstated the watch.", True, False),
        ("The harbour plans to light it.", True, False),
        ("It is not known whether it was lit.", True, True),
        ("The two piers share a harbour.", False, False),
    ],
)
def test_what_tells(statuses: StatusReader, text: str, tells: bool, surely: bool) -> None:
    assert (statuses.tells(text), statuses.tells(text, surely=True)) == (tells, surely)


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("The lamp is lit, but the bell is not.", ["The lamp is lit,", "the bell is not."]),
        ("It rings once it has been mended.", ["It rings"]),
        ("Pilots who have been trained ring it.", ["Pilots ring it."]),
        ("When it was mended, it rang.", ["it rang."]),
    ],
)
def test_main_clauses(sentence: str, clauses: list[str]) -> None:
    assert [" ".join(clause.split()) for clause in main_clauses(sentence)] in (
        clauses,
        [clause.rstrip(",") for clause in clauses],
    )


def test_blanked_clauses_keep_their_places() -> None:
    sentence = "Pilots who have been trained ring it."
    assert [len(clause) for clause in main_clauses(sentence)] == [len(sentence)]


def test_a_stop_within_a_number_ends_no_sentence() -> None:
    assert list(sentences_of("It rose by 2.5 feet. It fell.")) == ["It rose by 2.5 feet.", "It fell."]
