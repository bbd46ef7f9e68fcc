"""The golden thread across the documents of a review."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.library.documents import Says, add, document

from crossreview.library import Library
from crossreview.library.counts import count_themes
from crossreview.library.threads import NO_UPDATE, Node, Thread, asked_once, thread_of
from crossreview.records import DocumentRecord

HUB = "Wendmere Council should open the family hub by the harbour on Saturdays and on market days."
HUB_SHORT = "Open the family hub by the harbour on Saturdays."
GUIDE = "The Partnership should publish a guide to the river towns for all new staff of the agencies."
SHUT = "Every door along the river was shut on the days when families had time."
OPENED = "The hub has been open since the spring fair."
KEYS = "Agree with the caretakers who keeps the keys."

REPORT = document(
    "report", Says(SHUT, "finding", "1"), Says(HUB, label="1", links=(("arises_from", SHUT),)), Says(GUIDE, label="2")
)


def lines(thread: Thread) -> list[str]:
    def of(node: Node, depth: int) -> list[str]:
        strand = node.strand
        places = ", ".join(f"{place.filename} {place.page}" for place in strand.places)
        gap = f" - {node.gap}" if node.gap is not None else ""
        own = f"{'  ' * depth}{strand.kind} {strand.label or '-'} [{places}]{gap}"
        return [own, *(line for below in node.below for line in of(below, depth + 1))]

    return [line for root in thread.roots for line in of(root, 0)]


def test_from_finding_to_progress_with_pages() -> None:
    plan = document(
        "plan",
        Says(HUB_SHORT, "quoted_recommendation", "R1"),
        Says(KEYS, "action", "1.1", links=(("carries_out", HUB_SHORT),)),
        genre="action_plan",
    )
    progress = document("update", Says(OPENED, "progress", links=(("reports_on", "1"),)), genre="progress_summary")

    thread = thread_of((progress, plan, REPORT))

    assert lines(thread) == [
        "finding 1 [report 2]",
        "  recommendation 1 [report 3, plan 2]",
        "    action 1.1 [plan 3]",
        "    progress - [update 2]",
        f"recommendation 2 [report 4] - {NO_UPDATE}",
    ]
    assert thread.roots[0].below[0].strand.text == HUB
    assert [node.strand.text for node in thread.gaps()] == [GUIDE]
    assert (thread.named, thread.unlinked) == ((), ())


def test_nothing_in_the_library_is_not_said_to_be_not_done() -> None:
    assert NO_UPDATE == "no update in this library"
    thread = thread_of([document("plan", Says(KEYS, "action", "1"), genre="action_plan")])
    assert lines(thread) == ["action 1 [plan 2] - no update in this library"]


def test_a_status_printed_beside_an_action_is_an_update() -> None:
    says = (Says(KEYS, "action", "1", status="not_started"), Says(HUB_SHORT, "action", "2", status="no_status"))
    thread = thread_of([document("plan", *says, genre="action_plan")])
    assert [node.strand.label for node in thread.gaps()] == ["2"]


def test_number_and_words_must_not_contradict_each_other() -> None:
    other_number = document("plan", Says(HUB, "quoted_recommendation", "2"), genre="action_plan")
    other_words = document("plan", Says(KEYS, "quoted_recommendation", "1"), genre="action_plan")
    other_count = document("plan", Says(HUB, "quoted_recommendation", "A4"), genre="action_plan")
    no_number = document("plan", Says(HUB, "quoted_recommendation"), genre="action_plan")

    def is_one(plan: DocumentRecord) -> bool:
        return any("report 3, plan 2" in line for line in lines(thread_of((REPORT, plan))))

    assert not is_one(other_number)
    assert not is_one(other_words)
    assert is_one(other_count)
    assert is_one(no_number)


def test_a_number_that_two_of_the_other_documents_have_is_not_followed() -> None:
    other = document("other", Says(GUIDE, label="1"), genre="executive_summary")
    progress = document("update", Says(OPENED, "progress", links=(("reports_on", "1"),)), genre="progress_summary")
    thread = thread_of((REPORT, other, progress))
    assert all("[update" not in line for line in lines(thread))
    assert [node.strand.label for node in thread.named] == ["1"]


def test_nothing_follows_from_itself() -> None:
    one = document("one", Says(HUB, label="1", links=(("carries_out", "2"),)), Says(SHUT, "action", label="7"))
    other = document("other", Says(GUIDE, label="2", links=(("carries_out", "1"),)))
    itself = document("itself", Says(HUB, label="1", links=(("carries_out", "1"),)))

    found = lines(thread_of((one, other, itself)))

    assert found == ["recommendation 2 [other 2]", f"  recommendation 1 [itself 2, one 2] - {NO_UPDATE}"]


def test_what_is_named_and_not_there_and_reports_that_name_nothing() -> None:
    says = (Says(OPENED, "progress", links=(("reports_on", "7"),)), Says(KEYS, "evidence"))
    thread = thread_of([document("update", *says, genre="progress_summary")])
    assert thread.roots == ()
    (named,) = thread.named
    assert (named.strand.label, named.strand.text, named.strand.places, named.gap) == ("7", None, (), None)
    assert [node.strand.text for node in named.below] == [OPENED]
    assert [node.strand.text for node in thread.unlinked] == [KEYS]


def test_a_report_on_an_action_stands_there_and_counts_for_its_recommendation() -> None:
    plan = document(
        "plan",
        Says(HUB, "quoted_recommendation", "1"),
        Says(KEYS, "action", "1.1", links=(("carries_out", HUB),)),
        Says(OPENED, "progress", links=(("reports_on", HUB), ("reports_on", KEYS))),
        Says(GUIDE, "action", "1.2", links=(("carries_out", HUB),)),
        genre="action_plan",
    )
    assert lines(thread_of([plan])) == [
        "quoted_recommendation 1 [plan 2]",
        "  action 1.1 [plan 3]",
        "    progress - [plan 4]",
        f"  action 1.2 [plan 5] - {NO_UPDATE}",
    ]


def test_what_earlier_reviews_recommended_and_advice_to_readers_are_no_asks_of_the_review() -> None:
    report = document("report", Says(HUB, "quoted_recommendation", "4"), Says(GUIDE, label="4"))
    briefing = document("briefing", Says(KEYS, "action"), Says(OPENED, "question", "1"), genre="briefing")
    assert lines(thread_of((report, briefing))) == [f"recommendation 4 [report 3] - {NO_UPDATE}"]


def test_an_ask_that_three_documents_repeat_is_counted_once(library: Library) -> None:
    summary = document("summary", Says(HUB, label="1"), Says(GUIDE, label="2"), genre="executive_summary")
    briefing = document("briefing", Says(HUB), genre="briefing")
    elsewhere = document("elsewhere", Says(HUB, label="1"), area="Kelverton")
    for record in (REPORT, summary, briefing, elsewhere):
        add(library, record)

    count = count_themes(library)["VOI.child_voice"]

    assert (count.reviews, count.documents) == (2, 4)
    assert count.items == 3 + 1, "a finding and two recommendations of one review, one recommendation of the other"


# Few words and numbers, so that documents repeat one another and contradict one another.
_KINDS = st.sampled_from(["finding", "recommendation", "quoted_recommendation", "action", "progress", "response"])
_SAYS = st.builds(
    Says,
    st.sampled_from([HUB, HUB_SHORT, GUIDE, SHUT, OPENED, KEYS]),
    _KINDS,
    st.sampled_from([None, "1", "2", "R1"]),
    links=st.lists(st.tuples(st.just("reports_on"), st.sampled_from(["1", "2", "7"])), max_size=1).map(tuple),
)
_DOCUMENTS = st.builds(
    lambda name, says, genre: document(name, *says, genre=genre),
    st.uuids().map(str),
    st.lists(_SAYS, max_size=5, unique_by=lambda each: each.text),
    st.sampled_from(["full_report", "action_plan", "progress_summary"]),
)


@given(st.lists(_DOCUMENTS, max_size=4))
def test_no_item_is_lost_or_twice_and_no_strand_has_two_of_one_document(documents: list[DocumentRecord]) -> None:
    printed = sorted((record.document.id, item.id) for record in documents for item in record.items)
    assert len([item for wordings in asked_once(documents) for item in wordings]) == len(printed)
    thread = thread_of(documents)
    for node in (*thread.roots, *thread.named, *thread.unlinked):
        places = [place.document_id for place in node.strand.places]
        assert len(places) == len(set(places))
    assert {node.gap for node in thread.gaps()} <= {NO_UPDATE}
