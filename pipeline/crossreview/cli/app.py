"""The commands. What takes long to import (spaCy, pandas) waits inside the command that needs it."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from crossreview.cli.briefing import brief
from crossreview.cli.coding import classify, train, train_sentences
from crossreview.cli.correcting import correct
from crossreview.cli.embedding import embed
from crossreview.cli.exporting import export
from crossreview.cli.options import (
    ByOption,
    EmbedOption,
    JsonOption,
    LibraryOption,
    MemoryOption,
    ModelOption,
    OcrOption,
    SchedulerOption,
    TimeoutOption,
    TlsOption,
    WorkersOption,
    batch_settings,
    now,
    user,
)
from crossreview.cli.output import data, say, talk, warn, write, write_rows
from crossreview.cli.runs import runs
from crossreview.cli.searching import search
from crossreview.cli.serving import serve
from crossreview.cli.similar import similar
from crossreview.cli.trends import trends
from crossreview.cli.watching import watch
from crossreview.cli.withdrawing import withdraw
from crossreview.errors import CrossreviewError, UnreadableDocument
from crossreview.records import encode, json_schema

_INTERRUPTED = 130

app = typer.Typer(
    name="crossreview",
    help="Read published safeguarding reviews (PDF) into records that can be searched and compared.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

OptionalLibrary = Annotated[
    Path | None, typer.Option("--library", "-l", metavar="DIR", help="A library to look at as well.")
]
ReviewArgument = Annotated[
    str, typer.Argument(metavar="REVIEW", help="Its id from `reviews`, or the id or file name of one of its documents.")
]


def main() -> None:
    """Run the command line. An error raised on purpose is one message without a trace; anything else is a bug."""
    # A damaged record is a sentence to the user, not a line of this program.
    warnings.showwarning = lambda message, *_, **__: say(f"Warning: {message}")
    try:
        app()
    except CrossreviewError as error:
        say(f"Error: {error}")
        sys.exit(1)


@app.command()
def read(
    pdf: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="The document.")],
    pretty: Annotated[bool, typer.Option(help="Indent the JSON.")] = False,
    ocr: OcrOption = False,
) -> None:
    """Read one document and write its record as JSON."""
    _check_exists(pdf)
    from crossreview.document import load_reader, read_document

    data = encode(read_document(pdf, load_reader(ocr=ocr)))
    write(msgspec.json.format(data, indent=2) if pretty else data)


@app.command()
def inspect(
    pdf: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="The document.")],
    to: Annotated[Path, typer.Option(metavar="DIR", help="The folder for the pages, made if needed.")],
    pages: Annotated[
        str | None, typer.Option(metavar="PAGES", help="Only these pages, for example 1-3,7 [all].")
    ] = None,
    ocr: OcrOption = False,
) -> None:
    """Show what the reader saw on each page.

    Writes an HTML page, index.html, with a picture of each page on which blocks and items are marked.
    """
    _check_exists(pdf)
    from crossreview.document import load_reader
    from crossreview.inspect import inspect_document, page_numbers

    try:
        chosen = page_numbers(pages) if pages is not None else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--pages") from error
    say(f"Written: {inspect_document(pdf, to, load_reader(ocr=ocr), chosen)}")


@app.command()
def run(
    library: LibraryOption,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH", help="PDFs, or folders with PDFs at any depth.")
    ] = None,
    workers: WorkersOption = None,
    timeout: TimeoutOption = 20,
    memory: MemoryOption = 900,
    refresh: Annotated[
        bool,
        typer.Option("--refresh", help="Read again what another version read; without PATH, all such in the library."),
    ] = False,
    ocr: OcrOption = False,
    model: ModelOption = None,
    scheduler: SchedulerOption = None,
    tls: TlsOption = None,
    embed_too: EmbedOption = True,
) -> None:
    """Read new and changed documents into a library.

    It can be stopped at any time; run it again to go on.
    """
    from crossreview import batch
    from crossreview.cli.progress import progress_on
    from crossreview.cli.summary import print_summary
    from crossreview.library import Library

    if not paths and not refresh:
        raise typer.BadParameter("Name PDFs or folders, or use --refresh to read what is in the library again.")
    settings = batch_settings(workers, timeout, memory, ocr=ocr, scheduler=scheduler, tls=tls, refresh=refresh)
    console = talk()
    with progress_on(console) as progress:
        report = batch.run_batch(
            batch.Job(tuple(paths or ()), library, settings), batch.standard_pipeline(ocr=ocr, model=model), progress
        )
    print_summary(report, Library.open(library), console)
    if report.ending == "interrupted":
        raise typer.Exit(_INTERRUPTED)
    if embed_too:
        from crossreview.search import meaning

        meaning.embed_in_background(Library.open(library))
    raise typer.Exit(0 if report.went_well else 1)


@app.command()
def themes(library: OptionalLibrary = None, as_json: JsonOption = False) -> None:
    """Show the themes, with counts by review for a library."""
    from crossreview.cli.themes import print_themes, theme_rows
    from crossreview.library import Library
    from crossreview.library.counts import count_themes
    from crossreview.vocabulary.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    counts = count_themes(Library.open(library), warn) if library is not None else None
    if as_json:
        write_rows(theme_rows(taxonomy, counts))
    else:
        print_themes(taxonomy, counts, data())


@app.command()
def reviews(
    library: LibraryOption,
    decisions: Annotated[
        bool, typer.Option("--decisions", help="What was merged and split, and which versions, instead.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """List the reviews of a library, each with its documents."""
    from crossreview.cli.reviews import print_decisions, print_reviews, review_rows
    from crossreview.library import Library
    from crossreview.library.reviews import reviews_of
    from crossreview.library.versions import earlier_versions

    opened = Library.open(library)
    if decisions and as_json:
        write_rows(opened.catalogue.decisions())
    elif decisions:
        print_decisions(opened.catalogue.decisions(), data())
    else:
        found = reviews_of(opened, warn)
        earlier = earlier_versions(opened, (each for review in found for each in review.document_ids), warn)
        if as_json:
            write_rows(review_rows(found, earlier))
        else:
            print_reviews(found, earlier, data(), talk())


@app.command()
def thread(
    review: ReviewArgument,
    library: LibraryOption,
    gaps: Annotated[bool, typer.Option("--gaps", help="Only what has no update in this library.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what became of a review: finding, recommendation, action, progress.

    What follows from a finding stands under it, with the pages. Where nothing follows, the library has no update; that
    does not mean that nothing was done.
    """
    from crossreview.cli.reviews import print_gaps, print_thread, thread_row
    from crossreview.library import Library
    from crossreview.library.reviews import review_named, reviews_of
    from crossreview.library.threads import thread_of

    opened = Library.open(library)
    found = review_named(reviews_of(opened, warn), review)
    woven = thread_of(opened.record(document_id) for document_id in found.document_ids)
    if as_json:
        write_rows(woven.gaps() if gaps else [thread_row(found, woven)])
    elif gaps:
        print_gaps(woven, data(), talk())
    else:
        print_thread(found, woven, data(), talk())


