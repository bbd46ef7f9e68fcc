from __future__ import annotations

import pytest

from crossreview.errors import QueryError
from crossreview.search.clauses import (
    FIELD_NAMES,
    All,
    AnyOf,
    Clause,
    Field,
    FieldName,
    Phrase,
    Prefix,
    Without,
    Word,
    parts_of,
    told,
    words_and_filters,
)
from crossreview.search.syntax import lone_fields, parse

DERBY = Field("area", ("Derby",))
POLICE = Field("agency", ("police",))
NEGLECT, ABUSE = Word("neglect"), Word("abuse")


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("neglect", NEGLECT),
        ("neglect abuse", All((NEGLECT, ABUSE))),
        ("neglect AND abuse", All((NEGLECT, ABUSE))),
        ("neglect OR abuse", AnyOf((NEGLECT, ABUSE))),
        ("neglect NOT abuse", All((NEGLECT, Without(ABUSE)))),
        ("neglect AND NOT abuse", All((NEGLECT, Without(ABUSE)))),
        ("neglect NOT NOT abuse", All((NEGLECT, Without(Without(ABUSE))))),
        ("a* OR (neglect abuse)", AnyOf((Prefix("a"), All((NEGLECT, ABUSE))))),
        ("neglect abuse OR home", AnyOf((All((NEGLECT, ABUSE)), Word("home")))),
        ("“home visit”", Phrase("home visit")),
        ("neglect and abuse", All((NEGLECT, ABUSE))),  # in small letters it is but a word, and says nothing
        ("the of", All((Word("the"), Word("of")))),
        ("– ?!", None),
        ("", None),
    ],
)
def test_words_phrases_prefixes_and_operators(text: str, clause: Clause | None) -> None:
    assert parse(text) == clause


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("area:Derby", DERBY),
        ("AREA:Derby", DERBY),
        ("Area:Derby", DERBY),
        ("area:derby", Field("area", ("derby",))),  # values are compared without capitals, but kept as they are typed
        ('area:"County Durham"', Field("area", ("County Durham",))),
        ("area:“County Durham”", Field("area", ("County Durham",))),
        ('area:" County Durham "', Field("area", ("County Durham",))),
        ("kind:recommendation,action", Field("kind", ("recommendation", "action"))),
        ("kind:recommendation,,action,", Field("kind", ("recommendation", "action"))),
        ('area:"Bournemouth, Christchurch and Poole"', Field("area", ("Bournemouth, Christchurch and Poole",))),
        ("theme:NEE.elective_home_education", Field("theme", ("NEE.elective_home_education",))),
        ("age:80+", Field("age", ("80+",))),
        ("age:11-15", Field("age", ("11-15",))),
        ("since:2019-05-21", Field("since", ("2019-05-21",))),
        ("until:2019", Field("until", ("2019",))),
        ("area:NOT", Field("area", ("NOT",))),
        ("area:Stoke*", Field("area", ("Stoke*",))),
    ],
)
def test_a_fact_is_a_name_a_colon_and_values(text: str, field: Field) -> None:
    assert parse(text) == field


@pytest.mark.parametrize("name", FIELD_NAMES)
def test_every_fact_has_an_example_that_is_one(name: FieldName) -> None:
    with pytest.raises(QueryError) as error:
        parse(f"{name}:")
    example = error.value.remedy.removeprefix("Write one behind the colon: ").removesuffix(".")
    assert isinstance(field := parse(example), Field)
    assert field.name == name


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("neglect area:Derby", All((NEGLECT, DERBY))),
        ("neglect NOT area:Derby", All((NEGLECT, Without(DERBY)))),
        ("neglect OR area:Derby", AnyOf((NEGLECT, DERBY))),
        ("(neglect area:Derby) OR abuse", AnyOf((All((NEGLECT, DERBY)), ABUSE))),
        ("NOT (area:Derby agency:police)", Without(All((DERBY, POLICE)))),
        ("(area:Derby)", DERBY),
        ("neglect(area:Derby)", All((NEGLECT, DERBY))),
        ('"home visit"area:Derby', All((Phrase("home visit"), DERBY))),
        ('neglect area:"Derby"abuse', All((NEGLECT, DERBY, ABUSE))),
        ("neglect AND area:Derby", All((NEGLECT, DERBY))),
        ("the area:Derby", DERBY),
    ],
)
def test_a_fact_stands_wherever_a_word_may(text: str, clause: Clause) -> None:
    assert parse(text) == clause


