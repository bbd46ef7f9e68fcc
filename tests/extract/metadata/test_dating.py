from __future__ import annotations

import pytest
from tests.extract.metadata.written import Large, Told, words_of, written

from crossreview.extract.metadata import MetadataFinders
from crossreview.extract.metadata.dating import find_date_kinds
from crossreview.extract.metadata.passages import Reading
from crossreview.records import Genre


def dates_of(
    reading: Reading, finders: MetadataFinders, genre: Genre = "full_report", subject: str | None = None
) -> dict[str, str]:
    return {str(kind): date.value for kind, date in find_date_kinds(reading, finders.bodies, genre, subject).items()}


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("September 2017", "document_dated", "2017-09"),
        ("(24 June 2019)", "document_dated", "2019-06-24"),
        ("Version 6, updated 12 January 2024", "document_dated", "2024-01-12"),
        ("A briefing for practitioners, June 2024", "document_dated", "2024-06"),
        ("Presented to the Committee on 25 January 2024", "document_dated", "2024-01-25"),
        ("Published March 2022", "published", "2022-03"),
        ("Report published: 29 January 2018", "published", "2018-01-29"),
        ("Date of publication: 4 May 2020", "published", "2020-05-04"),
        ("Report completed: December 2022", "review_completed", "2022-12"),
        ("Review completed November 2021", "review_completed", "2021-11"),
        ("Agreed by the Partnership on 8 September 2022", "review_completed", "2022-09-08"),
        ("Agreed by the Board: 25 January 2024", "review_completed", "2024-01-25"),
        ("Position at 31 May 2024", "progress_as_at", "2024-05-31"),
        ("Progress as of March 2024", "progress_as_at", "2024-03"),
        ("Final Report March 2021", "document_dated", "2021-03"),
        ("Date of report: May 2020", "document_dated", "2020-05"),
        ("Report date: May 2020", "document_dated", "2020-05"),
        ("Version 4.0 – May 2020", "document_dated", "2020-05"),
        ("Date review completed: May 2020", "review_completed", "2020-05"),
        ("Date completed: May 2020", "review_completed", "2020-05"),
        ("Date of completion: May 2020", "review_completed", "2020-05"),
        ("Report dated 4 May 2020", "document_dated", "2020-05-04"),
        ("Date presented to the Board: 11 July 2019", "document_dated", "2019-07-11"),
    ],
)
def test_the_front(finders: MetadataFinders, line: str, kind: str, value: str) -> None:
    assert dates_of(written([line]), finders) == {kind: value}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The review was completed in July 2024.", "review_completed", "2024-07"),
        ("The review began in May 2022 and was completed in December 2022.", "review_completed", "2022-12"),
        ("The overview report was accepted by the Board on 22 January 2013.", "review_completed", "2013-01-22"),
        ("Partners accepted the reviewer’s report on 19 October 2023.", "review_completed", "2023-10-19"),
        (
            "The panel completed its work and the report was ratified at the Board in May 2020.",
            "review_completed",
            "2020-05",
        ),
        ("The review was commissioned on 5 April 2012.", "commissioned", "2012-04-05"),
        ("The decision to hold a review was made by the chair on 5 April 2012.", "commissioned", "2012-04-05"),
        ("In August 2021 it decided to commission a local review.", "commissioned", "2021-08"),
        ("The chair decided in May 2022 that the criteria were met.", "commissioned", "2022-05"),
        (
            "The Board considered it on 8 December 2022 and found that the criteria were met.",
            "commissioned",
            "2022-12-08",
        ),
        (
            "It was considered in April 2022 and the chair decided in May 2022 that the criteria were met.",
            "commissioned",
            "2022-05",
        ),
        (
            "The Panel considered the report in June 2023 and it was published in September 2023.",
            "published",
            "2023-09",
        ),
    ],
)
def test_the_body(finders: MetadataFinders, text: str, kind: str, value: str) -> None:
    reading = written([], [Told(text, "introduction")])
    found = find_date_kinds(reading, finders.bodies, "full_report", None)
    assert {str(each): date.value for each, date in found.items()} == {kind: value}
    (date,) = found.values()
    assert words_of(reading, date) in text


