import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossreview.extract.fields import FieldReader, build_field_reader
from crossreview.extract.fields.context import Setting
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.recommendations import load_recommendations

SCP = "safeguarding_children_partnership"
CSC = "la_childrens_social_care"


@pytest.mark.parametrize(
    ("text", "types", "words"),
    [
        # before the verb of asking
        (
            "Derbyshire Constabulary and the ICB should agree a protocol.",
            ("police", "nhs_icb"),
            "Derbyshire Constabulary and the ICB",
        ),
        (
            "The Safeguarding Children Partnership must review its training.",
            (SCP,),
            "The Safeguarding Children Partnership",
        ),
        (
            "Children’s social care to ensure that no contact is closed until the caller has been rung back.",
            (CSC,),
            "Children’s social care",
        ),
        ("NHS Derby and Derbyshire Integrated Care Board needs to fund the pathway.", ("nhs_icb",), None),
        ("Wrenshire Safeguarding Adults Board should seek assurance.", ("safeguarding_adults_board",), None),
        (
            "Wrenshire County Council to decide what size of team it needs.",
            ("la_corporate",),
            "Wrenshire County Council",
        ),
        (
            "The Chief Constable of Wrenshire Police should require that officers see each child.",
            ("police",),
            "The Chief Constable of Wrenshire Police",
        ),
        (
            "Midwives, health visitors and the police to share one form.",
            ("nhs_maternity", "health_visiting_0_19", "police"),
            "Midwives, health visitors and the police",
        ),
        (
            "The hospital, together with adult social care, should agree a checklist.",
            ("nhs_acute", "la_adult_social_care"),
            None,
        ),
        (
            "The Primary Care Trust, and from April 2013 the Clinical Commissioning Group, should agree.",
            ("nhs_icb",),
            "The Primary Care Trust, and from April 2013 the Clinical Commissioning Group",
        ),
        (
            "All schools in the county, including academies and independent schools, should operate the protocol.",
            ("school_college",),
            None,
        ),
        (
            "Housing officers who visit a home where a child lives should record who is present.",
            ("la_housing",),
            "Housing officers",
        ),
        (
            "Marlow Council children’s social care should stop sending letters.",
            (CSC,),
            "Marlow Council children’s social care",
        ),
        # what goes before the subject
        (
            "By the end of the summer term of 2024 the two councils should keep one list.",
            ("la_corporate",),
            "the two councils",
        ),
        (
            "Within six months of publication, Wrenshire Police should report on the effect.",
            ("police",),
            "Wrenshire Police",
        ),
        (
            "To address this problem, the Home Office will need to revise its guidance.",
            ("home_office",),
            "the Home Office",
        ),
        ("If Ofsted agrees, it should tell the council.", ("inspectorates",), "Ofsted"),
        # behind a verb of recommending
        (
            "It is recommended that the Home Office consider how a person can be told directly.",
            ("home_office",),
            "the Home Office",
        ),
        (
            "We recommend that, at the earliest opportunity, the Department of Health appoint a lead.",
            ("dhsc",),
            "the Department of Health",
        ),
        (
            "We urge the Department for Education to bring forward legislation.",
            ("dfe",),
            "the Department for Education",
        ),
        ("There is a need for the police to record what a child says.", ("police",), "the police"),
        (
            "The review recommended that maternity and health visiting services agree a plan; that the housing service "
            "tell the health visitor; and that the police be involved.",
            ("nhs_maternity", "health_visiting_0_19", "la_housing", "police"),
            "maternity and health visiting services",
        ),
        # the agent of a passive
        (
            "The protocol should be agreed by the police and the ambulance service.",
            ("police", "ambulance"),
            "the police and the ambulance service",
        ),
        # all together
        ("All agencies should work with parents.", ("collective",), "All agencies"),
        ("Partner agencies to remind staff of the policy.", ("collective",), "Partner agencies"),
        (
            "Every service that opens a record for a child to ask who lives in the home.",
            ("collective",),
            "Every service",
        ),
        ("Leaders across the partnership should strengthen their oversight.", ("collective",), None),
        # addressed by name
        ("GPs: when a third specialist is asked for, telephone the first two.", ("gp_primary_care",), "GPs"),
        ("For the police. A log was closed on a single entry.", ("police",), "the police"),
        ("That the Constabulary rewrites its form.", ("police",), "the Constabulary"),
        # quoted
        ("The board was told that “the police should issue a pathway”.", ("police",), "the police"),
        # with somebody whom no vocabulary knows
        ("The police and the Anchor Project should agree a form.", ("police",), "The police"),
        (
            "General practices, the ICB and neonatal outreach should use one chart.",
            ("gp_primary_care", "nhs_icb"),
            None,
        ),
        # asked in a question
        ("Do the police know how often this happens?", ("police",), "the police"),
    ],
)
def test_those_asked(fields: FieldReader, text: str, types: tuple[str, ...], words: str | None) -> None:
    found = fields.ask_fields(text)
    assert found.addressees == types
    assert words is None or found.addressee_text == words


