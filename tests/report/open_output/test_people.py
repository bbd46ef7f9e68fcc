"""Names of people are removed, and other names stay."""

from __future__ import annotations

import pytest
from tests.report.open_output.documents import NOBODY, record

from crossreview.report.open_output import Opener
from crossreview.report.open_output.people import Known, load_people


@pytest.mark.parametrize(
    ("words", "opened"),
    [
        ("Mr Hollins said so.", "[name removed] said so."),
        ("Mr. Hollins’s house", "[name removed]’s house"),
        ("Mr and Mrs Hollins were told.", "[name removed] were told."),
        ("MR HOLLINS and Mr White", "[name removed] and [name removed]"),
        ("PC Ottaway and DS Brightmore", "[name removed] and [name removed]"),
        ("HHJ Fenwick-Osei, and Her Honour Judge Pike", "[name removed], and [name removed]"),
        ("Mrs Justice Fenner; Lady Holt; Sir Robin Teale", "[name removed]; [name removed]; [name removed]"),
        ("Detective Chief Inspector Ruth Marlowe led it.", "[name removed] led it."),
        ("T/DS Amir Latif, Insp. Roy Tate", "[name removed], [name removed]"),
        ("Dr. J. K. Adeleke and Prof Dame Sue Blake", "[name removed] and [name removed]"),
        ("Danielle Ottway told them.", "[name removed] told them."),
        ("Danielle Ottway was seen. Ottway then left.", "[name removed] was seen. [name removed] then left."),
        ("Ms Hale came. The Hales lived nearby.", "[name removed] came. The [name removed] lived nearby."),
        ("Danielle T was seen, and J. Fairweather", "[name removed] was seen, and [name removed]"),
        ("Danielle and Kamal’s children", "[name removed] and [name removed]’s children"),
        ("Niamh O’Sullivan, Anneke van der Berg, Muhammad bin Tariq", "[name removed], [name removed], [name removed]"),
        ("Mary-Jane Clutterbuck, Jayden-Lee", "[name removed], [name removed]"),
        ("Jane SMITH and JOHN BRIGHTMORE", "[name removed] and [name removed]"),
        ("Alan Brown, Holly Green and Sarah Ward", "[name removed], [name removed] and [name removed]"),
        ("Ottoline Margaret Hale, Head of Service", "[name removed], Head of Service"),
        ("Sarah Kent lives in Kent.", "[name removed] lives in Kent."),
        ("Her sister, Xanthe, wrote. Xanthe rang.", "Her sister, [name removed], wrote. [name removed] rang."),
        ("Torvald’s brother agreed with Torvald.", "[name removed]’s brother agreed with [name removed]."),
        ("a boy called Torin", "a boy called [name removed]"),
        ("her brothers Bilal, Orpheus and Yusuf", "her brothers [name removed], [name removed] and [name removed]"),
        ("Otis, Ned and Juniper came.", "[name removed], [name removed] and [name removed] came."),
        ("social worker Tolu Adebisi-Crane visited", "social worker [name removed] visited"),
        ("Xolani Dubeville, the health visitor, called.", "[name removed], the health visitor, called."),
        ("Tegan (16) and Reece (19)", "[name removed] [aged 16-17] and [name removed] [aged 18-24]"),
        ("Grace was seen.", "[name removed] was seen."),
        ("They told Mark.", "They told [name removed]."),
        ("April said no, and I asked June.", "[name removed] said no, and I asked [name removed]."),
        ("April Ludgate-Pryce was 14.", "[name removed] was [aged 11-15]."),
        ("Will said that he would. His nephew Will came.",
         "[name removed] said that he would. His nephew [name removed] came."),
        ("Her daughter Paris ran off. Jordan’s mother rang.",
         "Her daughter [name removed] ran off. [name removed]’s mother rang."),
        ("Kay and June were seen.", "[name removed] and [name removed] were seen."),
        ("Florence was on the ward.", "[name removed] was on the ward."),
        ("Joy Brown (Marlshire Council)", "[name removed] (Marlshire Council)"),
    ],
)  # fmt: skip
def test_names_of_people_are_removed(words: str, opened: str) -> None:
    assert NOBODY.text(words) == opened


