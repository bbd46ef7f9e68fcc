"""`crossreview search`, as people see it."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import shutil
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from rich.console import Console
from tests.commands import Answer
from tests.search.documents import Writer

from crossreview.cli.hits import print_results
from crossreview.library import Library
from crossreview.search import Query, search

Ask = Callable[..., Answer]


@pytest.fixture
def ask(crossreview: Ask, three: Library) -> Ask:
    """`crossreview search` in a library of three documents."""
    return lambda *arguments: crossreview("search", *arguments, "--library", three.root)


def table(answer: Answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.out, newline="")))


def query_of(answer: Answer) -> str:
    (line,) = re.findall(r"^Search: (.*)$", answer.talk, re.MULTILINE)
    return str(line)


def test_search_names_the_page_and_marks_the_match(ask: Ask) -> None:
    answer = ask('"share information"', "--kind", "recommendation")
    assert answer.code == 0
    assert answer.out.splitlines() == [
        "1. Local Child Safeguarding Practice Review: Child T (KDS07; Derbyshire; 2021-03)",
        "   child-t.pdf, page 2 · Recommendations · recommendation · no status stated here · i-child-t-2",
        "   The police should **share information** with schools after each domestic abuse incident.",
        "   themes: MAW.information_sharing, DAB.children_victims",
        "",
    ]
    assert "1 passage, 1 document, 1 review.\n" in answer.talk


def test_search_says_what_it_did_not_show(ask: Ask) -> None:
    answer = ask('"share information"', "--limit", 2)
    assert "3 passages, 3 documents, 2 reviews; the best 2 are shown, --limit shows more." in answer.talk
    assert len(re.findall(r"^\d\. ", answer.out, re.MULTILINE)) == 2


def test_search_writes_a_row_for_each_hit(ask: Ask) -> None:
    rows = ask('"share information"', "--json").rows
    assert {row["document_id"] for row in rows} == {"child-t", "child-t-progress", "margaret"}
    for row in rows:
        assert [row["passage"][start:end] for start, end in row["matches"]] == ["share information"]
        assert row["page"] == row["places"][0][0]


def test_search_without_words_shows_what_meets_the_options_newest_first(ask: Ask) -> None:
    rows = ask("--theme", "NEE", "--json").rows
    assert [row["date"] for row in rows] == ["2022-05-04", "2021-03", "2019"]
    assert len(ask("--theme", "NEE", "--since", 2021, "--json").rows) == 2
    assert ask("--since", 2023, "--json").rows == []


def test_what_is_shown_first_is_said(ask: Ask) -> None:
    assert "; the newest 1 are shown" in ask("--area", "Derbyshire", "--limit", 1).talk
    assert "; the best 1 are shown" in ask("information", "--limit", 1).talk
    assert len(ask("information", "--limit", 10**12, "--json").rows) == 3


def test_what_lacks_some_of_the_words_is_said_to(ask: Ask) -> None:
    said = "with all of these words; 3 passages are shown, of which 2 have but some of them, or are near in meaning"
    assert said in ask("share incident", "--limit", 3).talk


def test_search_by_date_shows_the_newest_first(ask: Ask) -> None:
    rows = ask("information", "--by-date", "--json").rows
    assert [row["date"] for row in rows] == ["2022-05-04", "2021-03", "2019"]


@pytest.mark.parametrize(
    ("options", "documents"),
    [
        (("--area", "Derbyshire Dales"), {"margaret"}),
        (("--type", "sar", "--type", "lcspr"), {"child-t", "child-t-progress", "margaret"}),
        (("--genre", "progress_summary"), {"child-t-progress"}),
        (("--agency", "gp_primary_care"), {"margaret"}),
        (("--addressee", "police"), {"child-t", "child-t-progress"}),
        (("--status", "in_progress"), {"child-t-progress"}),
        (("--age", "11-15"), {"child-t"}),
        (("--harm", "HAR.self_neglect"), {"margaret"}),
        (("--kind", "document", "--until", "2021"), {"child-t", "margaret"}),
        (("NOT area:Derbyshire", "--kind", "document"), {"margaret"}),
    ],
)
def test_search_takes_facts_as_options_and_as_words(ask: Ask, options: tuple[str, ...], documents: set[str]) -> None:
    assert {row["document_id"] for row in ask(*options, "--json").rows} == documents


def test_an_option_given_in_the_text_too_is_another_value_and_a_date_another_date(ask: Ask) -> None:
    both = ask("area:Derby since:2022", "--area", "Derbyshire", "--since", "2019")
    assert query_of(both) == "area:Derby area:Derbyshire since:2019"
    assert "12 passages, 3 documents, 2 reviews." in both.talk


def test_search_that_finds_nothing_says_why(ask: Ask) -> None:
    answer = ask('"neglct"', "--area", "Derby")
    assert (answer.code, answer.out) == (0, "")
    assert answer.talk.splitlines() == [
        "No passage was found.",
        "No passage has 'neglct'. Did you mean 'neglect'?",
        'Search: "neglct" area:Derby',
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("neglect", "--kind", "recomendation"), "Did you mean recommendation or "),
        (("neglect", "--since", "May 2019"), "'since:May 2019' gives no date."),
        (("neglect ared:Derby",), "Perhaps area: is meant"),
        (('neglect "home',), 'neglect ⟨here⟩"home'),
    ],
)
def test_search_says_what_it_does_not_understand(ask: Ask, arguments: tuple[str, ...], said: str) -> None:
    answer = ask(*arguments)
    assert (answer.code, answer.out) == (1, "")
    assert answer.talk.startswith("Error: ")
    assert said in answer.talk


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--json", "--csv"), "choose one of --json, --csv and --table"),
        (("--csv", "--table"), "choose one of --json, --csv and --table"),
        (("--facets", "--json", "--table"), "choose one of --json, --csv and --table"),
        (("--words-only", "--meaning-only"), "choose one of --words-only and --meaning-only"),
        (("--limit", "0"), "greater than or equal to 1"),
    ],
)
def test_options_that_exclude_each_other_are_refused(ask: Ask, arguments: tuple[str, ...], said: str) -> None:
    answer = ask("neglect", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.talk


@pytest.mark.parametrize(
    "arguments",
    [
        ("neglect",),
        ("neglect area:Derby since:2018",),
        ("EHE", "--theme", "NEE", "--until", "2021", "--kind", "progress", "--kind", "recommendation"),
        ('(police OR "capacity is") NOT genre:progress_summary', "--area", "Derbyshire Dales", "--agency", "police"),
        ("“share   information”", "--age", "11-15"),
        ("--harm", "HAR", "--addressee", "police"),
        ("visit* OR area:Derby kind:document",),
    ],
)
def test_the_printed_search_given_again_finds_the_same(ask: Ask, arguments: tuple[str, ...]) -> None:
    answer = ask(*arguments)
    assert "1." in answer.out
    assert ask(query_of(answer)) == answer


def test_a_search_for_everything_has_no_words_to_repeat(ask: Ask) -> None:
    assert "Search:" not in ask().talk


def test_counts_are_shown_fact_by_fact(ask: Ask) -> None:
    answer = ask('"share information"', "--facets")
    tables = [block.splitlines() for block in answer.out.strip().split("\n\n")]
    assert [tuple(lines[0].split()) for lines in tables] == [
        (name, "reviews", "passages")
        for name in ("theme", "kind", "addressee", "status", "type", "genre", "area", "agency", "year", "age", "harm")
    ]
    assert [line.split() for line in tables[0][1:]] == [
        ["MAW.information_sharing", "1", "2"],
        ["DAB.children_victims", "1", "1"],
    ]
    assert ["Derbyshire", "Dales", "1", "1"] in [line.split() for line in tables[6]]
    assert "3 passages, 3 documents, 2 reviews." in answer.talk
    assert query_of(answer) == '"share information"'


def test_counts_are_rows_of_json_and_csv(ask: Ask, three: Library) -> None:
    facets = search(three, Query('"share information"')).facets
    rows = ask('"share information"', "--facets", "--json").rows
    assert rows == [
        {"facet": name, "value": count.value, "reviews": count.reviews, "passages": count.passages}
        for name, values in facets.items()
        for count in values
    ]
    assert table(ask('"share information"', "--facets", "--csv")) == [
        {name: str(value) for name, value in row.items()} for row in rows
    ]


def test_counts_are_of_all_that_is_found_whatever_the_limit(ask: Ask) -> None:
    few, many = (ask("kind:document", "--facets", "--csv", "--limit", limit) for limit in (1, 100))
    assert few == many
    assert {"facet": "kind", "value": "document", "reviews": "2", "passages": "3"} in table(few)


def test_counts_do_not_speak_of_passages_that_are_shown(ask: Ask) -> None:
    assert "shown" not in ask("--facets", "--limit", 2).talk


def test_hits_are_rows_of_csv(ask: Ask) -> None:
    (row,) = table(ask('"share information"', "--kind", "recommendation", "--csv"))
    assert row["passage"] == "The police should share information with schools after each domestic abuse incident."
    assert row["themes"] == "MAW.information_sharing; DAB.children_victims"
    assert (row["kind"], row["label"], row["status"], row["addressees"]) == ("recommendation", "2", "", "police")
    assert (row["review"], row["review_code"], row["date"], row["page"]) == ("kds07", "KDS07", "2021-03", "2")
    assert (row["item_id"], row["document_id"]) == ("i-child-t-2", "child-t")
    (row,) = table(ask("kind:document area:Derby", "--csv"))
    assert (row["areas"], row["item_id"]) == ("Derby; Derbyshire Dales", "")


@pytest.mark.parametrize("facets", [(), ("--facets",)])
def test_a_csv_without_rows_still_names_its_columns(ask: Ask, facets: tuple[str, ...]) -> None:
    full, empty = (ask(words, *facets, "--csv").out.splitlines() for words in ('"share"', '"xylophone"'))
    assert empty == full[:1]


FORMULAS = (
    '=HYPERLINK("http://example.org","Look at this")',
    "+44 20 7946 0000 is the number of the hub",
    "-1 was what the score of the child came to",
    "@SUM(A1:A9) was left in the action plan",
)


def test_what_a_spreadsheet_would_take_for_a_formula_is_text(crossreview: Ask, indexed: Callable[..., Library]) -> None:
    writer = Writer("cmd", "@A title with more than twenty letters")
    for words in FORMULAS:
        writer.item(words)
    record = writer.record(code="-C1", dated="2020", areas=("+Leeds",), review_type="sar")
    library = indexed(replace(record, document=replace(record.document, filename="=cmd.pdf")))
    rows = table(crossreview("search", "--library", library.root, "--csv"))
    assert {row["passage"] for row in rows} == {
        f"'{words}" for words in (*FORMULAS, "@A title with more than twenty letters")
    }
    for name in ("title", "review_code", "areas", "filename"):
        assert {row[name][:1] for row in rows} == {"'"}
    assert {row["page"] for row in rows} == {"1"}
    # As data they are as they were.
    plain = crossreview("search", "--library", library.root, "--json").rows
    assert {row["passage"] for row in plain} >= set(FORMULAS)
    counted = table(crossreview("search", "--library", library.root, "--facets", "--csv"))
    assert {row["value"] for row in counted if row["facet"] == "area"} == {"'+Leeds"}


def test_a_table_has_a_line_for_each_passage(ask: Ask) -> None:
    answer = ask('"share information"', "--kind", "progress", "--table")
    names, line = answer.out.splitlines()
    assert names.split() == ["date", "area", "document", "page", "kind", "passage"]
    assert re.split(r"\s{2,}", line.strip()) == [
        *("2022-05-04", "Derbyshire", "child-t-progress.pdf", "1", "progress"),
        "Every school has been told how to **share information** with the police.",
    ]
    assert "1 passage, 1 document, 1 review." in answer.talk
    assert len(ask("--table", "--limit", 5).out.splitlines()) == 6


def test_on_a_terminal_matches_are_bold(three: Library) -> None:
    results = search(three, Query('"visit every"'))
    (hit,) = results.hits
    hit = dataclasses.replace(hit, title="Child [A]", status="completed", by_hand=("status",), cut_after=True)
    out = Console(file=io.StringIO(), force_terminal=True, width=120)

    print_results(dataclasses.replace(results, hits=(hit,)), out)

    assert isinstance(out.file, io.StringIO)
    said = out.file.getvalue()
    assert "Child [A]" in said
    assert "(KDS07; Derbyshire; 2021-03)" in said
    assert re.search(r"should \x1b\[1;33mvisit every\x1b\[0m child .* year\. …", said)
    assert "· completed · status by hand · i-child-t-1" in said
    assert "no status" not in said


def test_without_a_terminal_a_cut_passage_has_dots(crossreview: Ask, indexed: Callable[..., Library]) -> None:
    writer = Writer("long", "A long report").paragraph(f"{'many words ' * 100}and neglect {'many words ' * 100}")
    library = indexed(writer.record(code="L1", dated=None, areas=(), review_type="sar"))
    passage = crossreview("search", "neglect", "--library", library.root).out.splitlines()[2]
    assert re.fullmatch(r"   … .* and \*\*neglect\*\* .* …", passage)


def test_reindex_makes_index_and_products_again(crossreview: Ask, three: Library) -> None:
    shutil.rmtree(three.index_path)

    answer = crossreview("reindex", "--library", three.root)

    assert (answer.code, answer.out) == (0, "")
    assert "3 documents are indexed" in answer.talk
    assert (three.root / "items.jsonl").exists()
    assert len(crossreview("search", "kind:document", "--library", three.root, "--json").rows) == 3
