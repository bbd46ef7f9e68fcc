"""What may leave: ages as bands, dates of events as years, no names. People and places are invented."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records.examples import EMPTY_METADATA, record_of

from crossreview.extract.metadata import ages
from crossreview.library import TABLES
from crossreview.records import DocumentRecord, Found, Item, Source, Span, Timescale
from crossreview.report.open_output import AGE_BANDS, OLDEST_BAND, Opener, age_band, opened_row
from crossreview.vocabulary.areas import load_areas
from crossreview.vocabulary.names import Known, load_names, load_people

SOURCE = Source((Span(1, (0.0, 0.0, 1.0, 1.0), 0, 1),))
NOBODY = Opener()


def found(value: Any) -> Found[Any]:
    return Found(value, SOURCE, 1.0)


def record(
    text: str = "The partnership should listen.",
    *,
    subject: str | None = None,
    authors: tuple[str, ...] = (),
    chair: str | None = None,
    title: str = "A review",
    **dates: str,
) -> DocumentRecord:
    """A document of one page; `dates` are facts of its front."""
    metadata = msgspec.structs.replace(
        EMPTY_METADATA,
        title=found(title),
        subject=found(subject) if subject else None,
        authors=tuple(found(author) for author in authors) or None,
        chair=found(chair) if chair else None,
        dates={kind: found(value) for kind, value in dates.items()},
    )
    return record_of((title, text), metadata=metadata)


# ---- ages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "opened"),
    [
        ("She was 14 when she was excluded.", "She was [aged 11-15] when she was excluded."),
        ("Child Q, aged 14, lived with an aunt.", "Child Q, [aged 11-15], lived with an aunt."),
        ("Aged 17, he is found miles away.", "[aged 16-17], he is found miles away."),
        ("The 14-year-old was known to them.", "The [aged 11-15] was known to them."),
        ("a fourteen year old boy", "a [aged 11-15] boy"),
        ("He was 14 years old.", "He was [aged 11-15]."),
        ("He was fourteen years of age.", "He was [aged 11-15]."),
        ("At the age of 14 she left.", "At the age of [11-15] she left."),
        ("Baby P died at the age of five months.", "Baby P died at the age of [under 1]."),
        ("diagnosed at age five", "diagnosed at age [1-5]"),
        ("Age: 14", "Age: [11-15]"),
        ("Age at death: 41.", "Age at death: [25-44]."),
        ("her four-month-old son", "her [aged under 1] son"),
        ("The twins were three months old.", "The twins were [aged under 1]."),
        ("He was two years and nine months old.", "He was [aged 1-5]."),
        ("She was two and a half.", "She was [aged 1-5]."),
        ("The baby was injured at 15 weeks.", "The baby was injured at [aged under 1]."),
        ("Head injury at seven weeks, caused by his father", "Head injury at [aged under 1], caused by his father"),
        ("Child R (14) and his sister (9) were in.", "Child R [aged 11-15] and his sister [aged 6-10] were in."),
        ("Mr B (aged 52) drank.", "Mr B ([aged 45-64]) drank."),
        ("His mother, 41, and her partner, 78,", "His mother, [aged 25-44], and her partner, [aged 65-79],"),
        ("her daughters, aged 9, 7 and 2", "her daughters, [aged 6-10], [aged 6-10] and [aged 1-5]"),
        ("The brothers were twelve and ten when", "The brothers were [aged 11-15] and [aged 6-10] when"),
        ("her six- and eight-year-old sons", "her [aged 6-10] and [aged 6-10] sons"),
        ("the ages of 14 and 12", "the ages of [11-15] and [aged 11-15]"),
        ("two days after his eighteenth birthday", "two days after his [aged 18-24] birthday"),
        ("by her daughter’s first birthday", "by her daughter’s [aged 1-5] birthday"),
        ("on her 16th birthday", "on her [aged 16-17] birthday"),
        ("Her brother, who was then fourteen, came.", "Her brother, who was then [aged 11-15], came."),
        ("Mr K, then 31, moved in.", "Mr K, then [aged 25-44], moved in."),
        ("Two 15-year-olds were arrested.", "Two [aged 11-15] were arrested."),
        ("a girl of 15, a boy of sixteen", "a girl of [11-15], a boy of [16-17]"),
        ("He lived there until the age of seven.", "He lived there until the age of [6-10]."),
        ("Mrs T was 82 and frail.", "Mrs T was [aged 80+] and frail."),
        ("She left school at sixteen and sewed.", "She left school at [aged 16-17] and sewed."),
        ("At seventeen he was arrested.", "At [aged 16-17] he was arrested."),
        ("When he was eighteen I rang.", "When he was [aged 18-24] I rang."),
        ("He turned 18 in June.", "He turned [aged 18-24] in June."),
        ("Sibling 1\n8\nat home", "Sibling 1\n[aged 6-10]\nat home"),
    ],
)  # fmt: skip
def test_exact_ages_become_bands(words: str, opened: str) -> None:
    assert NOBODY.text(words) == opened


@pytest.mark.parametrize(
    "words",
    [
        "He had been in care for 14 years.",
        "The team must answer within 14 days.",
        "This was 14 years ago, and again 14 years later.",
        "The 0-19 service is offered to under 18s and to adults over 65.",
        "young people of age 16-17",
        "children aged 5 to 11 and adults aged 65 and over",
        "anyone aged 16 or over, or aged 18+",
        "children under the age of five, and under five years old",
        "Support goes on until the age of 25.",
        "Between the ages of five and seven she was seen often.",
        "a scheme for 16-year-olds, and for sixteen and seventeen year olds",
        "in her early forties",
        "Knowing who the children are\n4\nSeeing children",
        "until the child’s first birthday",
        "The policy was six years old.",
        "a six-year-old policy on missed appointments",
        "bruises that were three days old",
        "Mother booked at 15 weeks.",
        "She was 30 weeks pregnant.",
        "The twins were born at 33 weeks.",
        "The home closed at six weeks’ notice.",
        "The plan should be looked at again at six months.",
        "He was 20 minutes late.",
        "They were three in number.",
        "There were 14 referrals, and the wait was 14 weeks.",
        "Attendance was 71 per cent.",
        "section 44 (4) of the Act, Finding (3) and Recommendation (14)",
        "She came at ten past six, at ten o’clock and at three in the morning.",
        "In 2018 such children were 1 in 90.",
        "a mother of two and a father of three",
        "Two of the six were seen. One was not. He was one of them.",
    ],
)
def test_what_is_no_age_of_anybody_stays(words: str) -> None:
    assert NOBODY.text(words) == words


def test_the_bands_are_those_of_the_metadata() -> None:
    assert (AGE_BANDS, OLDEST_BAND) == (ages._BANDS, ages._OLDEST)
    assert [age_band(years) for years in (0, 1, 5, 6, 15, 16, 17, 18, 79, 80, 104)] == [
        "under 1", "1-5", "1-5", "6-10", "11-15", "16-17", "16-17", "18-24", "65-79", "80+", "80+",
    ]  # fmt: skip


# ---- dates ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "opened"),
    [
        ("born on 12 March 2021", "born on [2021]"),
        ("She died on 12/03/2021.", "She died on [2021]."),
        ("died 2021-03-12", "died [2021]"),
        ("He was killed in March 2021.", "He was killed in [2021]."),
        ("He was stabbed on the 12th of March 2019.", "He was stabbed on [2019]."),
        ("On Tuesday 12 March 2021 she was found hanging.", "On [2021] she was found hanging."),
        ("Friday, 3 March 2023: Baby P collapses.", "[2023]: Baby P collapses."),
        ("March 12, 2021 – death of Adult B", "[2021] – death of Adult B"),
        ("Date of birth: 12.03.09", "Date of birth: [2009]"),
        ("DOB 14/05/98", "DOB [1998]"),
        ("His date of birth is 3/3/2006 and hers is 14 May 2008.", "His date of birth is [2006] and hers is [2008]."),
        ("Mum gave birth on 3rd June.", "Mum gave birth on [date removed]."),
        ("the night of 12/13 March 2021, when she died", "the night of [2021], when she died"),
        ("the murder on Saturday 4th or Sunday 5th July", "the murder on [date removed]"),
        ("attacked between 30 December 2020 and 2 January 2021", "attacked between [2020 to 2021]"),
        ("The fatal collision (2 Nov 2018) was witnessed.", "The fatal collision ([2018]) was witnessed."),
        ("After the fire on 3 May 2019 they moved.", "After the fire on [2019] they moved."),
        ("The incident of March 2021 was reported.", "The incident of [2021] was reported."),
        ("He was arrested on 4 May and convicted in July 2020.",
         "He was arrested on [date removed] and convicted in [2020]."),
        ("The inquest opened on 9 June 2022.", "The inquest opened on [2022]."),
        ("14 May 2008. Child R is born.", "[2008]. Child R is born."),
        ("11 June 2021\nElsdon House. Adult B is found dead.", "11 June 2021\nElsdon House. Adult B is found dead."),
        ("11 June 2021\nAdult B is found dead.", "[2021]\nAdult B is found dead."),
        ("By March 2021 she had been hurt three times.", "By [2021] she had been hurt three times."),
        ("At a meeting on 5 May 2021 we heard that R had died on 2 May 2021.",
         "At a meeting on 5 May 2021 we heard that R had died on [2021]."),
        ("On 12 March 2021, two days before the meeting, R was killed.",
         "On [2021], two days before the meeting, R was killed."),
        ("Published: 9 August 2021. Died: 9 August 2019.", "Published: 9 August 2021. Died: [2019]."),
    ],
)  # fmt: skip
def test_dates_of_birth_death_and_incident_become_years(words: str, opened: str) -> None:
    assert NOBODY.text(words) == opened


@pytest.mark.parametrize(
    "words",
    [
        "He was born in 2009.",
        "The panel met on 12 March 2021.",
        "By 31 March 2024 learning from deaths should be shared.",
        "The action plan is due on 31 March 2024.",
        "Inspectors visited in June 2023 and found that plans were late.",
        "The report was published on 4 May 2022.",
        "The review was commissioned on 12 March 2021 following the death of Child R.",
        "In May 2023 the Board decided that the criteria were met, since he had died.",
        "The decision to hold a review was made on 8 March 2022, because she had died.",
        "The strategy meeting on 4 May 2019 considered the injury.",
        "The audit of March 2023 found that bruises had been missed.",
        "The review looked at the period from 1 January 2019 to her death.",
        "On 3 May 2019 the health visitor saw Child R.",
        "The fire service visited on 3 May 2019.",
        "a Prevention of Future Deaths report dated 9 August 2021",
        "Police recorded 41 incidents in the year to March 2024, and children were present.",
        "On 17 June 2019 an officer did not ask for a date of birth.",
        "3.2.10 Child R died. 3.2.11 Child R was found.",
        "Section 4.3.21 tells of the death.",
        "born on 31 February 2021",
        "the May 20 families; she may 2021",
    ],
)
def test_other_dates_stay(words: str) -> None:
    assert NOBODY.text(words) == words


def test_the_dates_of_the_incident_are_cut_wherever_they_stand() -> None:
    opener = Opener.of(record(incident="2020-10-12", published="2022-03"))
    assert opener.text("On 12 October 2020 a meeting was held.") == "On [2020] a meeting was held."
    assert opener.text("On 12 October a meeting was held.") == "On [date removed] a meeting was held."
    assert opener.text("Weather in October 2020") == "Weather in [2020]"
    assert opener.text("A meeting in October 2020") == "A meeting in October 2020"
    assert opener.text("On 12 October 2019 nothing was held.") == "On 12 October 2019 nothing was held."
    assert opener.text("period: 1 May 2019 to 12 October 2020") == "period: [2019 to 2020]"


def test_an_incident_of_a_month_is_in_all_its_days() -> None:
    opener = Opener.of(record(incident="2020-10"))
    assert opener.text("School was closed on 12 October 2020.") == "School was closed on [2020]."
    assert opener.text("School was closed in October 2020.") == "School was closed in [2020]."
    assert opener.text("School was closed in November 2020.") == "School was closed in November 2020."


def test_what_is_yet_to_come_is_no_incident() -> None:
    words = "From 1 May 2025 see each father before the birth."
    assert NOBODY.text(words) != words
    assert Opener.of(record(document_dated="2025-02")).text(words) == words


# ---- names ----------------------------------------------------------------------------------------------------------


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


def test_the_subject_stays_where_it_is_a_pseudonym() -> None:
    opener = Opener.of(record("Rowan lived with Fern. Rowan Holt is a nurse.", subject="Rowan"))
    assert opener.text("Rowan lived with Fern, Rowan (9) said.") == (
        "Rowan lived with [name removed], Rowan [aged 6-10] said."
    )
    assert opener.text("Rowan Holt is a nurse.") == "[name removed] is a nurse."


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("Child R", "Child R"),
        ("Adult A", "Adult A"),
        ("E", "E"),
        ("Siblings K", "Siblings K"),
        ("Mr B", "Mr B"),
        ("Maureen", "Maureen"),
        ("“Noor”", "“Noor”"),
        ("Desmond, Kit and Rosalind", "Desmond, Kit and Rosalind"),
        ("Child T, Family W and Baby L", "Child T, Family W and Baby L"),
        ("Tobias Edmund Hale", "[name removed]"),
        ("Mr Ekwall", "[name removed]"),
        ("the Finch siblings", "[name removed]"),
        ("Craig T", "[name removed]"),
    ],
)
def test_subjects(subject: str, told: str) -> None:
    assert Opener.of(record(subject=subject)).subject(subject) == told


def test_a_subject_without_pseudonym_is_removed_in_all_its_parts() -> None:
    opener = Opener.of(record("The court heard of Tobias Edmund Hale.", subject="Tobias Edmund Hale"))
    assert opener.text("Mr Hale rang. Tobias slept. Hale’s flat. HALE. Ms Beatrice Hale") == (
        "[name removed] rang. [name removed] slept. [name removed]’s flat. [name removed]. [name removed]"
    )
    assert opener.reference("marl-pfd-tobias-edmund-hale.pdf") == "marl-pfd-[name removed].pdf"
    assert opener.reference("marl-pfd-whale.pdf") == "marl-pfd-whale.pdf"


@pytest.mark.parametrize(
    "says",
    [
        "The names in this report are pseudonyms.",
        "Both names are pseudonyms, chosen by the family.",
        "All names have been changed.",
        "Their names have been changed, and their families chose the names used here.",
        "Pseudonyms have been used throughout.",
        "The family chose the pseudonyms used.",
        "Names and some details were altered.",
        "This review uses pseudonyms.",
    ],
)
def test_forenames_stay_where_names_are_said_to_be_pseudonyms(says: str) -> None:
    opener = Opener.of(record(f"{says} Alan and Zofia lived in Marl. Dr Pike chaired it."))
    words = "Alan, 71, and his sister Zofia met Jane Pike. Pike wrote."
    assert opener.text(words) == "Alan, [aged 65-79], and his sister Zofia met [name removed]. [name removed] wrote."


@pytest.mark.parametrize(
    "says",
    [
        "The names of schools were not changed by the merger, said the panel.",
        "The names of staff were read out.",
        "Names were drawn, and pupils chosen at random.",
        "He changed his name by deed poll.",
    ],
)
def test_forenames_do_not_stay_for_other_talk_of_names(says: str) -> None:
    assert Opener.of(record(says)).text("Alan came.") == "[name removed] came."


@pytest.mark.parametrize(
    "says",
    [
        "Leslie is not his real name.",
        "Leslie (not his real name) lived alone.",
        "“Leslie” was chosen by his daughter.",
        "a review about a man known as Leslie",
        "Mabel and Leslie are pseudonyms.",
        "His son is called Leslie in this report.",
        "He is referred to in this report as Leslie.",
    ],
)
def test_one_name_stays_where_it_is_said_to_be_a_pseudonym(says: str) -> None:
    assert Opener.of(record(says)).text("Leslie met Alan.") == "Leslie met [name removed]."


def test_a_nickname_is_no_pseudonym() -> None:
    assert Opener.of(record("A man known as Leslie to his friends")).text("Leslie met Alan.") == (
        "[name removed] met [name removed]."
    )


def test_authors_and_chair_stay() -> None:
    opener = Opener.of(
        record(authors=("Dr Miriam Castell", "T/Assistant Chief Constable Neil Brock"), chair="Mr Desmond Achterly")
    )
    for words in (
        "Dr Miriam Castell and Mr Achterly met Castell.",
        "Independent Author: Miriam Castell Presented to the Board",
        "Assistant Chief Constable Neil Brock wrote.",
    ):
        assert opener.text(words) == words
    assert opener.text("Miriam Otway, Desmond and Ann Castell") == "[name removed], [name removed] and [name removed]"


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


def test_no_forename_is_in_two_lists() -> None:
    words = load_names()
    lists = (words.forenames, words.also_words, words.also_times, words.also_places)
    for each in lists:
        assert len(set(each)) == len(each)
    assert sum(map(len, lists)) == len({name for each in lists for name in each})


def test_no_area_of_one_word_is_surely_a_forename() -> None:
    assert {area.name for area in load_areas().areas}.isdisjoint(load_names().forenames)


# ---- rows -----------------------------------------------------------------------------------------------------------


def test_rows_of_documents() -> None:
    document = record(
        "Danielle Ottway, aged 14, died on 12 October 2020.",
        subject="Danielle Ottway",
        authors=("Miriam Castell",),
        chair="Dr Ann Pike",
        title="The death of Danielle Ottway in October 2020",
        incident="2020-10-12",
        period_to="2020-10-12",
        published="2022-03",
    )
    document = msgspec.structs.replace(
        document, document=msgspec.structs.replace(document.document, filename="marl-danielle-ottway.pdf")
    )
    (row,) = TABLES["documents"].rows(document)
    opened = opened_row(row, Opener.of(document))
    assert list(opened) == list(row)
    assert opened["title"] == "The death of [name removed] in [2020]"
    assert (opened["subject"], opened["filename"]) == ("[name removed]", "marl-[name removed].pdf")
    assert (opened["authors"], opened["chair"]) == (["Miriam Castell"], "Dr Ann Pike")
    assert (opened["dates_incident"], opened["dates_period_to"], opened["dates_published"]) == (
        "2020",
        "2020",
        "2022-03",
    )
    same = ("document_id", "sha256", "document_date", "pages", "schema_version", "themes", "count_recommendation")
    assert {name: opened[name] for name in same} == {name: row[name] for name in same}


def test_rows_of_items_and_sections() -> None:
    words = "Mr Hollins should see the 14-year-old by 30 September 2022."
    document = record(words)
    item: Item = msgspec.structs.replace(
        document.items[0],
        owner="Jane Pike, Team Manager",
        addressee_text="Mr Hollins",
        timescale=Timescale("by 30 September 2022", "2022-09-30"),
    )
    document = msgspec.structs.replace(document, items=(item,))
    opener = Opener.of(document)
    (row,) = TABLES["items"].rows(document)
    opened = opened_row(row, opener)
    assert opened["text"] == "[name removed] should see the [aged 11-15] by 30 September 2022."
    assert (opened["owner"], opened["addressee_text"]) == ("[name removed], Team Manager", "[name removed]")
    assert (opened["timescale"], opened["timescale_normalised"]) == ("by 30 September 2022", "2022-09-30")
    unchanged = set(row) - {"text", "owner", "addressee_text"}
    assert {name: opened[name] for name in unchanged} == {name: row[name] for name in unchanged}
    (section,) = TABLES["sections"].rows(document)
    assert "[aged 11-15]" in opened_row(section, opener)["text"]


def test_rows_with_other_columns() -> None:
    row = {"notes": "Jane Pike", "date_of_birth": "2009-03-12", "date_death": "2021-01-02", "mixed": [1, "Mr Pike"]}
    opened = opened_row(row, NOBODY)
    assert (opened["notes"], opened["mixed"]) == ("[name removed]", [1, "[name removed]"])
    assert (opened["date_of_birth"], opened["date_death"]) == ("2009", "2021")


# ---- whatever the text ----------------------------------------------------------------------------------------------

PARTS = (
    *("Danielle", "Ottway", "Grace", "April", "Mr", "Dr", "Jordan", "Child R", "Will", "May", "Green", "House", "was"),
    *("aged", "14", "14-year-old", "(14)", "four months old", "eight,", "and", "the", "his sister", "third birthday"),
    *("12 March 2021", "died", "on", "born", "by", "in June 2019", "12/03/2021", "the 4th of May", "found dead", "."),
    *("[name removed]", "[aged 11-15]", "[2009]", "[date removed]", "(", ")", "[", "]", "\n", ",", "’s", "3.2.10"),
)  # fmt: skip
OPENERS = (
    NOBODY,
    Opener.of(record("All names are pseudonyms. Danielle Ottway came.", subject="Grace", incident="2021-03-12")),
    Opener.of(record("Mr Ottway came.", subject="Danielle Ottway", incident="2019-06", published="2021-05")),
)  # fmt: skip
texts = st.lists(st.sampled_from(PARTS), max_size=14).map(" ".join)
openers = st.sampled_from(OPENERS)
PLAIN = (
    *("agencies", "children", "should", "review", "records", "together", "partnership", "listen", "learning", "plans"),
    *("policy", "for", "their", "with", "practice", "neglect", "because", "families", "Child R", "the Board", "2021"),
)  # fmt: skip


@given(texts, openers)
def test_opening_twice_changes_nothing_more(words: str, opener: Opener) -> None:
    opened = opener.text(words)
    assert opener.text(opened) == opened


@given(st.text(max_size=60), openers)
def test_any_text_can_be_opened(words: str, opener: Opener) -> None:
    opened = opener.text(words)
    assert opener.text(opened) == opened


@given(texts, openers)
def test_brackets_stay_as_balanced_as_they_were(words: str, opener: Opener) -> None:
    opened = opener.text(words)
    for opens, closes in ("[]", "()"):
        assert opened.count(opens) - opened.count(closes) == words.count(opens) - words.count(closes)


@given(st.lists(st.sampled_from(PLAIN), max_size=30).map(" ".join), openers)
def test_text_without_ages_dates_and_names_stays(words: str, opener: Opener) -> None:
    assert opener.text(words) == words


@given(
    st.integers(1, 109),
    st.sampled_from(("She was {} when she died.", "Child R, aged {}, was seen.", "a {}-year-old boy")),
)
def test_no_exact_age_is_left(years: int, sentence: str) -> None:
    opened = NOBODY.text(sentence.format(years))
    assert f"[aged {age_band(years)}]" in opened
    assert str(years) not in opened.replace(f"[aged {age_band(years)}]", "")


@given(
    st.dates(), st.sampled_from(("%d %B %Y", "%d/%m/%Y", "%Y-%m-%d", "%B %Y", "%A %d %B %Y", "%d %b %Y", "%d.%m.%Y"))
)
def test_no_day_of_death_is_left(day: Any, form: str) -> None:
    if 1900 <= day.year < 2100:
        assert NOBODY.text(f"Adult B died on {day.strftime(form)}.") == f"Adult B died on [{day.year}]."
