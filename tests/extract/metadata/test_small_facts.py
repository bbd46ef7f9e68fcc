"""Codes, links, methods, kinds of harm, agencies."""

from __future__ import annotations

import pytest
from tests.extract.metadata.written import Large, Told, words_of, written

from crossreview.extract.metadata import MetadataFinders
from crossreview.extract.metadata.agencies import find_agencies
from crossreview.extract.metadata.codes import find_code
from crossreview.extract.metadata.links import find_links


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Local Child Safeguarding Practice Review: ZDS22 Summary of Progress", "ZDS22"),
        ("Reference: SAR 02/2022", "SAR 02/2022"),
        ("Concise Child Practice Review Report CPR DA 2/2018", "CPR DA 2/2018"),
        ("Local Child Safeguarding Practice Review KLV-T21", "KLV-T21"),
        ("SILR15B and what followed", "SILR15B"),
        ("MDS20/PDS20", "MDS20/PDS20"),
        ("Reference KSAB/APR/03", "KSAB/APR/03"),
        ("SAR-2021-03", "SAR-2021-03"),
        ("DHR 2019/01", "DHR 2019/01"),
        ("Case reference: 2A", None),
        ("Serious Case Review: Child J", None),
        ("COVID-19 and its effects", None),
        ("March 2022", None),
    ],
)
def test_codes(line: str, code: str | None) -> None:
    reading = written([line])
    found = find_code(reading, "full_report")
    assert (found.value if found else None) == code
    if found is not None:
        assert words_of(reading, found) == code


def test_links_once_and_without_the_licence() -> None:
    texts = [
        "The report is at https://files.ofsted.gov.uk/v1/file/10000001.",
        "See https://files.ofsted.gov.uk/v1/file/10000001 and (www.example.org/a-b).",
        "www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ]
    found = find_links(written([], texts))
    assert [link.value for link in found] == ["https://files.ofsted.gov.uk/v1/file/10000001", "www.example.org/a-b"]


@pytest.mark.parametrize(
    ("text", "methods"),
    [
        ("Individual Management Reviews (IMRs) were prepared.", ["traditional_imr"]),
        ("The Learning Together model was used.", ["systems_scie"]),
        ("A hybrid systems methodology with short agency reports.", ["hybrid_systems", "agency_reports"]),
        ("Eight agencies provided reports.", ["agency_reports"]),
        ("The reviewer spoke with the family.", None),
    ],
)
def test_methods(finders: MetadataFinders, text: str, methods: list[str] | None) -> None:
    reading = written([], [Told(text, "methodology")])
    found = finders.methods.find(reading, "full_report")
    assert ([method.value for method in found] if found is not None else None) == methods
    assert finders.methods.find(reading, "inspection_report") is None


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        ("She took her own life in May 2018.", ["HAR.suicide_selfharm"]),
        ("He was stabbed by older boys.", ["EXF.cce_violence"]),
        ("She had been sexually abused by her stepfather.", ["HAR.sexual_abuse"]),
        ("Child T died. She had been asleep on a settee beside an adult.", ["HAR.sudi_sleep"]),
        ("Mother pleaded guilty to child neglect.", ["HAR.neglect_emotional"]),
        ("Staff had training on neglect and on suicide prevention.", []),
        ("The Board has a strategy for sexual exploitation.", []),
    ],
)
def test_harm_is_what_happened_and_not_what_is_spoken_of(finders: MetadataFinders, text: str, harms: list[str]) -> None:
    assert [
        harm.value for harm in finders.harms.find(written([], [Told(text, "introduction")]), "full_report", None)
    ] == harms


def test_a_chapter_or_a_title_about_a_harm_counts(finders: MetadataFinders) -> None:
    chapter = written([], [Told("When children go missing", kind="heading"), "They come back."])
    assert [harm.value for harm in finders.harms.find(chapter, "full_report", None)] == ["EXF.missing"]
    title = written([Large("The response to children at risk of criminal exploitation")])
    assert [harm.value for harm in finders.harms.find(title, "full_report", None)] == ["EXF.cce_violence"]


def test_agencies_that_took_part(finders: MetadataFinders) -> None:
    text = "Reports came from the police and from School A. The report was sent to Ofsted and to all agencies."
    reading = written(
        [], [Told(text, "methodology"), Told("A care home is described in research.", "research_context")]
    )
    found = find_agencies(reading, finders.agencies)
    assert [(agency.value, words_of(reading, agency)) for agency in found] == [
        ("police", "police"),
        ("school_college", "School A"),
    ]