@pytest.mark.parametrize(
    "text",
    ["re:neglect", "http://example.org", "12:30", "child:voice", "see:", "re:area:Derby", "kinds:", '"area:Derby"'],
)
def test_a_word_with_a_colon_is_but_a_word(text: str) -> None:
    assert isinstance(parse(text), Word | Phrase)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("ared:Derby", "area:"), ("Themes:NEE", "theme:"), ("kinds:action", "kind:"), ("untill:2019", "until:")],
)
def test_a_name_that_is_almost_one_of_a_fact_is_pointed_at(text: str, nearest: str) -> None:
    with pytest.raises(QueryError) as error:
        parse(f"neglect {text}")
    assert f"has no filter '{text.partition(':')[0].lower()}:'" in error.value.problem
    assert f"neglect ⟨here⟩{text}" in error.value.problem
    assert nearest in error.value.remedy


def test_a_name_that_is_almost_one_can_be_quoted() -> None:
    assert parse('"kinds:action"') == Phrase("kinds:action")


@pytest.mark.parametrize("text", ["area:", "area: Derby", 'area:""', 'area:" "', "area:,", "(area:)", "neglect area:"])
def test_a_fact_without_a_value_is_pointed_at(text: str) -> None:
    with pytest.raises(QueryError) as error:
        parse(text)
    assert "has 'area:' without a value" in error.value.problem
    assert 'area:"County Durham"' in error.value.remedy


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('area:"County Durham', 'area:⟨here⟩"County Durham'),
        ("neglect area:“County", "neglect area:⟨here⟩“County"),
        ('area:Derby"', 'area:Derby⟨here⟩"'),
        ('neglect "home visit', 'neglect ⟨here⟩"home visit'),
    ],
)
def test_a_quotation_that_is_not_closed_is_pointed_at(text: str, place: str) -> None:
    with pytest.raises(QueryError) as error:
        parse(text)
    assert "opens a quotation that is not closed" in error.value.problem
    assert error.value.problem.endswith(place)


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ("(neglect OR abuse", "⟨here⟩(", "Close it"),
        ("(neglect area:Derby", "⟨here⟩(", "Close it"),
        ("neglect)", "neglect⟨here⟩)", "Take the bracket away"),
        ("neglect area:Derby)", "area:Derby⟨here⟩)", "Take the bracket away"),
        ("()", "(⟨here⟩)", "Write words in the brackets"),
        ("neglect AND", "AND⟨here⟩", "Write a word"),
        ("area:Derby OR", "OR⟨here⟩", "Write a word"),
        ("NOT", "NOT⟨here⟩", "Write a word"),
        ("OR neglect", "⟨here⟩OR", 'small letters for the word itself: "or"'),
        ("neglect AND OR abuse", "AND ⟨here⟩OR", "small letters"),
        ("neg*lect", "neg⟨here⟩*", "beginning of a word"),
        ("*neglect", "⟨here⟩*neglect", "beginning of a word"),
        ("NOT neglect", "⟨here⟩NOT", "Add a word"),
        ('"" neglect', '⟨here⟩""', "between the quotation marks"),
    ],
)
def test_what_cannot_be_understood_is_pointed_at(text: str, place: str, advice: str) -> None:
    with pytest.raises(QueryError) as error:
        parse(text)
    assert place in error.value.problem
    assert advice in error.value.remedy


@pytest.mark.parametrize("text", ["(" * 5_000 + "neglect" + ")" * 5_000, "NOT " * 5_000 + "neglect"])
def test_brackets_within_brackets_end_somewhere(text: str) -> None:
    with pytest.raises(QueryError, match="too many brackets within brackets") as error:
        parse(text)
    assert len(error.value.problem) < 300
    assert parse("(" * 20 + "neglect" + ")" * 20) == NEGLECT


