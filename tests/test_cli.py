from __future__ import annotations

import inspect
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.console import Console
from tests.batch.readers import PIPELINE, load, load_nothing, read
from tests.commands import Answer
from tests.library.documents import Says, add, document

from crossreview import batch
from crossreview.batch.worker import Product
from crossreview.cli import doctor
from crossreview.cli.app import app, run
from crossreview.cli.progress import LiveProgress, progress_on
from crossreview.library import Library

COMMANDS = (
    *("read", "inspect", "run", "themes", "reviews", "thread", "merge", "split", "undo"),
    *("evaluate", "reindex", "schema", "doctor", "search", "export", "embed", "similar", "trends", "brief", "serve"),
    *("classify", "train", "train_sentences", "withdraw", "watch", "runs"),
)

# Stands in for the module that reads documents.
READING = SimpleNamespace(load_reader=lambda **_: load(), read_document=read, PIPELINE_VERSION="1")


@pytest.fixture
def pdfs(tmp_path: Path) -> Path:
    folder = tmp_path / "pdfs"
    folder.mkdir()
    (folder / "a.pdf").write_text("%PDF good 2")
    (folder / "b.pdf").write_text("%PDF good 3")
    return folder


def test_every_command_is_listed_and_described(crossreview: Callable[..., Answer]) -> None:
    listed = crossreview("--help")

    assert listed.code == 0
    assert tuple(command.callback.__name__ for command in app.registered_commands if command.callback) == COMMANDS
    for command in (*(command.replace("_", "-") for command in COMMANDS), "correct"):
        assert re.search(rf"^  {command} +[A-Z]", listed.out, re.MULTILINE)
        assert crossreview(command, "--help").code == 0


def test_help_waits_for_nothing_heavy() -> None:
    code = "import sys, crossreview.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    heavy = {"spacy", "pandas", "sklearn", "numpy", "pypdfium2", "pdfplumber", "pebble", "tantivy", "yaml"}
    assert not heavy & set(loaded.stdout.split())


def test_a_batch_ends_with_a_summary_on_stderr(crossreview: Callable[..., Answer], pdfs: Path, tmp_path: Path) -> None:
    answer = crossreview("run", "--no-embed", pdfs, "--library", tmp_path / "library", "--workers", 2)

    assert (answer.code, answer.out) == (0, "")
    assert re.search(r"read +2 documents, 5 pages", answer.talk)
    assert "3 recommendation" in answer.talk
    assert len(list(Library.open(tmp_path / "library").records())) == 2


def test_a_batch_with_failures_names_them_and_what_to_do(
    crossreview: Callable[..., Answer], pdfs: Path, tmp_path: Path
) -> None:
    (pdfs / "c [draft].pdf").write_text("%PDF encrypted")

    answer = crossreview("run", "--no-embed", pdfs, "--library", tmp_path / "library")

    assert answer.code == 1
    assert (
        f"1 file not read:\n  {pdfs / 'c [draft].pdf'}\n"
        "  The PDF asks for a password.\n  What to do: Save it without one.\n" in answer.talk
    )
    assert "failures.jsonl" in answer.talk
    assert "Traceback" not in answer.talk


def test_only_so_many_failures_are_listed(crossreview: Callable[..., Answer], pdfs: Path, tmp_path: Path) -> None:
    for number in range(25):
        (pdfs / f"bad {number}.pdf").write_text(f"%PDF encrypted {number}")

    answer = crossreview("run", "--no-embed", pdfs, "--library", tmp_path / "library")

    assert "25 files not read:" in answer.talk
    assert "and 20 more" in answer.talk


def test_the_limits_shown_are_those_of_the_batch() -> None:
    shown = inspect.signature(run).parameters
    used = batch.BatchSettings()

    assert shown["timeout"].default == used.timeout_seconds
    assert shown["memory"].default == used.memory_mb


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("run", "nowhere", "--library", "here"), "nowhere: There is no such file or folder."),
        (("read", "nowhere.pdf"), "nowhere.pdf: There is no such file."),
        (("themes", "--library", "nowhere"), "nowhere: There is no library here."),
        (("search", "x", "--library", "nowhere"), "nowhere: There is no library here."),
        (("reindex", "--library", "nowhere"), "nowhere: There is no library here."),
        (("reviews", "--library", "nowhere"), "nowhere: There is no library here."),
        (("thread", "child-r", "--library", "nowhere"), "nowhere: There is no library here."),
        (("doctor", "--library", "nowhere"), "nowhere: There is no library here."),
    ],
)
def test_errors_are_one_message_without_a_trace(
    crossreview: Callable[..., Answer],
    arguments: tuple[str, ...],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)

    answer = crossreview(*arguments)

    assert (answer.code, answer.out) == (1, "")
    assert answer.talk.startswith(f"Error: {message}")
    assert "Traceback" not in answer.talk


