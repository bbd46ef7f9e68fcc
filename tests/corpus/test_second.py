"""The two annotations of the corpus: well formed, true to the pages, and the table of their agreement current."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("markdown_it", reason="the corpus builder needs markdown-it-py (dependency group dev)")
pytest.importorskip("mdit_py_plugins", reason="the corpus builder needs mdit-py-plugins (dependency group dev)")

import agreement
from agreement import Annotation, compare, kappa, load_annotation, load_both, tables, with_tables
from builder.pages import page_texts
from builder.vocabulary import AGE_BANDS, AREA_ROLES, DATE_KINDS, GENRES, KINDS, vocabulary

from crossreview.evaluate import Score
from crossreview.evaluate.gold import GoldArea
from crossreview.evaluate.normalise import squash

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FILES = sorted([*(CORPUS / "first").glob("*.json"), *(CORPUS / "second").glob("*.json")])


def facts(**more: object) -> agreement.Facts:
    empty = dict.fromkeys(agreement.Facts.__struct_fields__)
    lists = dict.fromkeys(("bodies", "areas", "authors", "methodology", "harm_types", "themes"), ())
    return agreement.Facts(**{**empty, **lists, "genre": "briefing", "dates": {}, **more})


def item(first: str, last: str, kind: str = "action", page: int = 1, **more: object) -> agreement.Annotated:
    plain = {"addressees": (), "timescale": None, "owner": None, "to": None}
    return agreement.Annotated(page=page, first_words=first, last_words=last, kind=kind, **{**plain, **more})


def both(first: list[agreement.Annotated], second: list[agreement.Annotated], **more: object) -> agreement.Both:
    return compare("dev", Annotation("author", facts(**more), tuple(first)), Annotation("2", facts(), tuple(second)))


def test_items_are_paired_by_their_words_and_page() -> None:
    far = item("Ring the school", "on the day.", page=9)
    here = both(
        [item("Ring the school", "on the day."), item("Write to it", "by June."), item("Other words", "of all.")],
        [item("Ring the school", "on the day."), item("Write to it", "and again in July."), far],
    )
    assert agreement.found_by_both(here) == Score(3, 3, 1)
    assert agreement.found_by_both(here, ("exact", "loose")) == Score(3, 3, 2)


def test_details_are_compared_on_shared_items() -> None:
    one = item("Ring the school", "on the day.", addressees=("police", "camhs"), timescale="by June", themes=("A.b",))
    other = item("Ring the school", "on the day.", addressees=("police",), timescale="By  June", themes=("A.b", "C.d"))
    here = both([one], [other])
    assert agreement.addressees(here) == Score(2, 1, 1)
    assert agreement.timescales(here) == Score(1, 1, 1)
    assert agreement.themes_of_items(here) == Score(1, 2, 1)
    assert agreement.statuses(here) == Score()


def test_status_counts_only_where_both_have_one_kind() -> None:
    first = [item("A b", "c.", "progress", status="planned"), item("D e", "f.", "progress", status="completed")]
    second = [item("A b", "c.", "progress", status="completed"), item("D e", "f.", "action")]
    assert agreement.statuses(both(first, second)) == Score(1, 1, 0)


def test_kappa_takes_off_what_chance_would_give() -> None:
    kinds = [("action", "action"), ("action", "finding"), ("finding", "finding"), ("finding", "finding")]
    first = [item(f"Words {n} here", "end.", one) for n, (one, _) in enumerate(kinds)]
    second = [item(f"Words {n} here", "end.", other) for n, (_, other) in enumerate(kinds)]
    assert kappa([both(first, second)]) == pytest.approx(0.5)
    assert kappa([both(first[2:], second[2:])]) == 1.0


def test_facts_are_compared_value_by_value() -> None:
    here = both([], [], subject="Child R", areas=(GoldArea("Marlshire", "commissioning"),))
    assert agreement.fields(here)["subject"] == Score(1, 0, 0)
    assert agreement.fields(here)["areas"] == Score(1, 0, 0)
    assert agreement.metadata(here) == Score(3, 1, 1)


def test_tables_are_put_between_their_marks() -> None:
    text = f"before\n{agreement.BEGIN}old\n{agreement.END}after\n"
    assert with_tables(text, "new") == f"before\n{agreement.BEGIN}\nnew\n{agreement.END}after\n"


def test_the_tables_of_sources_are_current() -> None:
    text = agreement.SOURCES.read_text(encoding="utf-8")
    assert with_tables(text, tables(load_both())) == text, "make them again: python corpus/agreement.py --write"


def test_sources_name_every_document() -> None:
    text = agreement.SOURCES.read_text(encoding="utf-8")
    assert [path.stem for path in sorted((CORPUS / "text").glob("*.md")) if path.stem not in text] == []


def test_every_second_annotation_has_a_first() -> None:
    first, second = ({path.stem for path in FILES if path.parent.name == name} for name in ("first", "second"))
    assert first == second
    assert first <= {path.stem for path in (CORPUS / "text").glob("*.md")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_ids_are_known(path: Path) -> None:
    found, known = load_annotation(path), vocabulary()
    told = found.metadata
    assert {told.genre} <= GENRES
    assert {told.review_type} - {None} <= known.review_types
    assert {told.age_band} - {None} <= AGE_BANDS
    assert set(told.dates) <= DATE_KINDS
    assert {area.role for area in told.areas} <= AREA_ROLES
    assert set(told.methodology) <= known.methodologies
    assert {*told.themes, *told.harm_types} <= known.themes
    for each in found.items:
        assert {each.kind} <= KINDS
        assert set(each.themes) <= known.themes
        assert set(each.addressees) <= known.agencies


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_first_and_last_words_stand_on_the_page(path: Path) -> None:
    pages = [squash(text) for text in page_texts(CORPUS / "pdfs" / f"{path.stem}.pdf")]
    for each in load_annotation(path).items:
        here = "".join(pages[each.page - 1 : each.page + 2])
        for words in (each.first_words, each.last_words):
            assert _printed(squash(words), here), f"page {each.page}: {words}"


def _printed(words: str, here: str) -> bool:
    """Whether the words stand there, if need be with furniture or the next column in between."""
    return words in here or any(words[:n] in here and words[n:] in here for n in range(1, len(words)))
