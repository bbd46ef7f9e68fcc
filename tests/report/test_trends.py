from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.search.documents import Writer, margaret

from crossreview.errors import QueryError, UnknownFormat, UnknownTerm
from crossreview.library import Library
from crossreview.library.counts import count_themes
from crossreview.report.frames import trend_frame
from crossreview.report.plots import plot_trend, trend_figure
from crossreview.report.trends import FEW, Trend, TrendRow, theme_series, trend
from crossreview.search import Query

EHE = "NEE.elective_home_education"


def rows(found: Trend) -> list[tuple[str, int, int]]:
    return [(row.value, row.reviews, row.of) for row in found.rows]


def on(theme: str, query: Query = Query()) -> dict[str, Query]:  # noqa: B008
    return theme_series((theme,), query)


def test_a_review_counts_once_in_the_year_of_its_fullest_document(three: Library) -> None:
    # The report of Child T is of 2021, what became of it of 2022: one review, of 2021.
    assert rows(trend(three, "year", on(EHE))) == [("2019", 1, 1), ("2021", 1, 1)]
    assert rows(trend(three, "year", on("REC.mental_capacity"))) == [("2019", 1, 1), ("2021", 0, 1)]


def test_by_area_and_type_stand_beside_all_reviews_that_could_have_it(three: Library) -> None:
    by_area = trend(three, "area", on("DAB.children_victims"))
    assert rows(by_area) == [("Derbyshire", 1, 1), ("Derby", 0, 1), ("Derbyshire Dales", 0, 1)]
    by_type = trend(three, "type", on("DAB.children_victims"))
    assert rows(by_type) == [("lcspr", 1, 1), ("sar", 0, 1)]
    assert by_type.rows[0].label == "Local child safeguarding practice review"


def test_themes_and_addressees_are_counted_by_review(three: Library) -> None:
    found = rows(trend(three, "theme", theme_series((), Query())))
    by_theme = {value: (reviews, of) for value, reviews, of in found}
    assert by_theme[EHE] == (2, 2)
    assert by_theme["DAB.children_victims"] == (1, 2)
    assert {value: reviews for value, (reviews, _) in by_theme.items()} == {
        theme: count.reviews for theme, count in count_themes(three).items()
    }
    asked = trend(three, "addressee", {"asked": Query(kinds=("recommendation",))})
    assert set(rows(asked)) == {("la_education", 1, 2), ("police", 1, 2)}


def test_facts_of_documents_narrow_what_is_counted_and_what_it_is_counted_of(three: Library) -> None:
    assert rows(trend(three, "year", on(EHE, Query(review_types=("sar",))))) == [("2019", 1, 1)]
    assert rows(trend(three, "year", on(EHE, Query(since="2020")))) == [("2021", 1, 1)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("visit (type:sar OR genre:progress_summary)", ["2019", "2022"]),
        ("visit NOT type:sar", ["2021"]),
        ("visit NOT kind:recommendation", ["2019", "2021"]),
        ("visit (type:sar OR kind:recommendation)", ["2019", "2021"]),
    ],
)
def test_facts_of_documents_inside_a_text_narrow_both_too(three: Library, text: str, years: list[str]) -> None:
    found = trend(three, "year", theme_series((), Query.read(text)))
    assert [row.value for row in found.rows] == years


def test_a_theme_is_named_in_one_place(three: Library) -> None:
    assert rows(trend(three, "year", on(EHE.lower()))) == rows(trend(three, "year", on(EHE)))
    with pytest.raises(QueryError, match="names a theme itself"):
        on("NEE", Query.read("visit theme:REC.mental_capacity"))


def test_a_search_is_a_series_and_several_themes_are_several(three: Library) -> None:
    assert rows(trend(three, "year", {"neglect": Query("neglect")})) == [("2019", 1, 1), ("2021", 0, 1)]
    both = trend(three, "year", theme_series((EHE, "REC.mental_capacity"), Query()))
    assert len({row.series for row in both.rows}) == 2
    assert [row.value for row in both.rows] == ["2019", "2021"] * 2


def test_what_has_no_year_is_said_to_be_left_out(shelf: Callable[..., Library]) -> None:
    writer = Writer("undated", "A review without a date").heading("Findings").item("Nobody visited.")
    library = shelf(margaret(), writer.record(code="U1", dated=None, areas=(), review_type="sar"))
    found = trend(library, "year", {"all": Query()})
    assert [value for value, _, _ in rows(found)] == ["2019"]
    assert "1 review without a year on the page left out." in found.notes
    assert "1 review without an area on the page left out." in trend(library, "area", {"all": Query()}).notes


def test_small_numbers_have_no_share(three: Library) -> None:
    found = trend(three, "year", on(EHE))
    assert all(row.is_small for row in found.rows)
    assert any(f"fewer than {FEW}" in note for note in found.notes)
    frame = trend_frame(found)
    assert frame["share"].isna().all()
    assert frame["reviews"].tolist() == [1, 1]


def test_an_unknown_theme_is_said(three: Library) -> None:
    with pytest.raises(UnknownTerm, match=r"HAR\.neglect"):
        trend(three, "year", theme_series(("HAR.neglect",), Query()))


def test_an_empty_library_has_an_empty_trend(shelf: Callable[..., Library], tmp_path: Path) -> None:
    found = trend(shelf(), "year", {"all": Query()})
    assert found.rows == ()
    assert trend_frame(found).columns.tolist() == ["series", "value", "label", "reviews", "of", "share", "is_small"]
    plot_trend(found, tmp_path / "empty.svg")


def test_a_picture_says_its_numbers_and_tells_series_by_pattern_too(three: Library, tmp_path: Path) -> None:
    both = trend(three, "year", theme_series((EHE, "REC.mental_capacity"), Query()))
    (axes,) = trend_figure(both).axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["2019", "2021"]
    assert sorted(text.get_text().strip() for text in axes.texts) == ["0 of 1", "1 of 1", "1 of 1", "1 of 1"]
    assert len({bar.get_hatch() for bar in axes.patches}) == 2
    assert len({bar.get_facecolor() for bar in axes.patches}) == 2
    for name in ("trend.png", "trend.svg", "trend.pdf"):
        plot_trend(both, tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000
    svg = (tmp_path / "trend.svg").read_text(encoding="utf-8")
    assert not re.search(r"https?://(?!www\.w3\.org|purl\.org|creativecommons\.org|matplotlib\.org)", svg)
    with pytest.raises(UnknownFormat, match=r"\.bmp"):
        plot_trend(both, tmp_path / "trend.bmp")


def test_a_picture_says_what_it_leaves_out() -> None:
    many = tuple(TrendRow("all", str(year), str(year), 3, 10) for year in range(1996, 2026))
    figure = trend_figure(Trend("year", many, ()))
    assert figure.axes[0].get_yticklabels()[-1].get_text() == "2025"
    assert figure.get_supxlabel() == "not shown: 5 earlier of 30"
