"""Briefings: everything in them is quoted from the documents that they name."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import docx
import msgspec
import pytest
from tests.library.documents import Says, add, document

from crossreview.errors import CrossreviewError, NothingFound, StorageFull, UnknownFormat
from crossreview.library import Library
from crossreview.library.threads import NO_UPDATE
from crossreview.report.briefing import Briefing, Length, brief
from crossreview.report.html import as_html
from crossreview.report.markdown import as_markdown
from crossreview.report.outline import Quotation, outline
from crossreview.report.word import as_docx
from crossreview.report.writing import write_briefing
from crossreview.search import Query, rebuild_index

VISIT = "Visit every child who is taught at home."
NASTY = "Ask <script>alert('home')</script> & “home” *visits* | at [home](http://example.org) 1. or \x07 more."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.create(tmp_path / "library")
    report = document(
        "report",
        Says(VISIT, label="1", links=(("arises_from", "Nobody saw him at home for a year."),)),
        Says("Nobody saw him at home for a year.", "finding"),
        Says("Count the visits to each home.", label="2"),
        Says("A dinner lady walked to his home with his lunch.", "good_practice"),
        dates={"published": "2022-03"},
        title="Child R",
    )
    progress = document(
        "progress",
        Says("All homes have been visited.", "progress", status="completed", links=(("reports_on", "1"),)),
        Says("A leaflet on learning at home was printed.", "progress", status="completed"),
        Says(VISIT, "quoted_recommendation", label="1"),
        genre="progress_summary",
        title="Child R: what was done",
        dates={"published": "2024-05"},
    )
    other = document(
        "other",
        Says("Tell the council of each child at home.", label="1"),
        Says("Home was where he was last seen.", "learning_point", label="1"),
        subject="Child S",
        title="Child S",
        dates={"published": "2021"},
    )
    for record in (report, progress, other):
        add(library, record)
    rebuild_index(library)
    return library


def on_homes(library: Library, **facts: str) -> Briefing:
    return brief(library, Query("home*", **facts))  # type: ignore[arg-type]


def test_everything_is_quoted_from_its_page(library: Library) -> None:
    briefing = on_homes(library)
    names = {source.number: source.filename for source in briefing.sources}
    texts = {record.document.filename: record for record in library.records()}
    quotes = [*briefing.says, *briefing.practice, *(asked.quote for asked in briefing.asked)]
    quotes += [update for asked in briefing.asked for update in asked.updates]
    quotes += briefing.reported
    assert len(quotes) == 8
    for quote in quotes:
        document = texts[names[quote.source]].document
        start = document.page_offsets[quote.page - 1]
        assert document.text[start:].startswith(quote.text)
        assert quote.page in next(source.pages for source in briefing.sources if source.number == quote.source)


def test_what_became_of_an_ask_stands_below_it_and_silence_is_not_refusal(library: Library) -> None:
    became = {asked.quote.text: asked for asked in on_homes(library).asked}
    visited = became[VISIT]
    assert [(update.text, update.status) for update in visited.updates] == [
        ("All homes have been visited.", "completed")
    ]
    assert visited.gap is None
    assert became["Count the visits to each home."].gap == NO_UPDATE
    assert "not done" not in as_markdown(on_homes(library)).casefold()


def test_what_is_reported_on_no_ask_stands_by_itself(library: Library) -> None:
    (reported,) = on_homes(library).reported
    assert (reported.text, reported.status) == ("A leaflet on learning at home was printed.", "completed")


def test_a_statement_that_several_documents_print_is_quoted_once(library: Library) -> None:
    texts = [asked.quote.text for asked in on_homes(library).asked]
    assert texts.count(VISIT) == 1


def test_counts_are_of_reviews_and_each_review_speaks_before_one_speaks_twice(library: Library) -> None:
    briefing = on_homes(library)
    assert (briefing.reviews, briefing.of_reviews, briefing.documents) == (2, 2, 3)
    assert briefing.years == ("2021", "2024")
    short = brief(library, Query("home*"), length=Length(says=1, asked=2, practice=0))
    assert len({asked.quote.source for asked in short.asked}) == 2
    assert (len(short.says), short.says_total) == (1, 2)
    assert (short.practice, short.practice_total) == ((), 1)
    (recurrence,) = briefing.recurs
    assert (recurrence.area, recurrence.reviews, recurrence.years) == ("Marlshire", 2, ("2021", "2022"))


def test_only_what_was_searched_for(library: Library) -> None:
    briefing = on_homes(library, since="2022")
    assert {source.filename for source in briefing.sources} <= {"report", "progress"}
    only = brief(library, Query("home*", kinds=("finding",)))
    assert ([quote.kind for quote in only.says], only.asked, only.reported, only.practice) == (["finding"], (), (), ())
    assert briefing.search == "home* since:2022"


def test_nothing_found_says_what_stood_in_the_way(library: Library) -> None:
    with pytest.raises(NothingFound, match="Did you mean 'visit'"):
        brief(library, Query("vissited"))


def test_of_all_ways_of_writing_none_loses_a_quotation(library: Library) -> None:
    briefing = on_homes(library)
    quotations = [part for part in outline(briefing) if isinstance(part, Quotation)]
    wanted = [each.text for quotation in quotations for each in (quotation, *quotation.updates)]
    word = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(as_docx(briefing))).paragraphs)
    for written in (as_markdown(briefing), _words_of(as_html(briefing)), word):
        for text in wanted:
            assert text.replace(".", "") in written.replace("\\", "").replace(".", "")
        assert written.count("o update in this library") >= 2


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.append(tag)


def _words_of(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    return "".join(parser.words)


def test_the_words_of_a_page_are_words_and_nothing_else(library: Library) -> None:
    add(library, document("nasty", Says(NASTY, label="<b>1</b>"), subject="Child N", title="<h1>home</h1>"))
    rebuild_index(library)
    briefing = on_homes(library)
    html = as_html(briefing)
    parser = _Words()
    parser.feed(html)
    assert "script" not in parser.tags
    assert parser.tags.count("h1") == 1
    assert "<script>alert('home')</script>" in "".join(parser.words)
    assert "default-src 'none'" in html
    assert not re.search(r"(?:src|href)\s*=", html)
    markdown = as_markdown(briefing)
    assert r"\*visits\*" in markdown
    assert r"\<script\>" in markdown
    assert r"\[home\]" in markdown
    word = docx.Document(io.BytesIO(as_docx(briefing)))
    assert any("<script>alert('home')</script>" in paragraph.text for paragraph in word.paragraphs)


def test_a_word_document_has_headings_a_language_and_a_header_row(library: Library) -> None:
    data = as_docx(on_homes(library))
    document = docx.Document(io.BytesIO(data))
    styles = [(paragraph.style.name if paragraph.style else None) for paragraph in document.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == 7
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.title.startswith("Briefing: ")
    assert b"w:tblHeader" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


@pytest.mark.parametrize("name", ["homes.docx", "homes.html", "homes.md", "HOMES.MD"])
def test_the_name_of_the_file_says_how_it_is_written(library: Library, tmp_path: Path, name: str) -> None:
    write_briefing(on_homes(library), tmp_path / "new folder" / name)
    assert (tmp_path / "new folder" / name).stat().st_size > 500


def test_other_formats_and_places_that_cannot_be_written_are_said(library: Library, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"\.docx, \.html, \.md"):
        write_briefing(on_homes(library), tmp_path / "homes.odt")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageFull):
        write_briefing(on_homes(library), tmp_path / "file" / "homes.md")


def test_a_status_that_another_document_states_is_quoted_from_there(library: Library) -> None:
    plan = document(
        "plan",
        Says("Count the visits to each home.", label="2", status="in_progress"),
        genre="action_plan",
        title="Child R: plan",
        dates={"published": "2023"},
    )
    add(library, plan)
    rebuild_index(library)
    briefing = on_homes(library, until="2022")  # the plan is not searched, and yet is part of the review
    names = {source.number: source.filename for source in briefing.sources}
    (count,) = (each for each in briefing.asked if each.quote.text == "Count the visits to each home.")
    stated = [(names[each.source], each.page, each.status) for each in (count.quote, *count.updates)]
    assert sorted(stated, key=str) == sorted([("plan", 2, "in_progress"), ("report", 4, None)], key=str)
    assert count.gap is None


def test_a_damaged_record_is_told_and_the_others_are_quoted(library: Library) -> None:
    (progress,) = (record.document.id for record in library.records() if record.document.filename == "progress")
    library.record_path(progress).write_bytes(b"{")
    told: list[CrossreviewError] = []
    briefing = brief(library, Query("home*"), on_damage=told.append)
    assert VISIT in {asked.quote.text for asked in briefing.asked}
    assert [error.path for error in told] == [library.record_path(progress)]


def test_of_all_that_there_is_nothing_is_left_out(library: Library) -> None:
    whole = brief(library, Query(), length=Length(*[10_000] * 4))
    assert (len(whole.says), len(whole.asked), len(whole.practice)) == (2, 3, 1)


def test_a_theme_may_be_written_in_any_letters(library: Library) -> None:
    with pytest.raises(NothingFound):
        brief(library, Query(themes=("har.self_neglect",)))


def test_for_readers_outside_what_was_searched_for_has_no_names_either(library: Library) -> None:
    said = "Officer Grahame Thorpe came to the home of the boy."
    add(library, document("open", Says(said, "finding"), subject="Child O", title="Child O"))
    rebuild_index(library)
    for asked in ('"officer grahame thorpe"', "grahame thorpe home", "Grahame Thorpe"):
        closed, opened = (as_markdown(brief(library, Query(asked), open_output=each)) for each in (False, True))
        assert "thorpe" in closed.casefold()
        assert "thorpe" not in opened.casefold()
        assert "removed" in opened


@pytest.mark.parametrize("asked", ["Danielle", "daniell*", "Danielles", "danielle OR zebra"])
def test_a_name_that_only_stands_in_a_report_is_not_told_by_the_search_either(library: Library, asked: str) -> None:
    said = "Accepted. Danielle Hobbs rang professionals on the day."
    answer = document("answer", Says(said, "response", label="1"), subject="Child P", title="Child P", genre="response")
    add(library, answer)
    rebuild_index(library)
    closed, opened = (as_markdown(brief(library, Query(asked), open_output=each)) for each in (False, True))
    assert "daniel" in closed.casefold()
    assert "daniel" not in opened.casefold()
    assert "rang professionals" in opened


def test_where_nothing_is_quoted_the_words_of_the_search_are_not_told(library: Library) -> None:
    add(library, document("hale", Says("It was a cold day.", "procedural"), subject="Child P", title="Tobias Hale"))
    rebuild_index(library)
    opened = brief(library, Query("Tobias Hale"), open_output=True)
    assert (opened.title, opened.search) == ("[removed] [removed]", "[removed] [removed]")


def test_a_title_that_is_but_the_name_of_a_file_is_opened_as_one(library: Library) -> None:
    record = document("pfd-tobias-hale.pdf", Says("He waited at the station.", "finding"), subject="Tobias Hale")
    metadata = msgspec.structs.replace(record.metadata, title=None)
    add(library, msgspec.structs.replace(record, metadata=metadata))
    rebuild_index(library)
    (source,) = brief(library, Query("waited station"), open_output=True).sources
    assert "hale" not in f"{source.title} {source.filename}".casefold()


def test_for_readers_outside_ages_dates_and_names_are_replaced(library: Library) -> None:
    said = "Officer Grahame Thorpe came to the home of the boy, who was aged 14 and was born on 3 May 2007."
    add(library, document("open", Says(said, "finding"), subject="Child O", title="Child O"))
    rebuild_index(library)
    closed, opened = (brief(library, Query('"came to the home"'), open_output=each) for each in (False, True))
    assert closed.says[0].text == said
    told = opened.says[0].text
    for gone in ("Thorpe", "14", "3 May"):
        assert gone not in told
    assert "2007" in told
    assert "square brackets" in as_markdown(opened)
    assert "square brackets" not in as_markdown(closed)
