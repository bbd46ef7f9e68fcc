"""What announces items: headings, labels, columns of tables, and the turns of phrase that decide the rest."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from crossreview.records import ItemKind
from crossreview.vocabulary.files import read_vocabulary


class KindWords(Struct, frozen=True):
    """The words that announce items of one kind."""

    kind: ItemKind
    headings: tuple[str, ...]
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    patterns: tuple[str, ...] = ()


class ReportWords(Struct, frozen=True):
    """The labels that stand before statements of one reporting kind; some belong to what they stand before."""

    kind: ItemKind
    labels: tuple[str, ...]
    belongs: bool = False


class ColumnWords(Struct, frozen=True):
    """Heads of the other columns of tables of asks, by what the column holds; `worded` ones are regular expressions."""

    number: tuple[str, ...]
    answers: tuple[str, ...]
    who: tuple[str, ...]
    when: tuple[str, ...]
    status: tuple[str, ...]
    evidence: tuple[str, ...]
    progress: tuple[str, ...]
    answer: tuple[str, ...]
    worded: dict[str, tuple[str, ...]]


class ItemWords(Struct, frozen=True):
    """The vocabulary of items; pattern lists are regular expressions."""

    version: str
    kinds: tuple[KindWords, ...]
    weak_ask_headings: tuple[str, ...]
    blocked_headings: tuple[str, ...]
    columns: ColumnWords
    empty_cells: tuple[str, ...]
    reports: tuple[ReportWords, ...]
    report_headings: tuple[str, ...]
    evidence_headings: tuple[str, ...]
    progress_lead_ins: tuple[str, ...]
    outcomes: tuple[str, ...]
    status_labels: tuple[str, ...]
    continuations: tuple[str, ...]
    goes_on: tuple[str, ...]
    body_words: tuple[str, ...]
    imperatives: tuple[str, ...]
    procedural: tuple[str, ...]
    narrative: tuple[str, ...]
    states_law: tuple[str, ...]
    quoted: tuple[str, ...]
    no_quotation: tuple[str, ...]
    done_headings: tuple[str, ...]
    recipients: tuple[str, ...]
    own_headings: tuple[str, ...]
    earlier_headings: tuple[str, ...]
    none_made: dict[ItemKind, tuple[str, ...]]
    elsewhere: tuple[str, ...]
    summary_findings: tuple[str, ...]
    finding_forms: tuple[str, ...]
    own_findings: tuple[str, ...]
    learning_forms: tuple[str, ...]
    good_practice_forms: tuple[str, ...]
    progress_openers: tuple[str, ...]
    evidence: tuple[str, ...]
    named_elsewhere: tuple[str, ...]
    led_to: tuple[str, ...]
    evidence_cells: tuple[str, ...]
    measures: tuple[str, ...]


@cache
def load_item_words() -> ItemWords:
    """The vocabulary as shipped."""
    return read_vocabulary("items", ItemWords)


def any_of(patterns: tuple[str, ...], *, at_start: bool = False) -> re.Pattern[str]:
    """One pattern for several; `at_start` anchors them."""
    return re.compile(rf"{'^' if at_start else ''}(?:{'|'.join(patterns)})", re.IGNORECASE)
