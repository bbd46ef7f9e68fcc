"""What a document itself calls bodies: names with what they are, abbreviations, tables of agencies."""

import pytest

from crossreview.extract.fields import FieldReader
from crossreview.extract.fields.context import Setting
from crossreview.extract.names import named_bodies


@pytest.mark.parametrize(
    ("text", "name", "type_id"),
    [
        ("She was seen by Tideway, the drug and alcohol service, in May.", "Tideway", "substance_misuse"),
        (
            "Tideway, a charity commissioned to provide drug treatment, wrote. So Tideway knew.",
            "Tideway",
            "substance_misuse",
        ),
        ("Reports came from Lantern (domestic abuse service) and the police.", "Lantern", "da_services"),
        ("A report came from Open Door, which is the specialist domestic abuse service.", "Open Door", "da_services"),
        ("He went to the refuge (Open Door) and Open Door helped, as Open Door does.", "Open Door", "da_services"),
        ("She rang a domestic abuse service called Lantern.", "Lantern", "da_services"),
        ("She rang the domestic abuse service, Lantern, in May.", "Lantern", "da_services"),
        ("The Mere Partnership NHS Foundation Trust (MPFT) wrote.", "MPFT", "nhs_mental_health"),
    ],
)
def test_a_name_is_explained_once(fields: FieldReader, text: str, name: str, type_id: str) -> None:
    named = named_bodies(text, (), (), fields.type_of)
    assert named.types == {name: type_id}
    asked = fields.ask_fields(f"{name} should write to every family.", Setting(named=named))
    assert asked.addressees == (type_id,)


@pytest.mark.parametrize(
    "text",
    [
        "Her brother, Owen, the manager of the home, rang.",
        "Mr Hale, the landlord, rang the council.",
        "However, the council, as landlord, rang.",
        "When she came to the hospital, Ines, who was nine, was asleep. Ines’s mother came to the hospital, Ines, too.",
        "Strategy meeting, a meeting of the police, was held.",
        "The Partnership, the education service, met.",
    ],
)
def test_what_names_no_body(fields: FieldReader, text: str) -> None:
    assert named_bodies(text, (), (), fields.type_of).types == {}


def test_a_table_of_agencies_and_one_of_abbreviations(fields: FieldReader) -> None:
    agencies = (
        ("Agency", "What it did"),
        ("Tideway", "Drug and alcohol service, from 2019"),
        ("Mere School", "Primary"),
    )
    short = (
        ("Abbreviation", "Meaning"),
        ("MCC", "Mere City Council, which placed her"),
        ("HFSV", "Home fire safety visit"),
    )
    panel = (("Name", "Role"), ("Ada Quill", "Detective inspector, police service"))
    named = named_bodies("", (), (agencies, short, panel), fields.type_of)
    assert named.types == {"Tideway": "substance_misuse", "MCC": "la_corporate"}


def test_the_trust_is_the_one_trust_that_the_document_names(fields: FieldReader) -> None:
    one = named_bodies("Mere Community Health NHS Trust sent a nurse.", (), (), fields.type_of)
    assert fields.ask_fields("The Trust should send a nurse.", Setting(named=one)).addressees == ("nhs_community",)
    two = named_bodies("Mere Community Health NHS Trust, Mere Hospitals NHS Trust.", (), (), fields.type_of)
    assert fields.ask_fields("The Trust should send a nurse.", Setting(named=two)).addressees == ()


def test_a_common_noun_in_a_list_of_bodies_is_no_name(fields: FieldReader) -> None:
    text = "Officers of the Trust, the police service, and the school met. They wrote to the Trust, the police service."
    assert named_bodies(text, (), (), fields.type_of).types == {}


def test_the_department_is_the_one_named_in_full(fields: FieldReader) -> None:
    named = named_bodies("The Department for Transport was asked. The Department agreed.", (), (), fields.type_of)
    asked = fields.ask_fields("The Department should publish the number of crossings.", Setting(named=named))
    assert asked.addressees == ("moj_mhclg_other_gov",)
