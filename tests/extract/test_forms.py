"""The grammar of asks, sentence by sentence."""

from __future__ import annotations

import pytest

from crossreview.extract.forms import AskForms


@pytest.mark.parametrize(
    "text",
    [
        "The Partnership should publish a guide.",
        "The Partnership must publish a guide.",
        "Staff ought to know the towns.",
        "Staff should have a guide to the towns.",
        "Staff need to know the towns.",
        "More thought could be given to the winter months.",
        "There is a need for a guide to the towns.",
        "There is a need to print the guide.",
        "The Board is asked to print the guide.",
        "Schools are invited to use the hall.",
        "We also recommend that the guide is printed.",
        "The review recommends that the guide is printed.",
        "A guide to be printed by June.",
        "That the guide be printed.",
        "Publish a guide.",
        "publish a guide",
        "To publish a guide.",
        "Publishing a guide.",
        "Carrying out a survey of families.",
        "Agreeing who keeps the keys.",
        pytest.param("Wendmere Council to open the hub on Saturdays."),
        "Health visitors and schools to be told when the hub is open.",
        "All agencies to regularly review their opening hours.",
    ],
)
def test_worded_as_an_ask(forms: AskForms, text: str) -> None:
    assert forms.is_ask(text)


@pytest.mark.parametrize(
    "text",
    [
        "The hub stands on the south bank of the river.",
        "Families told the panel that the hub was closed.",
        "The panel considered whether the hub should move.",
        "The report makes no further recommendations.",
        "The recommendations were agreed in May and should be read together.",
        "Recommendation 4 is about what schools should do.",
        "This chapter tells what should be done.",
        "The family should have found the hub open.",
        "Staff must not have been told.",
    ],
)
def test_not_worded_as_an_ask(forms: AskForms, text: str) -> None:
    assert not forms.is_ask(text)


@pytest.mark.parametrize(
    "text",
    [
        "Setting out who keeps the keys.",
        "Putting a lamp over the door.",
        "Submitting the plan to the council.",
        "Embedding the guide in training.",
        "Letting families choose the day.",
    ],
)
def test_gerunds_with_a_doubled_letter(forms: AskForms, text: str) -> None:
    assert forms.is_ask(text)


@pytest.mark.parametrize(
    "text",
    [
        "It is recommended that the hub opens on Saturdays.",
        "It is therefore recommended that the hub opens on Saturdays.",
        "The review recommends a second hub.",
        "We also recommend a second hub.",
        "The hub is small. The author therefore recommends a second one.",
    ],
)
def test_says_that_it_recommends(forms: AskForms, text: str) -> None:
    assert forms.is_explicit(text)


@pytest.mark.parametrize(
    "text",
    [
        "The earlier review recommended a second hub.",
        "Doctors recommend fresh air.",
        "It was not recommended that the hub moves.",
        "The hub should open on Saturdays.",
    ],
)
def test_does_not_say_that_it_recommends(forms: AskForms, text: str) -> None:
    assert not forms.is_explicit(text)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("The review of Child B recommended that the Board buys a boat.", True),
        ("An inspection in 2019 had recommended the Board to buy a boat.", True),
        ("The recommendations made by the earlier review were met.", True),
        ("The panel heard about the boat, but recommended that nothing be bought.", False),
        ("This review recommends that the Board buys a boat.", False),
        ("Staff recommended the hub to families.", False),
    ],
)
def test_what_another_document_recommended(forms: AskForms, text: str, quoted: bool) -> None:
    assert bool(forms.quoted.search(text)) is quoted


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Inspectors found that the hub was well run.", True),
        ("An audit of forty letters showed that most gave the opening hours.", True),
        ("In a survey, most families said that they liked the hub.", True),
        ("The hub has been open on Saturdays since May.", False),
        ("Staff were told about the survey.", False),
    ],
)
def test_what_rests_on_somebody_having_looked(forms: AskForms, text: str, evidence: bool) -> None:
    assert bool(forms.evidence.search(text)) is evidence