@app.command()
def merge(
    names: Annotated[list[str], typer.Argument(metavar="REVIEW", help="Two reviews or more.")],
    library: LibraryOption,
    by: ByOption = None,
) -> None:
    """Make one review of several, by hand."""
    from crossreview.library import Library, grouping
    from crossreview.library.reviews import reviews_of

    opened = Library.open(library)
    number = grouping.merge(opened.catalogue, reviews_of(opened), names, by or user(), now())
    say(f"Merged. `crossreview undo {number}` takes it back.")


@app.command()
def split(
    review: ReviewArgument,
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT", help="Documents: ids or names of files.")],
    library: LibraryOption,
    by: ByOption = None,
) -> None:
    """Take documents out of a review, by hand."""
    from crossreview.library import Library, grouping
    from crossreview.library.reviews import review_named, reviews_of

    opened = Library.open(library)
    named = review_named(reviews_of(opened), review)
    number = grouping.split(opened.catalogue, named, documents, by or user(), now())
    say(f"Split. `crossreview undo {number}` takes it back.")


@app.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The number that `reviews --decisions` gives.")],
    library: LibraryOption,
    by: ByOption = None,
) -> None:
    """Take back a merge or a split, or that one document is a newer version of another."""
    from crossreview.cli.correcting import let_searches_follow
    from crossreview.library import Library

    opened = Library.open(library)
    opened.catalogue.undo(number, by or user(), now())
    say(f"Undone: {number}.")
    if any(each.number == number and each.kind == "version" for each in opened.catalogue.decisions()):
        let_searches_follow(opened, f"The undoing of {number}")


