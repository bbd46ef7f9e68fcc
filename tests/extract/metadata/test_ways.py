"""The ways in which reviews of every type say a fact: one small document for each, all of them invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.extract.metadata.written import Large, Told, written

from crossreview.extract.metadata import MetadataFinders
from crossreview.extract.metadata.ages import find_age_band
from crossreview.extract.metadata.areas import AreaFinder
from crossreview.extract.metadata.codes import find_code
from crossreview.extract.metadata.dating import find_date_kinds
from crossreview.extract.metadata.front import issuer_lines
from crossreview.extract.metadata.issuers import find_issuers
from crossreview.extract.metadata.passages import value_of
from crossreview.extract.metadata.people import find_authors, find_chair
from crossreview.extract.metadata.subject import find_subject
from crossreview.extract.metadata.title import find_title
from crossreview.records import Genre


def told(texts: Sequence[str | Told], role: str) -> list[Told]:
    """Paragraphs in a section of this role."""
    return [Told(text, role) if isinstance(text, str) else text for text in texts]


@pytest.mark.parametrize(
    ("front", "body", "authors", "chair"),
    [
        (["Author: Ann Vale"], [], ["Ann Vale"], None),
        (["Authors: Ann Vale and Bea Holm"], [], ["Ann Vale", "Bea Holm"], None),
        (["Report Author: Dr Ann Vale, Independent Consultant"], [], ["Dr Ann Vale"], None),
        (["Written by Ann Vale"], [], ["Ann Vale"], None),
        (["A report by Ann Vale, Independent Reviewer"], [], ["Ann Vale"], None),
        (["By Ann Vale"], [], ["Ann Vale"], None),
        (["Independent Chair and Report Author: Ann Vale OBE"], [], ["Ann Vale"], "Ann Vale"),
        (["Author and Chair: Ann Vale"], [], ["Ann Vale"], "Ann Vale"),
        (["Chair & Author: Ann Vale"], [], ["Ann Vale"], "Ann Vale"),
        (["Panel Chair: Bea Holm", "Overview Report Writer: Ann Vale"], [], ["Ann Vale"], "Bea Holm"),
        (["Ann Vale", "Independent Reviewer"], [], ["Ann Vale"], None),
        (["Ann Vale – Independent Author"], [], ["Ann Vale"], None),
        (["SAR Author: Ann Vale"], [], ["Ann Vale"], None),
        (["Prepared by Ann Vale and Bea Holm, Independent Reviewers"], [], ["Ann Vale", "Bea Holm"], None),
        (["Reviewer 1: Ann Vale", "Reviewer 2: Bea Holm"], [], ["Ann Vale", "Bea Holm"], None),
        ([], ["The Board appointed Ann Vale, a former nurse, as the independent reviewer."], ["Ann Vale"], None),
        ([], ["Ann Vale was commissioned by the Partnership to write the report."], ["Ann Vale"], None),
        (
            [],
            ["The reviewers were Ann Vale, a head of service in another health board, and Bea Holm, a team manager."],
            ["Ann Vale", "Bea Holm"],
            None,
        ),
        ([], ["The independent author of this report is Ann Vale."], ["Ann Vale"], None),
        ([], ["This review was led by Ann Vale and Bea Holm."], ["Ann Vale", "Bea Holm"], None),
        ([], ["The lead reviewer, Ann Vale, has no connection with any agency."], ["Ann Vale"], None),
        ([], ["The panel was chaired by Bea Holm, Head of Safeguarding."], [], "Bea Holm"),
        ([], ["Bea Holm chaired the review panel and Ann Vale wrote this report."], ["Ann Vale"], "Bea Holm"),
        ([], ["The chair of the review panel was Bea Holm."], [], "Bea Holm"),
        ([], ["Bea Holm was appointed as Independent Chair of the DHR panel."], [], "Bea Holm"),
        ([], ["Bea Holm, a retired probation officer, acted as independent chair."], [], "Bea Holm"),
        ([], ["The independent chair, Bea Holm, was a director of housing."], [], "Bea Holm"),
        (
            [],
            [
                Told("Bea Holm", "methodology", kind="table"),
                Told("Independent Chair", "methodology", kind="table"),
                Told("Ann Vale", "methodology", kind="table"),
                Told("Report author", "methodology", kind="table"),
            ],
            ["Ann Vale"],
            "Bea Holm",
        ),
        ([], ["The review was undertaken by Marlshire County Council."], [], None),
        ([], ["The Independent Chair of the Board, Mr Aldous Wrey, decided that the criteria were met."], [], None),
        ([], ["Ms Vale asked the Board to think again about the report."], [], None),
        ([], ["Ann Vale is the independent reviewer. She is a social worker."], ["Ann Vale"], None),
        ([], ["My name is Ann Vale and I wrote this report."], ["Ann Vale"], None),
        ([], ["The overview report has been written by Ann Vale, an independent consultant."], ["Ann Vale"], None),
        (
            [],
            ["The reviewing team was led by Ann Vale (lead reviewer), with Bea Holm in the chair."],
            ["Ann Vale"],
            None,
        ),
        ([], ["The IMR author was Ann Vale."], [], None),
        ([], ["The review team was chaired by Dr Bea Holm."], [], "Dr Bea Holm"),
        ([], ["Two reviewers, Ann Vale and Bea Holm, were appointed."], ["Ann Vale", "Bea Holm"], None),
        (
            [],
            ["Ann Vale, who is independent of all the agencies, chaired the panel and wrote the overview report."],
            ["Ann Vale"],
            "Ann Vale",
        ),
        (
            [],
            ["The Partnership commissioned an independent reviewer, Ann Vale, to lead the review."],
            ["Ann Vale"],
            None,
        ),
        ([], ["Ann Vale was the reviewer."], ["Ann Vale"], None),
    ],
)
def test_people(front: list[str], body: list[str | Told], authors: list[str], chair: str | None) -> None:
    reading = written(front, told(body, "methodology"))
    assert [author.value for author in find_authors(reading, "full_report") or ()] == authors
    assert value_of(find_chair(reading)) == chair


@pytest.mark.parametrize(
    ("front", "body", "genre", "dates"),
    [
        (
            [],
            ["The Board agreed to undertake a Safeguarding Adults Review on 5 May 2021."],
            "full_report",
            {"commissioned": "2021-05-05"},
        ),
        (
            [],
            ["On 5 May 2021 the Independent Chair agreed that the criteria for a SAR were met."],
            "full_report",
            {"commissioned": "2021-05-05"},
        ),
        ([], ["The SAR was commissioned in May 2021."], "full_report", {"commissioned": "2021-05"}),
        (
            [],
            ["The decision to carry out a Domestic Homicide Review was taken on 5 May 2021."],
            "full_report",
            {"commissioned": "2021-05-05"},
        ),
        (
            [],
            ["A decision was made by the Chair of the Community Safety Partnership on 5 May 2021 to hold a review."],
            "full_report",
            {"commissioned": "2021-05-05"},
        ),
        (
            [],
            ["At its meeting on 5 May 2021 the Case Review Group recommended that a child practice review be held."],
            "full_report",
            {"commissioned": "2021-05-05"},
        ),
        (
            [],
            ["The Chair of the Board confirmed on 5 May 2021 that an extended review would be held."],
            "full_report",
            {"commissioned": "2021-05-05"},
        ),
        (
            [],
            ["The Committee decided in May 2021 that a Learning Review should be carried out."],
            "full_report",
            {"commissioned": "2021-05"},
        ),
        (
            [],
            ["It was agreed in May 2021 that the conditions of section 44 were met."],
            "full_report",
            {"commissioned": "2021-05"},
        ),
        (
            [],
            ["In May 2021 the safeguarding partners commissioned this review."],
            "full_report",
            {"commissioned": "2021-05"},
        ),
        (
            [],
            ["The Adult Protection Committee took the decision to commission a learning review on 5 May 2021."],
            "full_report",
            {"commissioned": "2021-05-05"},
        ),
        (
            [],
            ["Referred in March 2021, the Board decided on 5 May 2021 that a review should be arranged."],
            "full_report",
            {"commissioned": "2021-05-05"},
        ),
        (
            [],
            ["The rapid review, completed on 20 April 2021, led the partners to decide on 5 May 2021 on a review."],
            "full_report",
            {"commissioned": "2021-05-05"},
        ),
        ([], ["The Home Office was told on 8 June 2021."], "full_report", {}),
        (
            [],
            ["The Board commissioned the review from two reviewers in May 2021."],
            "full_report",
            {"commissioned": "2021-05"},
        ),
        (
            [],
            ["The report was signed off by the Board on 5 May 2021."],
            "full_report",
            {"review_completed": "2021-05-05"},
        ),
        ([], ["The Board approved this report on 5 May 2021."], "full_report", {"review_completed": "2021-05-05"}),
        (
            [],
            ["The report was presented to and accepted by the Board on 5 May 2021."],
            "full_report",
            {"review_completed": "2021-05-05"},
        ),
        ([], ["On 5 May 2021 the Board accepted the report."], "full_report", {"review_completed": "2021-05-05"}),
        ([], ["The review concluded in May 2021."], "full_report", {"review_completed": "2021-05"}),
        (
            [],
            ["The final report was agreed at the meeting of the Committee on 5 May 2021."],
            "full_report",
            {"review_completed": "2021-05-05"},
        ),
        (
            [],
            ["The review was finished in May 2021 and its report went to the Home Office."],
            "full_report",
            {"review_completed": "2021-05"},
        ),
        (["Completed: May 2021"], [], "full_report", {"review_completed": "2021-05"}),
        (["Completed May 2021"], [], "full_report", {"review_completed": "2021-05"}),
        (["Approved by the Board: 5 May 2021"], [], "full_report", {"review_completed": "2021-05-05"}),
        (["Signed off by the partners, May 2021"], [], "full_report", {"review_completed": "2021-05"}),
        (["Report approved 5 May 2021"], [], "full_report", {"review_completed": "2021-05-05"}),
        (["Date approved: 5 May 2021"], [], "full_report", {"review_completed": "2021-05-05"}),
        (["Published: 5 May 2021"], [], "full_report", {"published": "2021-05-05"}),
        (["Published on 5 May 2021"], [], "full_report", {"published": "2021-05-05"}),
        (["First published May 2021"], [], "full_report", {"published": "2021-05"}),
        (["Publication date: 5 May 2021"], [], "full_report", {"published": "2021-05-05"}),
        (["Published by the Board in May 2021"], [], "full_report", {"published": "2021-05"}),
        (["Date: 5 May 2021"], [], "full_report", {"document_dated": "2021-05-05"}),
        (["5 May 2021"], [], "full_report", {"document_dated": "2021-05-05"}),
        (["Issued May 2021"], [], "full_report", {"document_dated": "2021-05"}),
        (["Issue date: May 2021"], [], "full_report", {"document_dated": "2021-05"}),
        (["Final version, May 2021"], [], "full_report", {"document_dated": "2021-05"}),
        (["Version 2 | May 2021"], [], "full_report", {"document_dated": "2021-05"}),
        (["Briefing no. 12, May 2021"], [], "full_report", {"document_dated": "2021-05"}),
        (["Spring 2021"], [], "full_report", {}),
        (["Position as at 31 May 2021"], [], "progress_summary", {"progress_as_at": "2021-05-31"}),
        (["Progress to 31 May 2021"], [], "progress_summary", {"progress_as_at": "2021-05-31"}),
        (["As at 31 May 2021"], [], "progress_summary", {"progress_as_at": "2021-05-31"}),
        (["Progress at the end of May 2021"], [], "progress_summary", {"progress_as_at": "2021-05"}),
        (["Status at 31 May 2021"], [], "progress_summary", {"progress_as_at": "2021-05-31"}),
        (
            [],
            ["This report describes the position at 31 May 2021."],
            "progress_summary",
            {"progress_as_at": "2021-05-31"},
        ),
        ([], ["It sets out progress made up to 31 May 2021."], "progress_summary", {"progress_as_at": "2021-05-31"}),
        ([], ["All information is correct as of 31 May 2021."], "progress_summary", {"progress_as_at": "2021-05-31"}),
        (
            [],
            ["The ratings show how things stood on 31 May 2021."],
            "progress_summary",
            {"progress_as_at": "2021-05-31"},
        ),
        (
            [],
            ["Updates were given by agencies as at 31 May 2021."],
            "progress_summary",
            {"progress_as_at": "2021-05-31"},
        ),
        (
            [],
            ["Rosa died on 3 June 2020.", "The review covers the period from 1 May 2018 to 3 June 2020."],
            "full_report",
            {"incident": "2020-06-03", "period_from": "2018-05-01", "period_to": "2020-06-03"},
        ),
        (
            [],
            ["Rosa died on 3 June 2020.", "The time period under consideration was 1 May 2018 to 3 June 2020."],
            "full_report",
            {"incident": "2020-06-03", "period_from": "2018-05-01", "period_to": "2020-06-03"},
        ),
        (
            [],
            ["Rosa died on 3 June 2020.", "Timeframe: 1 May 2018 - 3 June 2020"],
            "full_report",
            {"incident": "2020-06-03", "period_from": "2018-05-01", "period_to": "2020-06-03"},
        ),
        (
            [],
            ["Rosa died on 3 June 2020.", "The scope of the review was from May 2018 until Rosa's death."],
            "full_report",
            {"incident": "2020-06-03", "period_from": "2018-05", "period_to": "2020-06-03"},
        ),
        (
            [],
            [
                "Rosa died on 3 June 2020.",
                "Agencies were asked for information about their involvement between 1 May 2018 and 3 June 2020.",
            ],
            "full_report",
            {"incident": "2020-06-03", "period_from": "2018-05-01", "period_to": "2020-06-03"},
        ),
        (
            [],
            [
                "Rosa died on 3 June 2020.",
                "The panel agreed to look at events from 1 May 2018 (when Rosa moved) to 3 June 2020, when she died.",
            ],
            "full_report",
            {"incident": "2020-06-03", "period_from": "2018-05-01", "period_to": "2020-06-03"},
        ),
        (
            [],
            [
                "Rosa died on 3 June 2020.",
                "The review looked in detail at the two years between May 2018 and June 2020.",
            ],
            "full_report",
            {"incident": "2020-06-03", "period_from": "2018-05", "period_to": "2020-06"},
        ),
        (
            [],
            ["Rosa died on 3 June 2020.", "The timeline runs from 1 May 2018 to 3 June 2020."],
            "full_report",
            {"incident": "2020-06-03", "period_from": "2018-05-01", "period_to": "2020-06-03"},
        ),
        (
            [],
            ["Rosa died on 3 June 2020.", "It considers the period 1 May 2018 – 3 June 2020."],
            "full_report",
            {"incident": "2020-06-03", "period_from": "2018-05-01", "period_to": "2020-06-03"},
        ),
        (
            [],
            ["Rosa died on 3 June 2020.", "The period reviewed was from May 2018 until the date of her death."],
            "full_report",
            {"incident": "2020-06-03", "period_from": "2018-05", "period_to": "2020-06-03"},
        ),
        (
            [],
            ["Rosa died on 3 June 2020.", "The review period was set at May 2018 to June 2020."],
            "full_report",
            {"incident": "2020-06-03", "period_from": "2018-05", "period_to": "2020-06"},
        ),
        (
            [],
            ["Rosa died on 3 June 2020.", "Chronologies were prepared for the period from May 2018 to June 2020."],
            "full_report",
            {"incident": "2020-06-03", "period_from": "2018-05", "period_to": "2020-06"},
        ),
        ([], ["Rosa died on 3 June 2020."], "full_report", {"incident": "2020-06-03"}),
        ([], ["Rosa died in hospital on the morning of 3 June 2020."], "full_report", {"incident": "2020-06-03"}),
        ([], ["On 3 June 2020, Rosa was found unresponsive by her carer."], "full_report", {"incident": "2020-06-03"}),
        ([], ["Rosa was found dead at home on 3 June 2020."], "full_report", {"incident": "2020-06-03"}),
        ([], ["In June 2020 Rosa was killed by her husband."], "full_report", {"incident": "2020-06"}),
        (
            [],
            ["Rosa, aged 7 weeks, was taken to hospital on 3 June 2020 with a head injury."],
            "full_report",
            {"incident": "2020-06-03"},
        ),
        (
            [],
            ["This review was held following the death of Rosa in June 2020."],
            "full_report",
            {"incident": "2020-06"},
        ),
        ([], ["Rosa took her own life in June 2020."], "full_report", {"incident": "2020-06"}),
        ([], ["Rosa’s mother died in May 2015. Rosa died in June 2020."], "full_report", {"incident": "2020-06"}),
        (
            [],
            ["Rosa was placed in care in May 2015. She was fatally stabbed on 3 June 2020."],
            "full_report",
            {"incident": "2020-06-03"},
        ),
        (
            [],
            ["Rosa was murdered on 3 June 2020. The trial was in May 2021."],
            "full_report",
            {"incident": "2020-06-03"},
        ),
        (
            [],
            ["A fire broke out at Rosa’s flat on 3 June 2020 and she died."],
            "full_report",
            {"incident": "2020-06-03"},
        ),
        ([], ["Rosa suffered burns on 3 June 2020."], "full_report", {"incident": "2020-06-03"}),
        ([], ["Her father was convicted on 4 May 2021 of injuring Rosa."], "full_report", {}),
        (
            [],
            ["Rosa had a fall in May 2019 and was taken to hospital. She died on 3 June 2020."],
            "full_report",
            {"incident": "2020-06-03"},
        ),
        ([], ["Rosa’s body was discovered on 3 June 2020."], "full_report", {"incident": "2020-06-03"}),
        (
            [],
            ["Rosa was admitted to hospital on 3 June 2020 weighing 14 kilograms."],
            "full_report",
            {"incident": "2020-06-03"},
        ),
    ],
)
def test_dates(
    finders: MetadataFinders, front: list[str], body: list[str], genre: Genre, dates: dict[str, str]
) -> None:
    found = find_date_kinds(written(front, told(body, "introduction")), finders.bodies, genre, "Rosa")
    assert {str(kind): date.value for kind, date in found.items()} == dates


@pytest.mark.parametrize(
    ("line", "body", "bodies", "areas"),
    [
        ("Ashmere Safeguarding Adults Board", [], ["Ashmere Safeguarding Adults Board"], ["Ashmere:c"]),
        (
            "Ashmere and Holt Safeguarding Children Partnership",
            [],
            ["Ashmere and Holt Safeguarding Children Partnership"],
            ["Ashmere:c", "Holt:c"],
        ),
        ("Safer Ashmere Partnership", [], ["Safer Ashmere Partnership"], ["Ashmere:c"]),
        (
            "Safer Ashmere Community Safety Partnership",
            [],
            ["Safer Ashmere Community Safety Partnership"],
            ["Ashmere:c"],
        ),
        ("Ashmere Community Safety Partnership", [], ["Ashmere Community Safety Partnership"], ["Ashmere:c"]),
        (
            "Ashmere Safeguarding Children Partnership (ASCP)",
            [],
            ["Ashmere Safeguarding Children Partnership"],
            ["Ashmere:c"],
        ),
        ("ASHMERE SAFEGUARDING ADULTS BOARD", [], ["Ashmere Safeguarding Adults Board"], ["Ashmere:c"]),
        ("Ashmere County Council", [], ["Ashmere County Council"], ["Ashmere:c"]),
        ("Ashmere Adult Protection Committee", [], ["Ashmere Adult Protection Committee"], ["Ashmere:c"]),
        (
            "East Ashmere Public Protection Committee",
            [],
            ["East Ashmere Public Protection Committee"],
            ["East Ashmere:c"],
        ),
        ("Ashmere Regional Safeguarding Board", [], ["Ashmere Regional Safeguarding Board"], ["Ashmere:c"]),
        ("Cwm Ashmere Safeguarding Board", [], ["Cwm Ashmere Safeguarding Board"], ["Cwm Ashmere:c"]),
        ("Ashmere Local Safeguarding Children Board", [], ["Ashmere Local Safeguarding Children Board"], ["Ashmere:c"]),
        ("Prepared for Ashmere Safeguarding Adults Board", [], ["Ashmere Safeguarding Adults Board"], ["Ashmere:c"]),
        (
            "Commissioned by the Ashmere Safeguarding Adults Board",
            [],
            ["Ashmere Safeguarding Adults Board"],
            ["Ashmere:c"],
        ),
        (
            "On behalf of Ashmere Safeguarding Children Partnership",
            [],
            ["Ashmere Safeguarding Children Partnership"],
            ["Ashmere:c"],
        ),
        ("Report to Ashmere Safeguarding Adults Board", [], ["Ashmere Safeguarding Adults Board"], ["Ashmere:c"]),
        ("Ashmere SCP", [], ["Ashmere SCP"], ["Ashmere:c"]),
        (
            "Ashmere Health and Social Care Partnership",
            [],
            ["Ashmere Health and Social Care Partnership"],
            ["Ashmere:c"],
        ),
        (
            "Ashmere Borough Council and Holt District Council",
            [],
            ["Ashmere Borough Council", "Holt District Council"],
            ["Ashmere:c", "Holt:c"],
        ),
        ("Safeguarding Board for Ashmere", [], ["Safeguarding Board for Ashmere"], ["Ashmere:c"]),
        ("Ashmere Children’s Partnership", [], ["Ashmere Children’s Partnership"], ["Ashmere:c"]),
        (
            "Ashmere, Holt and Wexmoor Safeguarding Adults Board",
            [],
            ["Ashmere, Holt and Wexmoor Safeguarding Adults Board"],
            ["Ashmere:c", "Holt:c", "Wexmoor:c"],
        ),
        ("Ashmere Domestic Abuse Partnership Board", [], ["Ashmere Domestic Abuse Partnership Board"], ["Ashmere:c"]),
        ("Ashmere Violence Reduction Partnership", [], ["Ashmere Violence Reduction Partnership"], ["Ashmere:c"]),
        (
            "",
            ["The review was commissioned by Ashmere Safeguarding Adults Board in May 2021."],
            ["Ashmere Safeguarding Adults Board"],
            ["Ashmere:c"],
        ),
        (
            "",
            ["Ashmere Safeguarding Adults Board commissioned this review in May 2021."],
            ["Ashmere Safeguarding Adults Board"],
            ["Ashmere:c"],
        ),
        (
            "",
            ["This review was held by the Ashmere Safeguarding Adults Board."],
            ["Ashmere Safeguarding Adults Board"],
            ["Ashmere:c"],
        ),
        (
            "Ashmere Safeguarding Adults Board",
            ["Reports came from Holt City Council and Wexmoor Police."],
            ["Ashmere Safeguarding Adults Board"],
            ["Ashmere:c", "Holt:i"],
        ),
        (
            "Ashmere Safeguarding Adults Board",
            ["The reviewer was formerly a director at Holt City Council."],
            ["Ashmere Safeguarding Adults Board"],
            ["Ashmere:c"],
        ),
        (
            "Ashmere Safeguarding Adults Board",
            ["A similar review by Holt Safeguarding Adults Board came to the same view."],
            ["Ashmere Safeguarding Adults Board"],
            ["Ashmere:c"],
        ),
        (
            "Ashmere Safeguarding Adults Board",
            ["He had been placed in Ashmere by Holt City Council, which paid for his care."],
            ["Ashmere Safeguarding Adults Board"],
            ["Ashmere:c", "Holt:i"],
        ),
        (
            "Ashmere Safeguarding Adults Board",
            ["She once lived in Holt."],
            ["Ashmere Safeguarding Adults Board"],
            ["Ashmere:c"],
        ),
        (
            "Ashmere Safeguarding Adults Board",
            ["Agencies in Ashmere and Holt took part."],
            ["Ashmere Safeguarding Adults Board"],
            ["Ashmere:c", "Holt:i"],
        ),
    ],
)
def test_bodies_and_areas(
    finders: MetadataFinders, line: str, body: list[str], bodies: list[str], areas: list[str]
) -> None:
    reading = written([*filter(None, [line]), Large("A review")], told(body, "methodology"))
    lines = issuer_lines(reading, finders.bodies, finders.organisation_nouns)
    issuers = find_issuers(reading, lines, finders.bodies, finders.inspectorates, "full_report")
    title = find_title(reading, lines, finders.gazetteer)
    found = AreaFinder(finders.gazetteer, finders.bodies).find(reading, issuers, title, "full_report")
    assert [issuer.found.value for issuer in issuers] == bodies
    assert [f"{area.value.name}:{area.value.role[0]}" for area in found] == areas


@pytest.mark.parametrize(
    ("front", "body", "subject"),
    [
        ([Large("Learning from the review of Rosa"), "x"], [], "Rosa"),
        ([Large("7 Minute Briefing: SAR Rosa"), "x"], [], "Rosa"),
        ([Large("7 Minute Briefing – Rosa"), "x"], [], "Rosa"),
        ([Large("Rosa’s story: what we learned"), "x"], [], "Rosa"),
        ([Large("Rosa: two years on"), "x"], [], "Rosa"),
        ([Large("Rosa – Safeguarding Adults Review"), "x"], [], "Rosa"),
        ([Large("LCSPR Rosa"), "x"], [], "Rosa"),
        ([Large("Child Practice Review: Rosa and Tom"), "x"], [], "Rosa and Tom"),
        ([Large("Safeguarding Adults Review: Rosa, Tom and Will"), "x"], [], "Rosa, Tom and Will"),
        ([Large("Safeguarding Adults Review in respect of Mr T"), "x"], [], "Mr T"),
        ([Large("Domestic Homicide Review into the death of Rosa"), "x"], [], "Rosa"),
        ([Large("Domestic Homicide Review: the deaths of Rosa and Tom in 2020"), "x"], [], "Rosa and Tom"),
        ([Large("Learning from the Rosa review"), "x"], [], "Rosa"),
        ([Large("Progress on the recommendations of the review about Mr E"), "x"], [], "Mr E"),
        (
            [Large("Serious Case Review"), "Rosa"],
            ["Rosa was ill. Rosa’s mother wept.", "Rosa had a dog.", "Rosa died."],
            "Rosa",
        ),
        ([Large("Safeguarding Adults Review"), "Adult K"], [], "Adult K"),
        ([Large("Safeguarding Adults Review"), "“Rosa”"], ["Rosa was ill.", "Rosa had a dog.", "Rosa died."], "Rosa"),
        ([Large("Adult Learning Review: Davey"), "x"], [], "Davey"),
        ([Large("Thematic review of suicides"), "x"], ["Each died alone."], None),
        ([Large("Review of practice in Ashmere"), "x"], ["Ashmere is a town."], None),
        ([Large("Action plan: the Finch siblings"), "x"], ["The four Finch siblings were."], "the Finch siblings"),
        ([Large("SAR Action Plan"), "x"], ["This plan follows the Safeguarding Adults Review about Rosa."], "Rosa"),
        ([Large("A review"), "x"], ["This review concerns a boy of nine, whom we have called Tom."], "Tom"),
        ([Large("A review"), "x"], ["This Safeguarding Adults Review is about Rosa, who died in May."], "Rosa"),
        ([Large("A review"), "x"], ["The review is about a young woman (Rosa)."], "Rosa"),
        ([Large("A review"), "x"], ["He will be known as Mr T in this report."], "Mr T"),
        ([Large("A review"), "x"], ["The name Rosa was chosen by her sister."], "Rosa"),
        ([Large("A review"), "x"], ["Rosa is not her real name."], "Rosa"),
        ([Large("A review"), "x"], ["In this report we call her Rosa."], "Rosa"),
        ([Large("A review"), "x"], ["This briefing tells the story of Tom."], "Tom"),
    ],
)
def test_the_subject(finders: MetadataFinders, front: list[str | Large], body: list[str], subject: str | None) -> None:
    reading = written(front, body)
    assert value_of(find_subject(reading, find_title(reading, (), finders.gazetteer), "full_report")) == subject


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("Rosa, aged 7 weeks, was taken to hospital.", "under 1"),
        ("Rosa was just 7 weeks old.", "under 1"),
        ("Rosa was only seventeen.", "16-17"),
        ("Rosa was in her eighties.", "80+"),
        ("Rosa was in her early 80s.", "80+"),
        ("Rosa, a 34-year-old woman, died.", "25-44"),
        ("Rosa was a 34 year old mother of two.", "25-44"),
        ("This review is about a 34-year-old man.", "25-44"),
        ("Rosa was 15 when she died.", "11-15"),
        ("Rosa was 12 when she came into care. She was 15 when she died.", "11-15"),
        ("Rosa died at the age of 52.", "45-64"),
        ("Rosa, who was 52, died.", "45-64"),
        ("Rosa had just turned 18.", "18-24"),
        ("Rosa died three weeks after her 18th birthday.", "18-24"),
        ("Rosa died two days before her first birthday.", "under 1"),
        ("Rosa was a woman of 71.", "65-79"),
        ("Rosa (71) lived alone.", "65-79"),
        ("Rosa died aged 71.", "65-79"),
        ("Age at death: 71", None),
        ("Rosa was nearly four.", "1-5"),
        ("Rosa was three months old.", "under 1"),
        ("At the time of her death she was 41.", None),
        ("Rosa was killed. At the time of her death she was 41.", "25-44"),
        ("Rosa was 41 years of age.", "25-44"),
        ("Rosa is 17 and lives with an aunt.", "16-17"),
        ("Rosa was 16 at the time of the incident.", "16-17"),
        ("Rosa was born at 30 weeks.", None),
        ("Rosa was one of three children.", None),
        ("Rosa lived with her brother, aged 9.", None),
        ("Rosa was 18 months old.", "1-5"),
        ("Rosa died at 11 months.", "under 1"),
        ("Rosa was in her late fifties.", "45-64"),
        ("Rosa was a teenager.", None),
        ("Rosa was seventy-eight.", "65-79"),
        ("Rosa was six days old.", "under 1"),
        ("Rosa was two years and four months old when she died.", "1-5"),
        ("Rosa had lived there since she was 20.", None),
        ("Rosa was 20 when she met Paul.", None),
        ("The baby was ten weeks old when he died.", "under 1"),
        ("Rosa’s parents were both 19.", None),
        ("Rosa weighed 14 kilograms.", None),
        ("Rosa was assessed in 10 days.", None),
        ("Rosa was seen 12 times. She was 6.", "6-10"),
    ],
)
def test_the_age_at_the_time(text: str, band: str | None) -> None:
    assert value_of(find_age_band(written([], told([text], "introduction")), "Rosa")) == band


@pytest.mark.parametrize(
    ("line", "genre", "code"),
    [
        ("Reference: SAR 02/2022", "full_report", "SAR 02/2022"),
        ("Ref: ASAB/SAR/24", "full_report", "ASAB/SAR/24"),
        ("Review reference: LR-2023-02", "full_report", "LR-2023-02"),
        ("Case reference number: CPR 3/2019", "full_report", "CPR 3/2019"),
        ("DHR-7", "full_report", "DHR-7"),
        ("SAR “Rosa” 2021", "full_report", None),
        ("SAR 2021", "full_report", None),
        ("ALR/2023/02", "full_report", "ALR/2023/02"),
        ("Our reference: CAS/PFD/24/03", "response", None),
        ("HSCP/LR/4", "full_report", "HSCP/LR/4"),
        ("ACPR 2/2018", "full_report", "ACPR 2/2018"),
    ],
)
def test_codes(line: str, genre: Genre, code: str | None) -> None:
    assert value_of(find_code(written([line], []), genre)) == code


@pytest.mark.parametrize(
    ("text", "review_type", "harms"),
    [
        ("She died with a skull fracture and bruises. She had been shaken.", "lcspr", ["HAR.physical_nai"]),
        ("He was seriously injured by his father.", "lcspr", ["HAR.physical_nai"]),
        ("This review is about the neglect of four children.", "lcspr", ["HAR.neglect_emotional"]),
        ("They had lived with neglect for years.", "scr", ["HAR.neglect_emotional"]),
        (
            "The baby was found lifeless in the bed that he shared with an adult asleep beside him.",
            "scr",
            ["HAR.sudi_sleep"],
        ),
        ("She died by suicide at home.", "sar", ["HAR.suicide_selfharm"]),
        ("He died after years of self-neglect.", "sar", ["HAR.self_neglect"]),
        ("She lived in a nursing home and died there.", "sar", ["HAR.care_setting"]),
        ("His flat was cuckooed: he was financially exploited.", "sar", ["HAR.financial_slavery"]),
        ("She was sexually exploited by older men.", "lcspr", ["EXF.cse"]),
        ("He was groomed into carrying drugs and was stabbed.", "lcspr", ["EXF.cce_violence"]),
        ("She was stabbed at home.", "dhr", []),
        ("She was killed in August 2021 by her son.", "dhr", ["DAB.family_honour"]),
        ("She had been subjected to coercive control.", "dhr", ["DAB.coercive_control"]),
        ("Staff had been trained about neglect.", "lcspr", []),
    ],
)
def test_harm(finders: MetadataFinders, text: str, review_type: str, harms: list[str]) -> None:
    found = finders.harms.find(written([], told([text], "introduction")), "full_report", review_type)
    assert [harm.value for harm in found] == harms


@pytest.mark.parametrize(
    ("front", "genre"),
    [
        (["Safeguarding Adults Review in brief: Ms T"], "executive_summary"),
        (["Joint inspection of the multi-agency response to the exploitation of children"], "inspection_report"),
        (["Rosa: two years on"], "progress_summary"),
        (["Inquest touching the death of Ann Vale"], "coroner_report"),
        (["Overview report with executive summary"], "full_report"),
        (["Report of the Vale Committee"], "inquiry_report"),
        (["Third Report of Session 2023"], "inquiry_report"),
        (["Safeguarding Adults Review: Rosa", "Report published May 2024"], "full_report"),
        (["Safeguarding Adults Review: Rosa", "Summary"], "executive_summary"),
        (["SAR Rosa: a learning bulletin"], "briefing"),
        (["Learning from the review of Rosa"], "learning_summary"),
        (["Multi-agency action tracker"], "action_plan"),
        (["Our response to the review of Rosa"], "response"),
    ],
)
def test_genres(finders: MetadataFinders, front: list[str], genre: Genre) -> None:
    reading = written([Large(line) for line in front])
    assert value_of(finders.genres.genre(reading, find_title(reading, (), finders.gazetteer))) == genre


def test_a_letter_about_a_review_is_not_its_report(finders: MetadataFinders) -> None:
    reading = written(["Dear Panel members", Large("Rapid review: Child W")])
    title = find_title(reading, (), finders.gazetteer)
    assert value_of(finders.genres.genre(reading, title)) == "learning_summary"


def test_a_mention_of_the_panel_is_no_type_of_review(finders: MetadataFinders) -> None:
    reading = written([Large("Fathers")], ["The Child Safeguarding Practice Review Panel has said so."])
    assert finders.genres.review_type(reading, None, "learning_summary") is None


def test_a_coded_name_ends_a_sentence() -> None:
    text = "Her daughter is called Child A. At the time of her death Rosa was 41."
    assert value_of(find_age_band(written([], told([text], "introduction")), "Rosa")) == "25-44"


def test_several_subjects_of_different_ages_have_no_age_and_no_date(finders: MetadataFinders) -> None:
    texts = ["Rosa was 41 when she died on 3 June 2020.", "Tom was 15 when he died on 4 May 2021."]
    reading = written([], told(texts, "introduction"))
    assert find_age_band(reading, "Rosa and Tom") is None
    assert "incident" not in find_date_kinds(reading, finders.bodies, "full_report", "Rosa and Tom")


def test_a_date_broken_over_lines_is_one_and_a_reference_is_no_day(finders: MetadataFinders) -> None:
    broken = written([("Accepted by the Chief Officers’ Group on 27 March", "2024")])
    assert find_date_kinds(broken, finders.bodies, "full_report", None)["review_completed"].value == "2024-03-27"
    reference = written([("Reference DHR-05", "November 2023")])
    assert find_date_kinds(reference, finders.bodies, "full_report", None)["document_dated"].value == "2023-11"


def test_inspectorates_listed_on_the_front_issue_the_report(finders: MetadataFinders) -> None:
    reading = written([Large("Joint inspection"), "Ofsted", "Care Quality Commission"], ["Ofsted said so."])
    issuers = find_issuers(reading, (), finders.bodies, finders.inspectorates, "inspection_report")
    assert [issuer.found.value for issuer in issuers] == ["Ofsted", "Care Quality Commission"]


def test_a_trust_that_answers_gives_its_area_if_the_document_names_one(finders: MetadataFinders) -> None:
    front = ["Ashmere Ambulance Service NHS Trust", Large("Response")]
    for text, areas in (("Ashmere Coroner’s Court wrote to us.", ["Ashmere"]), ("The coroner wrote to us.", [])):
        reading = written(front, [text])
        lines = issuer_lines(reading, finders.bodies, finders.organisation_nouns)
        issuers = find_issuers(reading, lines, finders.bodies, finders.inspectorates, "response")
        found = AreaFinder(finders.gazetteer, finders.bodies).find(reading, issuers, None, "response")
        assert [area.value.name for area in found] == areas