@pytest.mark.parametrize(
    "text",
    [
        "The Ofsted inspection report was published in January 2024.",
        "An earlier review was completed in March 2016.",
        "Individual management reviews were completed in May 2019.",
        "The child protection plan ended in November 2018.",
        "Recommendation: agencies should respond by 31 March 2024.",
    ],
)
def test_dates_of_something_else(finders: MetadataFinders, text: str) -> None:
    assert dates_of(written([], [text]), finders) == {}


def test_dates_that_disagree_keep_their_kinds(finders: MetadataFinders) -> None:
    reading = written(
        ["Review completed November 2021", "Published March 2022", "Date report presented to the Board: 11 July 2019"],
        ["The review was completed in December 2021.", "Ann Vale and Iestyn Farrant, 24 June 2019"],
    )
    assert dates_of(reading, finders) == {
        "review_completed": "2021-11",
        "published": "2022-03",
        "document_dated": "2019-06-24",
    }


@pytest.mark.parametrize(
    ("front", "body"), [("Published March 2022", "May 2022"), ("Date of publication: 4 March 2022", "5 March 2022")]
)
def test_of_two_dates_of_one_kind_that_disagree_the_one_on_the_front_counts(
    finders: MetadataFinders, front: str, body: str
) -> None:
    found = dates_of(written([front], [Told(f"This report was published in {body}.", "introduction")]), finders)
    assert found["published"][:7] == "2022-03"


@pytest.mark.parametrize("line", ["Date of birth: 3 May 2014", "Born 3 May 2014", "D.O.B. 3 May 2014"])
def test_a_birth_dates_nothing(finders: MetadataFinders, line: str) -> None:
    assert dates_of(written([line]), finders, subject="Margaret") == {}


@pytest.mark.parametrize(
    ("lines", "incident"),
    [
        (["Date of birth: 3 May 2014", "Date of death: 6 June 2020"], "2020-06-06"),
        (["Date of death 6 June 2020"], "2020-06-06"),
        (["Born 3 May 2014, died 6 June 2020"], "2020-06-06"),
        (["Date of death: 6 June 2020", "Date of serious incident: 5 June 2020"], "2020-06-05"),
        (["Incident date: 5 June 2020"], "2020-06-05"),
        (["Date of inspection: 3 July 2020"], None),
    ],
)
def test_the_incident_on_the_front(finders: MetadataFinders, lines: list[str], incident: str | None) -> None:
    assert dates_of(written(lines), finders, subject="Margaret").get("incident") == incident


def test_a_closing_line_with_the_body_dates_the_document(finders: MetadataFinders) -> None:
    reading = written(
        [], ["It will go on.", "Marlshire Safeguarding Children Partnership, June 2024", "A link follows."]
    )
    assert dates_of(reading, finders) == {"document_dated": "2024-06"}
    mention = written([], ["It was sent to Marlshire Safeguarding Children Partnership in the year to June 2024"])
    assert dates_of(mention, finders) == {}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (
            "The period under review is from 1 September 2017, when R began school, to 12 October 2020.",
            ("2017-09-01", "2020-10-12"),
        ),
        ("The period under review was September 2010 to June 2015.", ("2010-09", "2015-06")),
        ("Period under review: January 2019 – March 2021", ("2019-01", "2021-03")),
        ("The timeframe for the review is 2 May 2018 to 3 June 2019.", ("2018-05-02", "2019-06-03")),
        ("The scoping period was set as January 2017 until May 2018.", ("2017-01", "2018-05")),
        ("The review considered contact with Rosa from 1 January 2016 until Rosa’s death.", ("2016-01-01", "2021-10")),
        ("The period to be reviewed is from 1 January 2009 to the day of Rosa’s death.", ("2009-01-01", "2021-10")),
    ],
)
def test_the_period(finders: MetadataFinders, text: str, period: tuple[str, str]) -> None:
    reading = written([], ["Rosa died in October 2021.", Told(text, "terms_of_reference")])
    found = dates_of(reading, finders, subject="Rosa")
    assert (found["period_from"], found["period_to"]) == period