@pytest.mark.parametrize(
    ("text", "types"),
    [
        (
            "The Safeguarding Children Partnership should seek assurance from the police that officers are trained.",
            (SCP,),
        ),
        ("Wrenshire Police should share information with schools, GPs and the ICB.", ("police",)),
        ("The Home Office should write to every police force.", ("home_office",)),
        ("The safeguarding partners to seek assurance that health visitors should be told.", (SCP,)),
    ],
)
def test_bodies_merely_mentioned_are_not_asked(fields: FieldReader, text: str, types: tuple[str, ...]) -> None:
    assert fields.ask_fields(text).addressees == types


@pytest.mark.parametrize(
    "text",
    [
        "The system for recording police notifications should count them.",
        "Health visitor caseloads should be reduced.",
        "A meeting attended by a social worker should be held before discharge.",
        "Provide training on domestic abuse to all response officers.",
        "Remind officers to record what a child has said.",
        "Train social workers and early help workers to use the assessment.",
        "The quality of written plans for children in care.",
        "Although practice has improved, supervision should be reviewed.",
    ],
)
def test_nobody_is_named(fields: FieldReader, text: str) -> None:
    assert fields.ask_fields(text).addressees == ()
    assert fields.ask_fields(text).addressee_text is None


@pytest.mark.parametrize(
    ("governing", "types"),
    [
        (("Recommendations", "For the Police"), ("police",)),
        (("Recommendations for Children's Social Care",), (CSC,)),
        (("Single agency recommendations", "Eastmoor Hospitals NHS Trust"), ("nhs_acute",)),
        (("Wrenshire Police: single-agency actions",), ("police",)),
        (("4.2 Wrenshire Fire and Rescue Service with adult social care",), ("fire_rescue", "la_adult_social_care")),
        (("What does the local authority need to do better?",), ("la_corporate",)),
        (("Recommendations", "Wrenshire Safeguarding Children Board should:"), (SCP,)),
        (("What to do", "All practitioners in the Board’s agencies are asked to:"), ("collective",)),
        (("Port Council, adult social care",), ("la_adult_social_care",)),
        (("Police", "Theme 2: how the police worked with schools"), ("police",)),
        (("Identifying risk at the front door",), ()),
        (("Elective home education",), ()),
    ],
)
def test_those_in_the_heading_lead_in_or_cell(
    fields: FieldReader, governing: tuple[str, ...], types: tuple[str, ...]
) -> None:
    assert fields.ask_fields("Introduce a marker on the record of each child.", Setting(governing)).addressees == types


def test_the_words_of_the_ask_come_before_its_heading(fields: FieldReader) -> None:
    found = fields.ask_fields(
        "Maternity services to repeat routine enquiry.", Setting(("Marl Hospitals NHS Foundation Trust",))
    )
    assert found.addressees == ("nhs_maternity",)


@pytest.mark.parametrize(
    ("text", "governing", "bodies", "types"),
    [
        ("The Board should satisfy itself.", (), ("Port Safeguarding Adults Board",), ("safeguarding_adults_board",)),
        ("The Board should satisfy itself.", (), ("Port Safeguarding Children Partnership",), (SCP,)),
        (
            "The partnership should commission advice.",
            (),
            ("Safer Port Community Safety Partnership",),
            ("community_safety_partnership",),
        ),
        (
            "The surgery to offer a double appointment.",
            ("Hollins Surgery and Port Integrated Care Board",),
            (),
            ("gp_primary_care",),
        ),
        ("The Trust's board to receive a report.", ("Port Community Health NHS Trust",), (), ("nhs_community",)),
        (
            "The independent chair of the Board to write to ministers.",
            (),
            ("Port Local Safeguarding Children Board",),
            (SCP,),
        ),
        ("The Board should satisfy itself.", (), (), ()),
        ("The partnership should satisfy itself.", (), (), (SCP,)),
    ],
)
def test_a_local_name_means_the_body_so_called(
    fields: FieldReader, text: str, governing: tuple[str, ...], bodies: tuple[str, ...], types: tuple[str, ...]
) -> None:
    assert fields.ask_fields(text, Setting(governing, bodies=bodies)).addressees == types