@pytest.mark.parametrize(
    "arguments", [("no-such-command",), ("run",), ("run", "x", "--library", "y", "--workers", "0")]
)
def test_wrong_usage_is_exit_code_2(crossreview: Callable[..., Answer], arguments: tuple[str, ...]) -> None:
    assert crossreview(*arguments).code == 2


EVENTS: tuple[batch.Event, ...] = (
    batch.Started(3),
    batch.Read(Path("a.pdf"), Product("d1", "0" * 64, b"", 7, {}, (), 0.1, 1)),
    batch.Skipped(Path("b.pdf"), None),
    batch.Failed(Path("[c].pdf"), batch.Failure("[c].pdf", "reading", "WorkerDied", "It died.", "Report it.", "now")),
    batch.Step("Updating the search index"),
)


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_names_failures_and_steps(terminal: bool) -> None:
    console = Console(file=io.StringIO(), force_terminal=terminal, width=120)

    with progress_on(console) as progress:
        for event in EVENTS:
            progress(event)

    assert isinstance(progress, LiveProgress) is terminal
    assert isinstance(console.file, io.StringIO)
    said = console.file.getvalue()
    assert "[c].pdf: It died." in said
    assert "Updating the search index" in said
    assert ("3/3" in said and "pages/s" in said) is terminal
    assert ("\x1b" in said) is terminal


def test_the_schema_is_json(crossreview: Callable[..., Answer]) -> None:
    answer = crossreview("schema")

    assert "DocumentRecord" in json.loads(answer.out)["$defs"]


def test_themes_are_shown_as_a_tree_and_as_rows(crossreview: Callable[..., Answer]) -> None:
    tree, rows = crossreview("themes"), crossreview("themes", "--json").rows

    assert all(str(row["id"]) in tree.out for row in rows)
    assert set(rows[0]) == {"id", "label", "group", "definition"}


def test_themes_are_counted_by_review(crossreview: Callable[..., Answer], pdfs: Path, tmp_path: Path) -> None:
    crossreview("run", "--no-embed", pdfs, "--library", tmp_path / "library")

    rows = {row["id"]: row for row in crossreview("themes", "--library", tmp_path / "library", "--json").rows}

    voice = rows["VOI.child_voice"]
    assert (voice["reviews"], voice["documents"], voice["items"]) == (2, 2, 3)
    assert rows["HAR.fii"]["reviews"] == 0
    assert "2 reviews, 3 items" in crossreview("themes", "--library", tmp_path / "library").out


@pytest.fixture
def filled(crossreview: Callable[..., Answer], pdfs: Path, tmp_path: Path) -> Path:
    library = tmp_path / "library"
    assert crossreview("run", "--no-embed", pdfs, "--library", library).code == 0
    return library


@pytest.fixture
def threaded(tmp_path: Path) -> Path:
    report = document(
        "report.pdf", Says("Open the hub.", label="1"), Says("Print a guide.", label="2"), title="Child [R]"
    )
    done = Says("The hub is open.", "progress", status="completed", links=(("reports_on", "1"),))
    update = document("update.pdf", done, Says("Much was done.", "progress"), genre="progress_summary")
    library = Library.create(tmp_path / "threaded")
    for record in (report, update, document("sister.pdf", Says("Ask the child.", label="1"), subject="Child Z")):
        add(library, record)
    return library.root


def test_reviews_are_listed_with_their_documents(crossreview: Callable[..., Answer], threaded: Path) -> None:
    tree, rows = (
        crossreview("reviews", "--library", threaded),
        crossreview("reviews", "--library", threaded, "--json").rows,
    )

    assert "child-r-marlshire  Child [R]" in tree.out
    assert "update.pdf  progress summary, 2022-03" in tree.out
    assert tree.talk == "2 reviews of 3 documents.\n"
    assert [row["id"] for row in rows] == ["child-r-marlshire", "child-z-marlshire"]
    assert [each["filename"] for each in rows[0]["documents"]] == ["report.pdf", "update.pdf"]


def test_a_thread_is_a_tree_with_pages_and_broken_links(crossreview: Callable[..., Answer], threaded: Path) -> None:
    answer = crossreview("thread", "child-r-marlshire", "--library", threaded)

    assert answer.out.splitlines()[1:] == [
        "recommendation 1  Open the hub.  (report.pdf, page 2)",
        "└── progress  The hub is open.  completed  (update.pdf, page 2; told by its number)",
        "recommendation 2  Print a guide.  (report.pdf, page 3)",
        "└── no update in this library",
        "Reports that do not say which recommendation they are about",
        "└── progress  Much was done.  (update.pdf, page 3)",
    ]
    assert answer.talk.startswith("1 broken link. 1 report of this review may be about it")
    assert "not done" not in answer.out + answer.talk


