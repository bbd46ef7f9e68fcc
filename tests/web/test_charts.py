"""Charts say the same numbers as their tables."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from jinja2 import Environment, PackageLoader, StrictUndefined
from tests.web.conftest import NASTY
from tests.web.test_search import text_of

from crossreview.report.trends import Trend, TrendRow
from crossreview.web.charts import Chart, Told, chart_of

ENVIRONMENT = Environment(
    loader=PackageLoader("crossreview.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
    lstrip_blocks=True,
)  # fmt: skip


def drawn(chart: Chart) -> str:
    return ENVIRONMENT.from_string("{% from 'chart.html' import chart as draw %}{{ draw(it) }}").render(it=chart)


def row(value: str, reviews: int, of: int, series: str = "a", label: str | None = None) -> TrendRow:
    return TrendRow(series, value, label or value, reviews, of)


def svg_of(page: str) -> ElementTree.Element:
    return ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + len("</svg>")])


def bars_of(svg: ElementTree.Element) -> list[ElementTree.Element]:
    return [rect for rect in svg.iter("rect") if "cr-chart__bar" in rect.get("class", "")]


def test_chart_and_table_say_the_same() -> None:
    rows = (row("2019", 3, 12), row("2020", 1, 4), row("2021", 0, 6))
    page = drawn(chart_of(Trend("year", rows, ()), Told("t", "Home visits")))
    says = [text.text for text in svg_of(page).iter("text")]
    assert says[-3:] == ["3 of 12", "1 of 4, few", "0 of 6"]
    assert "2019 3 of 12 25 % 2020 1 of 4 few 2021 0 of 6 0 %" in text_of(page[page.index("<tbody") :])


def test_bars_are_as_long_as_their_shares() -> None:
    rows = (row("2019", 3, 12), row("2020", 6, 12), row("2021", 0, 12))
    chart = chart_of(Trend("year", rows, ()), Told("t", "Home visits"))
    half, whole, none = (bar.width for bar in chart.bars)
    assert none == 0
    assert abs(whole - 2 * half) < 0.2
    assert [tick.text for tick in chart.ticks] == ["0 %", "25 %", "50 %"]


def test_few_have_no_bar_and_are_said_to_be_few() -> None:
    page = drawn(chart_of(Trend("year", (row("2019", 4, 4), row("2020", 5, 5)), ()), Told("t", "Home visits")))
    few, many = bars_of(svg_of(page))
    assert float(few.get("width", "")) == 0
    assert float(many.get("width", "")) > 100
    assert "4 of 4, few" in page
    assert "fewer than 5 reviews" in text_of(page)


def test_series_differ_by_pattern_too_and_what_one_lacks_is_nought() -> None:
    rows = (row("A", 3, 9), row("B", 2, 9), row("A", 1, 9, "b"))
    chart = chart_of(Trend("theme", rows, ()), Told("t", "Themes"), ("a", "b", "c"))
    page = drawn(chart)
    assert [[cell.reviews for cell in each.cells] for each in chart.rows] == [[3, 1, 0], [2, 0, 0]]
    assert len(chart.bars) == 6
    assert page.count('fill="url(#t-1)"') == page.count('fill="url(#t-2)"') == 3  # two bars, and the key
    assert 'fill="url(#t-0)"' not in page
    assert page.count('scope="colgroup"') == 3


def test_reviews_alone_have_no_share() -> None:
    chart = chart_of(Trend("year", (row("2019", 30, 30), row("2020", 15, 15)), ()), Told("t", "All", "reviews"))
    first, second = chart.bars
    assert (first.says, second.says) == ("30", "15")
    assert abs(first.width - 2 * second.width) < 0.2
    assert "Share" not in drawn(chart)


def test_the_newest_years_and_the_most_frequent_others_are_drawn_and_all_are_in_the_table() -> None:
    years = tuple(row(str(year), 3, 10) for year in range(1990, 2026))
    chart = chart_of(Trend("year", years, ()), Told("t", "All"))
    assert [label.text for label in chart.labels] == [str(year) for year in range(2001, 2026)]
    assert len(chart.rows) == 36
    assert "The chart leaves out 11 earlier of 36; the table has all." in chart.remarks
    areas = tuple(row(f"Area {number}", 3, 10) for number in range(30))
    assert chart_of(Trend("area", areas, ()), Told("t", "All")).labels[0].text == "Area 0"


def test_words_of_others_are_words_and_long_ones_are_wrapped() -> None:
    rows = (row(NASTY, 1, 9, NASTY), row("x" * 500, 1, 9, "b"))
    page = drawn(chart_of(Trend("area", rows, ()), Told("t", NASTY, link=lambda each: f"/search?area={each.value}")))
    assert "<script" not in page
    assert "<img" not in page
    assert not re.search(r"\s(?:style|on[a-z]+)=[\"']", page)
    assert len(list(svg_of(page).iter("text"))) < 20
    svg_of(page)  # is well-formed


def test_numbers_link_to_what_they_count_unless_they_count_nothing() -> None:
    rows = (row("2019", 3, 12), row("2020", 0, 12))
    told = Told("t", "Home visits", link=lambda each: f"/search?year={each.value}")
    assert re.findall(r'href="([^"]+)"', drawn(chart_of(Trend("year", rows, ()), told))) == ["/search?year=2019"]


def test_nothing_is_said_to_be_nothing() -> None:
    chart = chart_of(Trend("year", (), ()), Told("t", "Home visits"), ("a",))
    assert "There is nothing to count" in drawn(chart)
    assert "<svg" not in drawn(chart)


def test_the_picture_has_a_name_and_can_be_scrolled_to() -> None:
    page = drawn(chart_of(Trend("year", (row("2019", 3, 12),), ()), Told("t", "Home visits")))
    assert svg_of(page).get("role") == "img"
    assert "Home visits" in svg_of(page).get("aria-label", "")
    assert page.count('tabindex="0" role="region" aria-label="') == 2
