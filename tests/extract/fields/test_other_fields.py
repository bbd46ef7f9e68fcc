import pytest

from crossreview.errors import UnknownTerm
from crossreview.extract.fields import FieldReader
from crossreview.extract.fields.context import Setting
from crossreview.records import Level, Modality, Stance
from crossreview.vocabulary.recommendations import load_recommendations


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Provide training on domestic abuse to all officers.", ("training_awareness",)),
        ("Officers to be trained.", ("training_awareness",)),
        ("Rewrite the policy and audit its use.", ("policy_procedure_guidance", "audit_review_evaluate")),
        ("The Board should be assured that plans are followed.", ("assurance_monitoring",)),
        ("Sharing information between hospitals.", ("information_sharing_systems",)),
        ("Fund two posts.", ("commissioning_resource",)),
        ("See each child alone.", ()),
    ],
)
def test_action_types(fields: FieldReader, text: str, types: tuple[str, ...]) -> None:
    assert fields.ask_fields(text).action_types == types


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The police must record each child.", "must"),
        ("The Home Office should consider a register.", "consider"),
        ("Consider whether supervision is shared.", "consider"),
        ("The Board should seek assurance that plans are followed.", "assure"),
        ("The police should record each child.", "should"),
        ("The police to record each child.", "should"),
        ("Introduce a marker.", "should"),
        ("The Board to note this report.", "note"),
        ("The quality of written plans.", None),
    ],
)
def test_modality(fields: FieldReader, text: str, modality: Modality | None) -> None:
    assert fields.ask_fields(text).modality == modality


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("The Home Office should revise its guidance.", "national"),
        ("Wrenshire Police should revise its form.", "agency"),
        ("The Safeguarding Children Partnership should agree a tool.", "partnership"),
        ("The police and the ICB should agree a tool.", "partnership"),
        ("Both partnerships should hold a joint meeting.", "cross_boundary"),
        ("Health visitors should ask who lives in the home.", "practice"),
        ("The health board should lead a regional agreement.", "regional"),
        ("Introduce a marker.", None),
    ],
)
def test_level(fields: FieldReader, text: str, level: Level | None) -> None:
    assert fields.ask_fields(text).level == level


@pytest.mark.parametrize(
    ("text", "governing", "owner"),
    [
        ("Publish a guide for parents.", ("Actions", "Head of Early Help"), "Head of Early Help"),
        ("Publish a guide.", ("Chair, Exploitation Sub-Group",), "Chair, Exploitation Sub-Group"),
        ("Publish a guide. Lead: Director of Nursing", (), "Director of Nursing"),
        ("Publish a guide, to be led by the Designated Nurse.", (), "the Designated Nurse"),
        ("Publish a guide.", ("Wrenshire Police",), None),
        ("Publish a guide.", ("Executive summary",), None),
    ],
)
def test_owner(fields: FieldReader, text: str, governing: tuple[str, ...], owner: str | None) -> None:
    assert fields.ask_fields(text, Setting(governing)).owner == owner


def test_smart_flags_point_at_their_words(fields: FieldReader) -> None:
    text = (
        "Wrenshire Police should pilot a new protocol by 30 June 2024 and should show by a sample of forty cases that "
        "it has altered decisions."
    )
    smart = fields.ask_fields(text).smart
    assert {flag: text[match.start : match.end] for flag, match in smart.items()} == {
        "specific": "protocol",
        "measurable": "show by",
        "assigned": "Wrenshire Police",
        "realistic": "pilot",
        "time_bound": "by 30 June 2024",
    }


def test_nothing_is_smart_about_everyone_doing_better(fields: FieldReader) -> None:
    assert fields.ask_fields("All agencies should do better as soon as possible.").smart == {}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The children were not seen alone.", "asserted"),
        ("There was no evidence that the family was avoiding services.", "negated"),
        ("A strategy discussion could have been held in March.", "hypothetical"),
        ("“I kept asking and nobody rang me back.”", "quoted"),
        ("Her sister told the review: “nobody rang me back”.", "quoted"),
        ("Research shows that infants are most at risk.", "context"),
    ],
)
def test_stance(fields: FieldReader, text: str, stance: Stance) -> None:
    assert fields.stance_of(text) == stance


def test_an_unknown_action_type_is_named_with_the_nearest() -> None:
    vocabulary = load_recommendations()
    assert vocabulary.action_type("training_awareness").label == "Training and awareness"
    with pytest.raises(UnknownTerm):
        vocabulary.action_type("training")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Offer each care leaver who is expecting a baby a worker of their own.", ("care_leavers", "infants")),
        (
            "Read the plans of all children in care, and of disabled children.",
            ("children_in_care", "disabled_children"),
        ),
        ("Ask fathers about sleep.", ("fathers",)),
        (
            "Older people with a learning disability should see one doctor.",
            ("older_people", "people_with_learning_disabilities"),
        ),
        ("Audit the use of the form.", ()),
    ],
)
def test_for_whom_things_are_to_change(fields: FieldReader, text: str, ids: tuple[str, ...]) -> None:
    assert fields.ask_fields(text).beneficiaries == ids