@pytest.mark.parametrize("text", ["NOT neglect area:Derby", "area:Derby NOT neglect", "NOT area:Derby NOT neglect"])
def test_what_must_not_be_there_is_enough_beside_a_fact(text: str) -> None:
    assert Without(NEGLECT) in parts_of(parse(text))


@pytest.mark.parametrize(
    ("text", "words", "filters"),
    [
        ("", None, ()),
        ("neglect", NEGLECT, ()),
        ("area:Derby", None, (DERBY,)),
        ("neglect area:Derby", NEGLECT, (DERBY,)),
        ("neglect area:Derby abuse", All((NEGLECT, ABUSE)), (DERBY,)),
        ("neglect NOT area:Derby", NEGLECT, (Without(DERBY),)),
        ("neglect (area:Derby OR agency:police)", NEGLECT, (AnyOf((DERBY, POLICE)),)),
        ("neglect NOT (area:Derby agency:police)", NEGLECT, (Without(All((DERBY, POLICE))),)),
        ("area:Derby agency:police", None, (DERBY, POLICE)),
        ("NOT area:Derby", None, (Without(DERBY),)),
        ("area:Derby area:Derby", None, (DERBY, DERBY)),
        # A word among them, and it is no filter: it is looked for.
        ("neglect OR area:Derby", AnyOf((NEGLECT, DERBY)), ()),
        ("abuse (neglect OR area:Derby)", All((ABUSE, AnyOf((NEGLECT, DERBY)))), ()),
        ("area:Derby NOT neglect", Without(NEGLECT), (DERBY,)),
    ],
)
def test_words_and_filters_are_told_apart(text: str, words: Clause | None, filters: tuple[Clause, ...]) -> None:
    assert words_and_filters(parse(text)) == (words, filters)


@pytest.mark.parametrize(
    ("text", "rest", "fields"),
    [
        ("neglect", "neglect", ()),
        ("neglect area:Derby", "neglect", (DERBY,)),
        ("area:Derby   neglect agency:police", "neglect", (DERBY, POLICE)),
        ("area:Derby", "", (DERBY,)),
        ('"home visit"area:Derby', '"home visit"', (DERBY,)),
        ("neglect OR abuse area:Derby", "neglect OR abuse", (DERBY,)),
        # What is part of something stays where it stands.
        ("neglect OR area:Derby", "neglect OR area:Derby", ()),
        ("area:Derby OR neglect", "area:Derby OR neglect", ()),
        ("neglect NOT area:Derby", "neglect NOT area:Derby", ()),
        ("area:Derby NOT neglect", "area:Derby NOT neglect", ()),
        ("neglect AND area:Derby", "neglect AND area:Derby", ()),
        ("neglect (area:Derby agency:police)", "neglect (area:Derby agency:police)", ()),
        ("(neglect OR abuse) area:Derby", "(neglect OR abuse)", (DERBY,)),
        ("NOT area:Derby agency:police", "NOT area:Derby", (POLICE,)),
        ("see:Derby – neglect", "see:Derby – neglect", ()),
    ],
)
def test_facts_demanded_of_the_whole_are_taken_out_of_a_text(text: str, rest: str, fields: tuple[Field, ...]) -> None:
    assert lone_fields(text) == (rest, fields)


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        (NEGLECT, "neglect"),
        (Phrase("home visit"), '"home visit"'),
        (Prefix("neg"), "neg*"),
        (DERBY, "area:Derby"),
        (Field("kind", ("recommendation", "action")), "kind:recommendation,action"),
        (Without(DERBY), "NOT area:Derby"),
        (All((NEGLECT, Without(AnyOf((ABUSE, Prefix("harm")))))), "(neglect NOT (abuse OR harm*))"),
    ],
)
def test_a_clause_is_told_as_it_is_typed(clause: Clause, words: str) -> None:
    assert told(clause) == words
    assert parse(words) == clause