@pytest.mark.parametrize(
    ("who", "bodies", "types"),
    [
        ("MASH Manager", (), ("la_front_door_mash",)),
        ("Head of Service, Adolescents", (), ("la_childrens_social_care",)),
        ("Assistant Director, Inclusion", (), ("la_education",)),
        ("Service Manager, Port Recovery", (), ("substance_misuse",)),
        ("Port Council, Adult Social Care", (), ("la_adult_social_care",)),
        ("Port Council, with the Integrated Care Board", (), ("la_corporate", "nhs_icb")),
        ("Chair of the Partnership", ("Safer Port Community Safety Partnership",), ("community_safety_partnership",)),
        ("Director of Operations", ("Port Ambulance Service NHS Trust",), ("ambulance",)),
        ("Director of Operations", ("Port Safeguarding Adults Board",), ()),
        ("All Board agencies", (), ("collective",)),
    ],
)
def test_the_cell_of_those_responsible(
    fields: FieldReader, who: str, bodies: tuple[str, ...], types: tuple[str, ...]
) -> None:
    assert fields.ask_fields("Build a chronology into the record.", Setting(who=who, bodies=bodies)).addressees == types


@pytest.mark.parametrize("who", ["Detective Chief Inspector, Exploitation", "Director of Midwifery", None])
def test_who_is_named_in_the_ask_comes_before_the_cell(fields: FieldReader, who: str | None) -> None:
    asked = fields.ask_fields("Probation should tell the school.", Setting(who=who))
    assert asked.addressees == ("probation",)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Leaders across education and health should share one plan.", ("la_corporate", "nhs_icb")),
        ("Schools should share one plan.", ("school_college",)),
    ],
)
def test_the_cell_says_which_bodies_all_are(fields: FieldReader, text: str, types: tuple[str, ...]) -> None:
    asked = fields.ask_fields(text, Setting(who="Port Council and the Integrated Care Board"))
    assert asked.addressees == types


def test_the_chief_executive_of_another_body_is_not_of_the_council(fields: FieldReader) -> None:
    assert fields.types_named("The Chief Executive, Port Hospitals NHS Foundation Trust") == ("nhs_acute",)
    assert fields.types_named("The Chief Executive") == ("la_corporate",)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("I should be grateful if the police would look again at the form.", ("police",)),
        ("There is one suggestion for the police: that a telephone be lent.", ("police",)),
        ("We look to every maternity unit to hold one.", ("nhs_maternity",)),
        ("There is scope for the health board to bring its policies into one.", ("nhs_board_wales_scot_ni",)),
        ("It would be sensible, then, for the police to keep one list.", ("police",)),
        ("There is a need for GP practices in Port to keep one list.", ("gp_primary_care",)),
        ("The panel would like the police to keep one list.", ("police",)),
    ],
)
def test_softer_ways_of_asking(fields: FieldReader, text: str, types: tuple[str, ...]) -> None:
    assert fields.ask_fields(text).addressees == types


READER = build_field_reader(load_recommendations(), load_agencies())
PIECES = (
    "The Board",
    "the police",
    "and",
    ",",
    "should",
    "to",
    "ensure",
    "that",
    "by 31 March 2025",
    "within six months",
    "It is recommended that",
    "audit",
    "by",
    "’s",
    "“",
    ".",
    ";",
    "?",
    "(a)",
    "health visitors",
    "who",
    "be agreed",
    "•",
    "\n",
    "é",
    "NHS",
    "of",
    "in",
    "All agencies",
    "at least ten",
    "Recommendation 4:",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join) | st.text(max_size=80))
def test_offsets_lie_in_the_text_and_words_stand_there(text: str) -> None:
    found = READER.ask_fields(text, Setting((text,), bodies=(text,)))
    for match in found.smart.values():
        assert 0 <= match.start < match.end <= len(text)
    assert found.addressee_text is None or found.addressee_text in text
    assert (found.addressee_text is None) == (not found.addressees)
    assert len(set(found.addressees)) == len(found.addressees)
    if found.timescale is not None:
        assert found.timescale.text in text
    if "time_bound" in found.smart:
        span = found.smart["time_bound"]
        assert found.timescale is not None
        assert text[span.start : span.end] == found.timescale.text
