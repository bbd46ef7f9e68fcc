"""What a document does throughout a section, by which its single statements are read.

One numbered paragraph may be an ask or not; that its numbers go on from the section before, that each of its list asks
a body, that "The review said" comes again and again as a heading, says which.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from crossreview.extract.contexts import Context
from crossreview.extract.forms import AskForms
from crossreview.extract.statements import Entry, Statement
from crossreview.records import ASK_KINDS, ItemKind

_SAYS_A_RULE = re.compile(
    r"\b(?:guidance|procedures?|polic(?:y|ies)|protocols?|law|act|regulations?|standards?|duty|duties|code|pathway)\b",
    re.IGNORECASE,
)
_SPEAKS_TO_READER = re.compile(r"\b(?:you|your|yours|we|our|us)\b", re.IGNORECASE)
_SETS_OUT = frozenset({"terms_of_reference", "methodology", "introduction", "legal_criteria"})
_SET_QUESTIONS = re.compile(
    r"\b(?:terms of reference|lines of enquiry|(?:the|this) (?:review|panel|reviewers?))\b", re.IGNORECASE
)
_ANNOUNCES_QUOTATION = re.compile(
    r"""(?:(?:what|where)\ )?(?:the|this|our)\ (?:\w+\ ){0,3}
          (?:review|report|reviewers?|panel|committee|inquiry|inspection|inspectors|coroner|board)
          (?:\ (?:has|have|had))?\ (?:said|says|recommend(?:s|ed)|ask(?:s|ed)(?:\ for)?|called\ for|propose[sd])\s*:?$
      | (?:the\ |what\ was\ )?recommend(?:ation|ed)\s*:?$""",
    re.IGNORECASE | re.VERBOSE,
)
_SURE = 0.8  # a heading that says itself that a report follows
_SHORTEST_LIST, _MOST = 2, 0.7  # items, and the share of them that ask somebody


def sections_that_quote(entries: Iterable[Entry]) -> set[str]:
    """Sections under headings that come again and again and say that a recommendation is quoted: "The review said"."""
    sections = {entry.section.id: entry.section for entry in entries if entry.section is not None}
    quoting = [section for section in sections.values() if _ANNOUNCES_QUOTATION.match(section.heading)]
    counts = Counter(section.heading.lower() for section in quoting)
    return {section.id for section in quoting if counts[section.heading.lower()] >= _SHORTEST_LIST}


def reports_by_heading(entries: Iterable[Entry]) -> bool:
    """Whether headings for what was done come again and again: "What has been done?" under each theme."""
    sections = {entry.section.id: entry.section for entry in entries if entry.section is not None}
    reporting = [section for section in sections.values() if section.role == "progress_response"]
    counts = Counter(section.heading.lower() for section in reporting if section.role_confidence >= _SURE)
    return max(counts.values(), default=0) >= _SHORTEST_LIST


def sections_with_lists(entries: Iterable[Entry]) -> set[str]:
    """Sections with at least two list items."""
    counts: dict[str, int] = {}
    for entry in entries:
        if isinstance(entry, Statement) and entry.is_bulleted and entry.section is not None:
            counts[entry.section.id] = counts.get(entry.section.id, 0) + 1
    return {section for section, count in counts.items() if count >= 2}


def lists_that_ask(
    entries: Iterable[Entry], contexts: Mapping[str, Context], forms: AskForms
) -> dict[tuple[str, str | None], ItemKind]:
    """Lists, by section and lead-in, that no heading announces, but that ask one body after the other, or question.

    A list of what a law or procedure asks is led into by its name, and one of what a review was asked by its terms.
    """
    lists: dict[tuple[str, str | None], list[Statement]] = {}
    for entry in entries:
        if isinstance(entry, Statement) and entry.is_bulleted and entry.section is not None:
            context = contexts.get(entry.section.id, Context())
            if context.says_nothing and not context.blocked and not context.labelled:
                lists.setdefault((entry.section.id, entry.lead_in), []).append(entry)
    kinds: dict[tuple[str, str | None], ItemKind] = {}
    for key, items in lists.items():
        texts = [item.text_from() for item in items]
        if len(items) < _SHORTEST_LIST or _SAYS_A_RULE.search(key[1] or ""):
            continue
        if sum(map(forms.asks_somebody, texts)) >= _MOST * len(texts):
            kinds[key] = "recommendation"
        elif all(text.rstrip().endswith("?") for text in texts) and not _asks_the_review(items):
            kinds[key] = "question"
    return kinds


def _asks_the_review(questions: list[Statement]) -> bool:
    """Whether questions are those that a review set out to answer: they do not speak to the reader."""
    first = questions[0]
    role = first.section.role if first.section is not None else None
    spoken_to = sum(_SPEAKS_TO_READER.search(question.text_from()) is not None for question in questions)
    return role in _SETS_OUT or 2 * spoken_to < len(questions) or bool(_SET_QUESTIONS.search(first.lead_in or ""))


def sections_asking_beside_lessons(
    entries: Iterable[Entry], contexts: Mapping[str, Context], forms: AskForms
) -> set[str]:
    """Sections of what was learned where paragraphs without a number say it, and numbered ones ask bodies."""
    numbered: dict[str, list[bool]] = {}
    plain: set[str] = set()
    for entry in entries:
        if not isinstance(entry, Statement) or entry.section is None:
            continue
        if contexts.get(entry.section.id, Context()).kind != "learning_point":
            continue
        if entry.number is not None:
            numbered.setdefault(entry.section.id, []).append(forms.asks_body(entry.text_from()))
        elif not entry.ends_open:
            plain.add(entry.section.id)
    return {section for section in plain & numbered.keys() if sum(numbered[section]) >= _MOST * len(numbered[section])}


def sections_numbered_on(entries: Iterable[Entry], contexts: Mapping[str, Context]) -> set[str]:
    """Sections whose first number goes on from the last of the section before: numbered paragraphs, not a list.

    Where the numbers of a list of asks go on under a heading for each body, they are still those of the list.
    """
    sections: set[str] = set()
    seen: set[str] = set()
    last, before = 0, ""
    for entry in entries:
        if not isinstance(entry, Statement) or entry.section is None or not (entry.number or "").isdigit():
            continue
        number, own = int(entry.number or 0), entry.section.id
        listed = before not in sections and all(
            contexts.get(section, Context()).kind in ASK_KINDS for section in (before, own)
        )
        if own not in seen and 1 < number == last + 1 and not listed:
            sections.add(own)
        seen.add(own)
        last, before = number, own
    return sections