@pytest.mark.parametrize(
    ("texts", "incident"),
    [
        (
            ["Margaret died in February 2022.", "The period ends with Margaret’s death on 6 February 2022."],
            "2022-02-06",
        ),
        (["On 12 October 2020 Margaret’s brother telephoned for an ambulance."], "2020-10-12"),
        (["In June 2015 Margaret, who was 13, told a coach that she was afraid."], "2015-06"),
        (["On 8 March 2016 officers went to a flat. They found Margaret, who had been alone."], "2016-03-08"),
        (["Date of death: 6 May 2020"], "2020-05-06"),
        (["Margaret passed away on 6 May 2020."], "2020-05-06"),
        (["The police notified the partnership of the death on 2 November 2021."], None),
        (["On 5 June 2024 I commenced an investigation into the death of Margaret."], None),
        (["Her father was convicted in May 2022 of causing her death."], None),
    ],
)
def test_the_incident(finders: MetadataFinders, texts: list[str], incident: str | None) -> None:
    assert dates_of(written([], texts), finders, subject="Margaret").get("incident") == incident


def test_a_response_is_due_only_where_a_response_is_asked_for(finders: MetadataFinders) -> None:
    text = "The Director should send the written statement to x@y.gov.uk by Friday 18 April 2023."
    assert dates_of(written([], [text]), finders, "inspection_report") == {"response_due": "2023-04-18"}
    assert dates_of(written([], [text]), finders, "full_report") == {}


def test_an_action_plan_states_progress_as_of_its_update(finders: MetadataFinders) -> None:
    found = dates_of(written(["Version 6, updated 12 January 2024"]), finders, "action_plan")
    assert found == {"document_dated": "2024-01-12", "progress_as_at": "2024-01-12"}


@pytest.mark.parametrize(
    ("lines", "dates"),
    [
        (
            (
                "The partnership's answer to the review of what four families were told, and by whom",
                "First published 4 March 2021. Updates added 9 July 2021.",
                "A sample",
            ),
            {"published": "2021-03-04", "progress_as_at": "2021-07-09"},
        ),
        (
            ("By Ada Holt and Ben Vale, reviewers, whom the Board asked", "Presented to the Board on 4 March 2021"),
            {"document_dated": "2021-03-04"},
        ),
        (
            ("This plan is for all who work with families in the county", "Position at 4 March 2021"),
            {"progress_as_at": "2021-03-04"},
        ),
        # Running text.
        (("The meeting of the panel that was to be held in", "March 2021."), {}),
        (("Nobody had seen him since the school closed its doors in", "March 2021. The house was empty."), {}),
        (("The sisters heard what had come of their letter on", "Tuesday, and met the chair, 4 March 2021."), {}),
    ],
)
def test_lines_of_a_cover_that_became_one_paragraph(
    finders: MetadataFinders, lines: tuple[str, ...], dates: dict[str, str]
) -> None:
    assert dates_of(written([Large("What has been done")], [lines]), finders, "response") == dates


def test_a_paragraph_under_a_heading_is_no_cover(finders: MetadataFinders) -> None:
    body = [Told("About this page", kind="heading"), ("It speaks of what was done.", "Updates added 9 July 2021")]
    assert dates_of(written([Large("What has been done")], body), finders, "briefing") == {}


def test_the_end_of_a_range_is_not_the_date_of_the_document(finders: MetadataFinders) -> None:
    front = ["Fieldwork: 3 June 2019 – 7 June 2019"]
    assert "document_dated" not in dates_of(written(front), finders)