@pytest.mark.parametrize(
    "words",
    [
        "Child R and Adult A told Mr A, Mrs P, Ms L and Dr K about Baby P and Child Q.",
        "Mother said that Father was out; MGM was in. PC 1 and Social Worker 2 came.",
        "Sarah's Law, Martha's Rule, Clare’s Law, Clare's law and the Victoria Climbié inquiry",
        "St Mary's School, Rose House, the Elizabeth Fry ward and Queen Victoria Infirmary",
        "Margaret Street surgery, Alexandra Road, near King George Park",
        "admitted to Elizabeth Ward and moved to Victoria Court",
        "Lucy Faithfull Foundation, Marie Curie, Joseph Rowntree Foundation and Zoe's Place",
        "Fraser guidelines, Gillick competence, the Francis inquiry and Lord Laming",
        "Brandon et al (2020), Munro (2011) and Brandon (2020)",
        "Herbert Protocol; Philomena Protocol; Oliver McGowan training",
        "Services in Harrow and Brent; Harrow Council; Brent told us; Kent Police",
        "Will the partnership act? May we ask? In April they met. In June there was snow.",
        "Mark the date. Grace period. Hope Street. Faith leaders. Joy at the news. Poppy Day.",
        "the Ruby programme; Amber rating; Green; White British families; Young people",
        "by the grace of luck and will of hope",
        "Operation Elizabeth, Storm Dudley, Project Grace and Christmas Eve",
        "Ofsted said that Ashenvale had improved. Wayfarer told us. Harbour Lights agreed.",
        "Women's Aid, Barnardo's, Childline and the Samaritans",
        "SARA model, DASH, ADAM, ALICE and IRIS",
        "Cyngor Sir Merwydd and Bwrdd Diogelu Gwaun Eirlys",
        "The mother, Ofsted and the school; their partner, Wayfarer, and partners",
        "Judge the risk. Nurse Practitioner. Detective Inspector, Marlshire Police. The Lord Chancellor.",
        "Robin Hood and Guy Fawkes; Ada Lovelace Academy; Duke of Edinburgh award",
        "A. Analysis. B. Wayfarer. Appendix C.",
        "Christian families, a Roman Catholic school, Paris was where they met",
    ],
)
def test_names_that_tell_no_one_of_a_case_stay(words: str) -> None:
    assert NOBODY.text(words) == words


def test_a_subject_without_pseudonym_is_removed_in_all_its_parts() -> None:
    opener = Opener.of(record("The court heard of Tobias Edmund Hale.", subject="Tobias Edmund Hale"))
    assert opener.text("Mr Hale rang. Tobias slept. Hale’s flat. HALE. Ms Beatrice Hale") == (
        "[name removed] rang. [name removed] slept. [name removed]’s flat. [name removed]. [name removed]"
    )
    assert opener.reference("marl-pfd-tobias-edmund-hale.pdf") == "marl-pfd-[name removed].pdf"
    assert opener.reference("marl-pfd-whale.pdf") == "marl-pfd-whale.pdf"


def test_surnames_of_the_whole_document_are_removed() -> None:
    opener = Opener.of(record("Danielle Ottway came to the panel. Her niece, Xanthe, sent a letter."))
    assert opener.text("Ottway left with Xanthe.") == "[name removed] left with [name removed]."
    assert opener.text("Ottway Road, Ottway House and green Ottways") == "Ottway Road, Ottway House and green Ottways"


def test_a_common_word_is_no_surname_because_somebody_has_it() -> None:
    words = "Rating: Green. The Green Paper of the Board."
    assert Opener.of(record("Ms Holly Green and Mr Alan Board came.")).text(words) == words


def test_people_are_found_with_what_is_known() -> None:
    (person,) = load_people().find("with Xanthe", Known(forenames=frozenset({"Xanthe"})))
    assert (person.names, person.is_forename, person.name) == (("Xanthe",), True, "xanthe")
    assert load_people().find("with Xanthe") == ()
