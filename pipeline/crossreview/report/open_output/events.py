"""Whether a sentence tells of a birth, a death, an incident, or of what was done about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from crossreview.report.open_output.expressions import any_case
from crossreview.vocabulary.names import NameWords, load_names

_ASKED_FOR = re.compile(r"\bdates?\s+of\s+birth\b")  # behind a date: one that was asked for on that day
_NEAR = 60  # characters


@dataclass(frozen=True)
class EventPatterns:
    """What tells dates of births, deaths and harm from dates of meetings, plans and periods."""

    event: re.Pattern[str]
    no_event: re.Pattern[str]
    procedure_before: re.Pattern[str]
    procedure_after: re.Pattern[str]
    deadline: re.Pattern[str]
    stretch: re.Pattern[str]
    period: re.Pattern[str]

    @classmethod
    def of(cls, words: NameWords) -> EventPatterns:
        """The patterns for these words."""
        to_date = r"\s+(?:the\s+)?(?:(?:late|early|mid|end\s+of)[\s-]+)?$"
        return cls(
            event=any_case("|".join(words.events)),
            no_event=any_case("|".join(words.no_event)),
            procedure_before=any_case(
                rf"\b{words.procedures}(?:\s+[\w’'-]+){{0,2}}?(?:\s*[:,(–-])?"
                rf"(?:\s+(?:on|in|of|at|for|from|as\s+at|held\s+(?:on|in)))?\s*$"
            ),
            procedure_after=any_case(rf",?\s+(?:[^\s,.;]+\s+){{0,14}}?{words.procedure_verbs}\b"),
            deadline=any_case(rf"\b{words.deadlines}\s*:?{to_date}"),
            stretch=any_case(rf"\b{words.stretches}{to_date}"),
            period=any_case(words.periods),
        )

    def tells_event(self, before: str, after: str) -> bool:
        """Whether the words of a sentence around a date tell of a birth, a death, harm or what followed."""
        after = _ASKED_FOR.sub("", after)
        return any(self.event.search(self.no_event.sub("", words)) for words in (before, after))

    def is_procedure(self, before: str, after: str) -> bool:
        """Whether the words right beside a date make it one of a meeting, a plan, a deadline."""
        if deadline := self.deadline.search(before):
            told_of = re.match(r"\s*,?\s*(?:\w+\s+){0,3}(?:had|was|were)\b", after)  # "By March 2021 she had been hurt"
            return not (told_of and deadline.group().strip().lower() == "by")
        told = self.procedure_before.search(before)
        if told is not None and not self.tells_event(told.group(), ""):
            return True
        told = self.procedure_after.match(after)
        return told is not None and not self.tells_event(before, told.group())

    def bounds_a_period(self, before: str, after: str) -> bool:
        """Whether a date begins or ends the period under review, or a time of which no event is told nearby."""
        near = self.tells_event(before[-_NEAR:], after[:_NEAR])
        return bool(self.period.search(before) or (self.stretch.search(before) and not near))


@cache
def event_patterns() -> EventPatterns:
    """The patterns for the vocabulary as shipped."""
    return EventPatterns.of(load_names())
