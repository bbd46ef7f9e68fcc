"""The builder of the corpus: texts parsed, gold derived, and the committed corpus true to its texts."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("markdown_it", reason="the corpus builder needs markdown-it-py (dependency group dev)")
pytest.importorskip("mdit_py_plugins", reason="the corpus builder needs mdit-py-plugins (dependency group dev)")

from builder.gold import derive_gold, dump_gold
from builder.model import (
    Container,
    Document,
    Heading,
    ListBlock,
    Mark,
    Paragraph,
    SourceError,
    Table,
    plain,
    walk,
)
from builder.pages import PageFinder, page_texts
from builder.source import read_source
from builder.words import body_text, item_text, split_number, without_label
from layouts import LAYOUTS, layout
from layouts.common import rag_colour

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
TEXTS = sorted((CORPUS / "text").glob("*.md"))
FRONT = """---
layout: {layout}
title: "Review of Child Q"
cover: ["Marlshire Partnership", "Review of Child Q", "FICTIONAL sample"]
header: "Review of Child Q"
footer: "FICTIONAL - Page {{page}} of {{pages}}"
contents: {contents}
genre: full_report
review_type: lcspr
bodies: ["Marlshire Partnership"]
areas: [{{name: Marlshire, role: commissioning}}]
dates: {{document_dated: 2022-03-01, review_completed: 2021}}
themes: [MAW.information_sharing]
coverage: {{recommendation: found}}
---
"""
FIRST_BODY_LINE = FRONT.count("\n") + 1
BODY = """\
# 1. Introduction {role=introduction}

1.1 The review was **agreed** in 2021.[^1]

## How it was done {role=methodology optional=true}

- a plain bullet
- {item=good_practice themes="REC.early_help"} A nurse rang the school.
{item=finding label="F1" themes="MAW.information_sharing"}
- F1. Nobody put the pieces together.

# 2. Recommendations {role=recommendations}

::: item=recommendation label="1" addressees="police,collective" timescale="by June" themes="REC.early_help"
#### Recommendation 1

The police should:

- (a) ring the school;
- {item=action themes="REC.early_help"} (b) write to it afterwards.
:::

{item=learning_point label="1"}
::: box title="Learning point 1"
Silence is not consent.

::: quote
Nobody asked me.
:::
:::

| No. | Action | RAG |
|---|---|---|
| 1 | {item=action label="1" status=completed to="1"} Change the form. | Green |

::: panel "3. What next"
Something.
:::

::: signoff
Marlshire, March 2022
:::

