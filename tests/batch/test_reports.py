"""The report of a run, in words for those who run a library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from msgspec import structs
from tests.batch import readers
from tests.batch.conftest import SETTINGS, Desk
from tests.batch.readers import PIPELINE
from tests.batch.saying import SAYING
from tests.batch.test_duplicates import write
from tests.commands import Answer

from crossreview.batch import Failure, Read, RunReport, new_documents, news_since, run_report, summary_of
from crossreview.batch.digest import Digest, NewAsks, NewsCount
from crossreview.batch.outcomes import Flagged, Tally
from crossreview.batch.summary import causes_of, warnings_of
from crossreview.batch.worker import Product
from crossreview.errors import MissingExtra, UnknownTerm

Command = Callable[..., Answer]


def failure(file: str, kind: str = "EncryptedDocument", remedy: str = "Save it without one.") -> Failure:
    return Failure(file, "reading", kind, "The PDF asks for a password.", remedy, "2026-01-01")


@pytest.fixture
def report(desk: Desk) -> RunReport:
    desk.file("a.pdf", "good 3")
    desk.file("b.pdf", "encrypted")
    return desk.run()


def test_it_is_kept_in_words_beside_the_data(desk: Desk, report: RunReport) -> None:
    (words,) = desk.library.runs_path.glob("*.md")

    text = words.read_text(encoding="utf-8")

    assert text == summary_of(report)
    assert text.startswith(f"# Run of {report.started[:10]}, ")
    assert "\n2 files: 1 read, 1 not readable.\n" in text
    assert "- rate: 1 document, 3 pages in " in text
    assert f"- 1 file: The PDF asks for a password. **Save it without one.**\n  - {desk.pdfs / 'b.pdf'}\n" in text
    assert f"1 document in the first run.\n\n- Title (2021-05): {desk.pdfs / 'a.pdf'}\n" in text


def test_a_thousand_failures_of_one_cause_are_one_entry(report: RunReport) -> None:
    many = [failure(f"{number}.pdf") for number in range(1000)]
    few = [failure("z.pdf", "NoTextLayer", "Use --ocr.")]

    failed = structs.replace(report, failures=(*few, *many))

    assert [len(group.files) for group in causes_of(failed)] == [1000, 1]
    words = summary_of(failed)
    assert "- 1,000 files: The PDF asks for a password." in words
    assert "  - and 995 more" in words
    assert len(words.splitlines()) < 60


def test_warnings_of_one_sort_are_one_entry(report: RunReport) -> None:
    told = ("Pages 3-5 and 9 could not be read.", "Page 2 could not be read.", "Words were misread, as “teh”, “hte”.")
    flagged = tuple(Flagged(f"{number}.pdf", "d", (warning,)) for number, warning in enumerate(told))

    groups = warnings_of(structs.replace(report, flagged=flagged))

    assert [(group.words, group.files) for group in groups] == [
        ("Some pages could not be read.", ("0.pdf (3-5 and 9)", "1.pdf (2)")),
        ("Words were misread, as “teh”, “hte”.", ("2.pdf",)),
    ]


def test_failures_of_one_kind_with_other_words_stay_apart(report: RunReport) -> None:
    page = structs.replace(failure("a.pdf"), error="This file is a web page.")
    slow = [
        structs.replace(failure(f"{seconds}.pdf"), error=f"It took longer than {seconds} seconds.")
        for seconds in (20, 23.4)
    ]

    groups = causes_of(structs.replace(report, failures=(page, failure("b.pdf"), *slow)))

    assert [group.words for group in groups] == [
        "It took longer than … seconds.",
        "The PDF asks for a password.",
        "This file is a web page.",
    ]


def test_a_name_cannot_make_lines_of_its_own(desk: Desk) -> None:
    desk.file("a\n\n## What failed\n\n- 3 files.pdf", "encrypted")
    desk.file("\x1b[31mred.pdf")

    words = summary_of(desk.run())

    assert [line for line in words.splitlines() if line.startswith("## What failed")] == [
        "## What failed, and what to do"
    ]
    assert "\x1b" not in words
    assert r"a\n\n## What failed\n\n- 3 files.pdf" in words


def test_a_document_in_which_nothing_was_found_is_worth_checking() -> None:
    tally = Tally()
    tally.add(Read(Path("menu.pdf"), Product("d1", "0" * 64, b"", 1, {}, (), 0.1, 1)))

    (flagged,) = tally.flagged

    assert "check that it is one" in flagged.warnings[0]


def test_what_ended_a_run_is_in_its_report(desk: Desk, crossreview: Command) -> None:
    desk.file("a.pdf")

    with pytest.raises(MissingExtra):
        desk.run(pipeline=replace(PIPELINE, load=readers.load_nothing))

    where = ("--library", desk.library_path)
    words = crossreview("runs", *where, "--show", "latest").out
    assert "It ended with an error. Put that right" in words
    assert "A model is not installed. Install it." in words
    assert "1 file: 1 not come to." in words
    assert " error " in crossreview("runs", *where).out


def test_a_run_with_nothing_to_do_says_so_in_a_few_lines(desk: Desk) -> None:
    desk.file("a.pdf")
    desk.run()

    words = summary_of(desk.run())

    assert "1 file: 1 there already." in words
    assert "Nothing is new." in words
    assert len(words.splitlines()) < 15


def test_what_is_new_is_told_by_type_area_and_theme(desk: Desk) -> None:
    desk.file("a.pdf", "good 3")
    first = desk.run()
    desk.file("b.pdf", "good 5")

    second = desk.run()

    assert (first.news.since, first.news.documents) == (None, 1)
    assert (second.news.since, second.news.documents) == (first.started, 1)
    assert second.news.areas == {"not stated": 1}
    assert f"1 document since the run of {first.started[:10]}" in summary_of(second)


def test_what_is_read_again_is_not_new(desk: Desk) -> None:
    desk.file("a.pdf", "good 3")
    desk.run()

    report = desk.run(settings=replace(SETTINGS, refresh=True), pipeline=replace(PIPELINE, version="2"))

    assert (report.read, report.news.documents) == (1, 0)
    assert "Nothing is new." in summary_of(report)
    assert "## Read again\n\n- 1 document, of which 0 changed\n" in summary_of(report)


def test_themes_are_counted_by_asks_and_documents() -> None:
    count = NewsCount()
    count.add("a.pdf", "a", Digest("A", None, "lcspr", ("Marlshire",), {"NEE.elective_home_education": 3}))
    both = {"NEE.elective_home_education": 1, "ORG.supervision": 1}
    count.add("b.pdf", "b", Digest("B", "2021", "lcspr", ("Marlshire", "Ellerstow"), both))

    news = count.since("2026-01-01T00:00")

    assert news.areas == {"Marlshire": 2, "Ellerstow": 1}
    assert news.themes == {"NEE.elective_home_education": NewAsks(2, 4), "ORG.supervision": NewAsks(1, 1)}
    assert list(new_documents(news)) == ["A (Marlshire): a.pdf", "B (Marlshire, Ellerstow, 2021): b.pdf"]
    assert list(new_documents(news, 1)) == ["A (Marlshire): a.pdf", "and 1 more"]


def test_what_is_new_since_a_day_is_added_up_over_runs(desk: Desk, crossreview: Command) -> None:
    desk.file("a.pdf", "good 3")
    first = desk.run()
    desk.file("b.pdf", "good 5")
    second = desk.run()
    where = ("--library", desk.library_path)

    words = crossreview("runs", *where, "--since", first.started[:10]).out

    assert f"# New since {first.started[:10]}, 00:00 UTC, in 2 runs\n\n2 documents.\n" in words
    assert "a.pdf" in words
    assert "b.pdf" in words
    assert "VOI.child_voice): 6 asks in 2 documents" in words
    news, runs = news_since(desk.library, second.started)
    assert ([Path(each.file).name for each in news.named], runs) == (["b.pdf"], 1)
    assert "Nothing is new." in crossreview("runs", *where, "--since", "2999-01-01T12:30").out
    assert crossreview("runs", *where, "--since", "yesterday").code == 2


def test_only_the_slowest_documents_are_kept() -> None:
    tally = Tally()
    for seconds in range(100):
        tally.add(Read(Path(f"{seconds}.pdf"), Product("d1", "0" * 64, b"", 7, {}, (), float(seconds), 1)))

    assert tally.read == 100
    assert [timing.seconds for timing in tally.slowest()] == [99, 98, 97, 96, 95]


def test_reports_of_older_versions_are_shown(desk: Desk, report: RunReport) -> None:
    (path,) = desk.library.runs_path.glob("*.json")
    old = msgspec.json.decode(path.read_bytes(), type=dict[str, object])
    for later in (
        "news",
        "flagged_more",
        "outdated",
        "refreshed",
        "same_text",
        "versions",
        "corrections_left",
        "names",
        "error",
    ):
        del old[later]
    path.write_bytes(msgspec.json.encode(old))

    assert run_report(desk.library, "latest").failures == report.failures


def test_runs_are_listed_and_shown(desk: Desk, report: RunReport, crossreview: Command) -> None:
    desk.run()
    where = ("--library", desk.library_path)

    assert crossreview("runs", *where).out.count("finished") == 2
    assert crossreview("runs", *where, "--json").out.count("\n") == 2
    assert crossreview("runs", *where, "--show", report.started[:26]).out == summary_of(report)
    assert '"started"' in crossreview("runs", *where, "--show", "latest", "--json").out
    assert "There is no report of a run '1999'" in crossreview("runs", *where, "--show", "1999").talk
    with pytest.raises(UnknownTerm):
        run_report(desk.library, "1999")


def test_the_counts_of_a_report_stay_when_documents_are_withdrawn(desk: Desk, crossreview: Command) -> None:
    for name in ("a", "b"):
        write(desk, f"{name}.pdf", "code=K1")
    desk.file("c.pdf", "good 2")
    report = desk.run(pipeline=replace(SAYING, read=readers.read_with_warning))
    assert len(report.duplicates) == 1

    crossreview("withdraw", "a.pdf", "--reason", "The family asked.", "--library", desk.library_path)

    assert "not come to" not in crossreview("runs", "--show", "latest", "--library", desk.library_path).out


def test_what_is_withdrawn_goes_from_the_words_too(desk: Desk, crossreview: Command) -> None:
    path = write(desk, "secret name.pdf", "code=K1")
    desk.run(pipeline=replace(SAYING, read=readers.read_with_warning))
    (words,) = desk.library.runs_path.glob("*.md")
    assert path.name in words.read_text(encoding="utf-8")

    crossreview("withdraw", path.name, "--reason", "The family asked.", "--library", desk.library_path)

    assert path.name not in words.read_text(encoding="utf-8")
    assert Path(words).with_suffix(".json").exists()