@app.command()
def evaluate(
    pdfs: Annotated[Path, typer.Option(metavar="DIR", help="The annotated PDFs, at any depth.")],
    gold: Annotated[Path, typer.Option(metavar="DIR", help="The gold files.")],
    show: Annotated[
        str | None, typer.Option(metavar="CASES", help="List cases: missed, invented, or both with a comma.")
    ] = None,
    floors: Annotated[Path | None, typer.Option(metavar="FILE", help="Floors to check against.")] = None,
    update_floors: Annotated[bool, typer.Option("--update-floors", help="Raise the floors in that file.")] = False,
    against: Annotated[
        Path | None, typer.Option(metavar="FILE", help="An earlier report in JSON: what was gained and lost since.")
    ] = None,
    split: Annotated[str | None, typer.Option(metavar="NAME", help="Only this split: train, dev or test.")] = None,
    without_seed_cues: Annotated[
        bool, typer.Option("--without-seed-cues", help="Leave out the theme cues that one known document suggested.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Score the reader against annotated documents."""
    from crossreview.evaluate.command import Request, run_evaluation, standard_read
    from crossreview.evaluate.score import VERDICTS

    cases = tuple(verdict for verdict in VERDICTS if verdict in (show or "").split(","))
    if show is not None and len(cases) != len(show.split(",")):
        raise typer.BadParameter(f"choose from {', '.join(VERDICTS)}", param_hint="--show")
    request = Request(pdfs, gold, cases, as_json, floors, update_floors, against, split)
    read = standard_read(without_seed_cues=without_seed_cues)
    went_well = run_evaluation(request, read, sys.stdout, talk())
    raise typer.Exit(0 if went_well else 1)


@app.command()
def reindex(library: LibraryOption, embed_too: EmbedOption = True) -> None:
    """Make the index and the products of a library again."""
    from crossreview.batch import locked
    from crossreview.library import Library
    from crossreview.search import meaning, rebuild_index

    opened = Library.open(library)
    with locked(opened):
        changed = opened.not_indexed()  # listed first: what changes meanwhile is not in it
        rebuild_index(opened)
        opened.refresh_products(warn)
        opened.note_indexed(changed)
    say(f"{len(opened.current_ids())} documents are indexed.")
    if embed_too:
        meaning.embed_in_background(opened)


@app.command()
def schema() -> None:
    """Write the JSON Schema of a record."""
    write(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2))


@app.command()
def doctor(library: OptionalLibrary = None) -> None:
    """Say what is installed and missing, and how a library is."""
    from rich.table import Table
    from rich.text import Text

    from crossreview.cli.doctor import examine

    findings = examine(library)
    table = Table.grid(padding=(0, 2))
    for finding in findings:
        table.add_row("" if finding.well else Text("!", style="bold red"), Text(finding.subject), Text(finding.state))
    data().print(table)
    raise typer.Exit(0 if all(finding.well for finding in findings) else 1)


def _check_exists(pdf: Path) -> None:
    if not pdf.exists():
        raise UnreadableDocument("There is no such file.", remedy="Check the spelling.", path=pdf)


app.command()(search)
app.command()(export)
app.command()(embed)
app.command()(similar)
app.command()(trends)
app.command()(brief)
app.command()(serve)
app.command()(classify)
app.command()(train)
app.command()(train_sentences)
app.command()(withdraw)
app.command()(watch)
app.command()(runs)
app.add_typer(correct)