def test_broken_links_by_themselves_and_as_rows(crossreview: Callable[..., Answer], threaded: Path) -> None:
    gaps = crossreview("thread", "report.pdf", "--library", threaded, "--gaps")
    whole = crossreview("thread", "report.pdf", "--library", threaded, "--json").rows
    broken = crossreview("thread", "report.pdf", "--library", threaded, "--gaps", "--json").rows

    assert gaps.out == "recommendation 2  Print a guide.  (report.pdf, page 3)  no update in this library\n"
    assert [node["gap"] for node in whole[0]["roots"]] == [None, "no update in this library"]
    assert [node["strand"]["label"] for node in broken] == ["2"]


def test_reviews_are_merged_and_split_by_hand_and_that_is_undone(
    crossreview: Callable[..., Answer], threaded: Path
) -> None:
    def listed() -> list[object]:
        return [row["id"] for row in crossreview("reviews", "--library", threaded, "--json").rows]

    merged = crossreview("merge", "child-r-marlshire", "sister.pdf", "--library", threaded, "--by", "Anna")
    assert (merged.code, merged.out, merged.talk) == (0, "", "Merged. `crossreview undo 1` takes it back.\n")
    assert listed() == ["child-r-marlshire"]
    assert "corrected by hand" in crossreview("reviews", "--library", threaded).out

    crossreview("split", "child-r-marlshire", "report.pdf", "--library", threaded)
    assert len(listed()) == 2
    assert crossreview("undo", 2, "--library", threaded).talk == "Undone: 2.\n"
    assert crossreview("undo", 2, "--library", threaded).code == 1
    assert listed() == ["child-r-marlshire"]

    told = crossreview("reviews", "--library", threaded, "--decisions").out
    assert re.search(r"^1\. merge report.pdf, sister.pdf, update.pdf \(Anna, 2\S+\)$", told, re.MULTILINE)
    assert re.search(r"^2\. split report.pdf from sister.pdf, update.pdf \(.+; undone by ", told, re.MULTILINE)
    assert [row["by"] for row in crossreview("reviews", "--library", threaded, "--decisions", "--json").rows][:1] == [
        "Anna"
    ]


@pytest.mark.filterwarnings("default")
def test_a_damaged_record_is_a_sentence(crossreview: Callable[..., Answer], filled: Path) -> None:
    path = next(filled.glob("records/*/*.json"))
    path.write_bytes(b"{")

    answer = crossreview("reindex", "--library", filled)

    assert f"Warning: {path}: This record cannot be decoded" in answer.talk
    assert "folder.py" not in answer.talk


def test_read_writes_a_record(crossreview: Callable[..., Answer], pdfs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "crossreview.document", READING)

    line, indented = crossreview("read", pdfs / "a.pdf"), crossreview("read", pdfs / "a.pdf", "--pretty")

    assert line.rows[0]["document"]["pages"] == 2
    assert len(indented.out.splitlines()) > 10
    assert json.loads(indented.out) == line.rows[0]


def test_evaluate_names_what_is_wrong(crossreview: Callable[..., Answer], pdfs: Path, tmp_path: Path) -> None:
    no_gold = crossreview("evaluate", "--pdfs", pdfs, "--gold", tmp_path / "nowhere")
    wrong_case = crossreview("evaluate", "--pdfs", pdfs, "--gold", pdfs, "--show", "missed,all")

    assert (no_gold.code, no_gold.out) == (1, "")
    assert no_gold.talk.startswith("Error: ")
    assert wrong_case.code == 2


def test_the_doctor_looks_at_a_library(crossreview: Callable[..., Answer], pdfs: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    crossreview("run", "--no-embed", pdfs, "--library", library)

    well = crossreview("doctor", "--library", library)
    (library / "records" / "d0" / "d0.json").parent.mkdir(exist_ok=True)
    (library / "records" / "d0" / "d0.json").write_bytes(b"{")
    ill = crossreview("doctor", "--library", library)

    assert re.search(r"documents +2", well.out)
    assert re.search(r"index +up to date", well.out)
    assert ill.code == 1
    assert "d0.json" in ill.out


def test_the_doctor_names_what_is_missing_and_how_to_get_it(
    crossreview: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    requirements = [
        "msgspec>=0.20",
        "no-such-part>=1",
        "pytest>=8; extra == 'notebooks'",
        'no-such-extra>=3; python_version > "3" and extra == "corpus"',
    ]
    monkeypatch.setattr(metadata, "requires", lambda _: requirements)

    answer = crossreview("doctor")

    assert answer.code == 1
    assert re.search(rf"^ +msgspec +{re.escape(metadata.version('msgspec'))}", answer.out, re.MULTILINE)
    assert re.search(r"^! +no-such-part +missing: pip install crossreview", answer.out, re.MULTILINE)
    assert re.search(r"\[notebooks\] +installed: the notebooks", answer.out)
    assert "pip install 'crossreview[corpus]'" in answer.out


def test_the_doctor_says_when_the_reader_cannot_be_loaded(
    crossreview: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "standard_pipeline", lambda: replace(PIPELINE, load=load_nothing))

    answer = crossreview("doctor")

    assert answer.code == 1
    assert "cannot be loaded: A model is not installed. Install it." in answer.out