[^1]: Under *Working Together*.
"""


def parse(folder: Path, body: str, layout_name: str = "report-serif", contents: str = "false") -> Document:
    """A document made of a standard front matter and a body."""
    path = folder / "sample.md"
    path.write_text(FRONT.format(layout=layout_name, contents=contents) + body, encoding="utf-8")
    return read_source(path)


def marked(document: Document) -> dict[str, str]:
    """The words of each marked item, by kind and label."""
    found = {}
    for block in walk(document.blocks):
        cells = [cell for row in block.rows for cell in row] if isinstance(block, Table) else []
        for each in [*cells, block]:
            if not isinstance(each, ListBlock) and each.mark is not None:
                found[f"{each.mark.kind} {each.mark.label}"] = item_text(each, each.mark)
    return found


def test_front_matter_dates_keep_the_precision_they_have(tmp_path: Path) -> None:
    front = parse(tmp_path, BODY).front
    assert front.dates == (("document_dated", "2022-03-01"), ("review_completed", "2021"))


def test_headings_carry_roles(tmp_path: Path) -> None:
    found = [block for block in walk(parse(tmp_path, BODY).blocks) if isinstance(block, Heading)]
    assert [(each.level, plain(each.runs), each.role, each.optional) for each in found] == [
        (1, "1. Introduction", "introduction", False),
        (2, "How it was done", "methodology", True),
        (1, "2. Recommendations", "recommendations", False),
        (4, "Recommendation 1", None, False),
    ]


def test_items_have_their_words_and_nothing_else(tmp_path: Path) -> None:
    assert marked(parse(tmp_path, BODY)) == {
        "good_practice None": "A nurse rang the school.",
        "finding F1": "Nobody put the pieces together.",
        "recommendation 1": "The police should: (a) ring the school;",
        "action None": "write to it afterwards.",
        "learning_point 1": "Silence is not consent. Nobody asked me.",
        "action 1": "Change the form.",
    }


def test_a_mark_between_list_items_does_not_cut_the_list(tmp_path: Path) -> None:
    lists = [block for block in parse(tmp_path, BODY).blocks if isinstance(block, ListBlock)]
    assert [len(each.items) for each in lists] == [3]


def test_lettered_bullets_become_markers(tmp_path: Path) -> None:
    document = parse(tmp_path, "- (a) one\n- (iv) four\n- a) no letter lost")
    block = document.blocks[0]
    assert isinstance(block, ListBlock)
    assert [item.marker for item in block.items] == ["(a)", "(iv)", "a)"]


def test_containers_nest(tmp_path: Path) -> None:
    boxes = [block for block in walk(parse(tmp_path, BODY).blocks) if isinstance(block, Container)]
    assert [box.kind for box in boxes] == ["item", "box", "quote", "panel", "signoff"]


def test_footnotes_are_called_by_number_and_leave_the_words(tmp_path: Path) -> None:
    document = parse(tmp_path, BODY)
    paragraph = document.blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.runs) == "1.1 The review was agreed in 2021."
    assert plain(paragraph.runs, with_notes=True) == "1.1 The review was agreed in 2021.1"
    assert [plain(note.runs) for note in document.notes] == ["Under Working Together."]
    assert "Working Together" not in body_text(document)


def test_body_text_is_the_printed_words_in_order(tmp_path: Path) -> None:
    lines = body_text(parse(tmp_path, BODY)).split("\n")
    assert lines[:4] == ["Marlshire Partnership", "Review of Child Q", "FICTIONAL sample", "1. Introduction"]
    assert "(a) ring the school;" in lines
    assert "1 Change the form. Green" in lines
    assert not any(mark in line for line in lines for mark in ("{", "**", ":::", "[^"))


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ('{item=finding colour="red"}\nText.', 0, "unknown attribute colour"),
        ('{item=finding themes="XXX.nothing"}\nText.', 0, "unknown theme 'XXX.nothing'"),
        ('{item=recommendation addressees="martians"}\nText.', 0, "unknown agency 'martians'"),
        ("{item=wish}\nText.", 0, "unknown kind 'wish'"),
        ("Text.\n\n# Heading {role=nowhere}", 2, "unknown section role 'nowhere'"),
        ("Text.\n\n::: box\nNever closed.", 2, "is never closed"),
        ("Text.\n\n:::", 2, "closes nothing"),
        ("::: cupboard\nText.\n:::", 0, "unknown container 'cupboard'"),
        ("Text.\n\n{item=finding}", 2, "a mark with nothing after it"),
        ("{item=finding}\n{item=finding}\nText.", 1, "two marks before one block"),
        ("{item=response to=1}\nText.", 0, "response without a status"),
        ("{item=response status=completed}\nText.", 0, "unknown status of response 'completed'"),
        ("Words {item=finding} in the middle.", 0, "a mark in the middle of text"),
        ("| a |\n|---|\n| {item=finding themes=nonsense} b |", 2, "unknown theme 'nonsense'"),
        ("<div>\nhtml\n</div>", 0, "html_block has no place"),
    ],
)
def test_faults_name_file_and_line(tmp_path: Path, body: str, line: int, message: str) -> None:
    with pytest.raises(SourceError) as fault:
        parse(tmp_path, body)
    assert str(fault.value).startswith(f"{tmp_path / 'sample.md'}:{FIRST_BODY_LINE + line}: ")
    assert message in str(fault.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("FICTIONAL sample", "sample", "the cover does not say FICTIONAL"),
        ("FICTIONAL - Page", "Page", "the furniture does not say FICTIONAL"),
        ("genre: full_report", "genre: novel", "unknown genre 'novel'"),
        ("themes: [MAW", "themes: [WAM", "unknown themes 'WAM.information_sharing'"),
        ("2022-03-01", "March", "is not an ISO date"),
        ("review_type", "reviewtype", "unknown front matter key"),
        ("areas: [{{name", "aeras: [{{name", "unknown front matter key"),
    ],
)
def test_faults_of_front_matter(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "sample.md"
    text = FRONT.replace(old, new).format(layout="boxes", contents="false")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=message):
        read_source(path)


@pytest.mark.parametrize(
    ("heading", "number", "text"),
    [
        ("2. Background", "2.", "Background"),
        ("1.1 Why now", "1.1", "Why now"),
        ("10 Publication", "10", "Publication"),
        ("A. Terms", "A.", "Terms"),
        ("Finding 3: Silence", None, "Finding 3: Silence"),
        ("2021 and after", None, "2021 and after"),
        ("7 minutes", None, "7 minutes"),
    ],
)
def test_split_number(heading: str, number: str | None, text: str) -> None:
    assert split_number(heading) == (number, text)


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("Recommendation 3: The Board should act.", "3", "The Board should act."),
        ("Overview Recommendation 3 The Board should act.", "3", "The Board should act."),
        ("4.2 The Board should act.", "4.2", "The Board should act."),
        ("4.2 The Board should act.", None, "The Board should act."),
        ("R1 The Board should act.", "R1", "The Board should act."),
        ("Response: We agree.", None, "We agree."),
        ("Recommendation 3 has been carried out.", None, "Recommendation 3 has been carried out."),
        ("11 children were seen.", "1", "11 children were seen."),
        ("Learning points are few.", None, "Learning points are few."),
    ],
)
def test_without_label(text: str, label: str | None, words: str) -> None:
    assert without_label(text, Mark("recommendation", 1, label=label)) == words


def test_page_finder_reads_past_furniture_and_page_ends(tmp_path: Path) -> None:
    document = parse(tmp_path, BODY)
    texts = [
        "Marlshire Partnership Review of Child Q FICTIONAL sample",
        "Review of Child Q\nIntroduction\nA long para-\ngraph that goes\nFICTIONAL - Page 2 of 3",
        "Review of Child Q\non and on. Introduction\nAgain.\nFICTIONAL - Page 3 of 3",
    ]
    finder = PageFinder(document.path, texts, document.front)
    wanted = ["Introduction", "A long paragraph that goes on and on.", "Introduction", "Again."]
    assert [finder.find(text, 1) for text in wanted] == [2, 2, 3, 3]
    with pytest.raises(SourceError, match="not found in the PDF after page 3: 'Nowhere to be seen'"):
        finder.find("Nowhere to be seen", 1)


def test_page_finder_does_not_leap(tmp_path: Path) -> None:
    document = parse(tmp_path, BODY)
    finder = PageFinder(document.path, ["one", "two", "three", "four", "Background"], document.front)
    with pytest.raises(SourceError, match="not found"):
        finder.find("Background", 1)


def test_only_ratings_are_coloured() -> None:
    assert rag_colour("Green") == rag_colour("Green: on track") == rag_colour("Completed")
    assert rag_colour("Green Lane School was told") is None
    assert rag_colour("") is None


ENGINES = {
    "report-serif": "weasyprint",
    "panels": "weasyprint",
    "boxes": "weasyprint",
    "word-classic": "docx",
    "word-modern": "docx",
    "action-plan": "docx",
    "reportlab-plain": "reportlab",
    "two-column": "typst",
    "margin-heads": "typst",
    "framed-form": "docx",
    "browser-print": "weasyprint",
    "corporate": "weasyprint",
}


def test_every_layout_is_tried() -> None:
    assert set(ENGINES) == set(LAYOUTS)


def missing(name: str) -> str | None:
    """Why a layout cannot be set on this machine."""
    if importlib.util.find_spec("weasyprint") is None and ENGINES[name] != "weasyprint":
        return "weasyprint is not installed (extra corpus); all layouts share its column widths"
    if importlib.util.find_spec(ENGINES[name]) is None:
        return f"{ENGINES[name]} is not installed (extra corpus)"
    if ENGINES[name] == "docx" and shutil.which("soffice") is None:
        return "LibreOffice is not installed (Debian: libreoffice-writer)"
    if not Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf").exists():
        return "the fonts are not installed (Debian: fonts-dejavu fonts-liberation fonts-crosextra-carlito)"
    return None


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", sorted(LAYOUTS))
@pytest.mark.parametrize("contents", ["true", "false"])
def test_layouts_print_every_word(tmp_path: Path, name: str, contents: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reason = missing(name)
    if reason:
        pytest.skip(reason)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704067200")
    document = parse(tmp_path, BODY, name, contents)
    pdf = tmp_path / "sample.pdf"
    layout(name)(document, pdf)
    first = pdf.read_bytes()
    gold = derive_gold(document, pdf)
    pages = [item["page"] for item in gold["items"]]
    assert len(pages) == 6
    assert pages == sorted(pages)
    assert pages[-1] <= gold["pages"]
    assert gold["tables"][0]["cells"] == [["No.", "Action", "RAG"], ["1", "Change the form.", "Green"]]
    assert all("FICTIONAL" in text for text in page_texts(pdf))
    if contents == "false":
        layout(name)(document, pdf)
    assert pdf.read_bytes() == first, "the same text made a different file"


@pytest.mark.filterwarnings("ignore")
def test_gold_names_what_asks_and_what_answers(tmp_path: Path) -> None:
    reason = missing("reportlab-plain")
    if reason:
        pytest.skip(reason)
    document = parse(tmp_path, BODY, "reportlab-plain")
    pdf = tmp_path / "sample.pdf"
    layout("reportlab-plain")(document, pdf)
    gold = derive_gold(document, pdf)
    assert [ask["kind"] for ask in gold["recommendations"]] == ["recommendation", "action", "learning_point", "action"]
    ask = gold["recommendations"][0]
    assert (ask["label"], ask["addressees"], ask["timescale"]) == ("1", ["police", "collective"], "by June")
    assert (ask["first_words"], ask["last_words"], ask["n_words"]) == (
        "The police should: (a) ring the school;",
        "police should: (a) ring the school;",
        7,
    )
    assert gold["furniture"] == ["Review of Child Q", "FICTIONAL - Page N of N"]
    assert [(each["heading"], each["role"]) for each in gold["sections"]] == [
        ("Introduction", "introduction"),
        ("How it was done", "methodology"),
        ("Recommendations", "recommendations"),
    ]
    assert {"page": 1, "level": 1, "number": "3.", "text": "What next"} in gold["headings"]


# The committed corpus. These tests need no engine.


def test_nothing_is_orphaned() -> None:
    ids = {text.stem for text in TEXTS}
    assert ids, "no texts in the corpus"
    assert {pdf.stem for pdf in (CORPUS / "pdfs").glob("*.pdf")} == ids
    assert {gold.stem for gold in (CORPUS / "gold").glob("*.json")} == ids


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_gold_is_what_the_text_says(text: Path) -> None:
    pdf = CORPUS / "pdfs" / f"{text.stem}.pdf"
    committed = (CORPUS / "gold" / f"{text.stem}.json").read_text(encoding="utf-8")
    assert json.loads(committed)["sha256"] == hashlib.sha256(pdf.read_bytes()).hexdigest()
    document = read_source(text)
    assert document.front.layout in LAYOUTS
    assert dump_gold(derive_gold(document, pdf)) == committed, "build the corpus again: python corpus/build.py"


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_every_page_says_that_it_is_fiction(text: Path) -> None:
    pages = page_texts(CORPUS / "pdfs" / f"{text.stem}.pdf")
    assert [number for number, page in enumerate(pages, start=1) if "FICTIONAL" not in page] == []


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_coverage_agrees_with_the_items(text: Path) -> None:
    gold = json.loads((CORPUS / "gold" / f"{text.stem}.json").read_text(encoding="utf-8"))
    kinds = {item["kind"] for item in gold["items"]}
    for kind, coverage in gold["coverage"].items():
        assert (kind in kinds) == (coverage == "found"), f"{kind}: {coverage}"
