"""Verb groups of progress statements, by what they say of the deed: done, going on, planned, not begun.

A blank tokenizer knows no parts of speech, so tenses are read from the words that make them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from crossreview.records import Status
from crossreview.vocabulary.progress import ProgressWords

# `undone`: something has not been done so far, which need not be what was asked ("two have not been seen again").
# `denied`: something was not so ("two did not come back"), which says nothing of the work.
Sense: TypeAlias = Literal["completed", "in_progress", "planned", "not_started", "undone", "denied"]

_ASIDE = r"(?:,\s[^,]{2,40},\s)?"
_ADVERBS = rf"""(?:(?:now|also|already|all|both|each|currently|recently|since|then|still|subsequently|therefore|fully
    |again|first|just|long|finally|accordingly|\w+ly)\s+){{0,3}}{_ASIDE}"""
_MONTH_OR_SEASON = r"""(?:january|february|march|april|may|june|july|august|september|october|november|december
    |spring|summer|autumn|winter)"""
_SINCE = rf"(?:since\s+(?:last\s+|early\s+|late\s+|mid-)?{_MONTH_OR_SEASON}\s+(?:\d{{4}}\s+)?)?"  # "have since May run"
_BE = r"(?:is|are|was|were|has\s+been|have\s+been|had\s+been|['’]s|['’]re)"
_HAVE = r"(?:has|have|had|['’]ve)"
_NOT = r"(?:\s+not|n['’]t|\s+never)\s+(?:yet\s+|so\s+far\s+|as\s+yet\s+)?"


@dataclass(frozen=True)
class Telling:
    """A verb group that tells how far a deed has come, and where it stands."""

    start: int
    end: int
    sense: Sense


class VerbGroups:
    """Finds the verb groups of a clause that tell how far something has come."""

    def __init__(self, words: ProgressWords) -> None:
        self._strong = _strong(words)
        self._weak = _weak(words)

    def strong(self, clause: str) -> list[Telling]:
        """Verb groups with an auxiliary, and the set phrases that stand for one, in the order of the words."""
        found = sorted(_all(self._strong, clause), key=lambda telling: (telling.start, -telling.end))
        return list(_without_overlaps(found))

    def is_told_as_done(self, clause: str) -> bool:
        """Whether a clause without such a group tells of something done, or of how things now always are."""
        return any(pattern.search(clause) for pattern in self._weak)


def _all(patterns: Iterable[tuple[Sense, re.Pattern[str]]], clause: str) -> Iterator[Telling]:
    for sense, pattern in patterns:
        for found in pattern.finditer(clause):
            yield Telling(found.start(), found.end(), sense)


def _without_overlaps(tellings: Iterable[Telling]) -> Iterator[Telling]:
    end = -1
    for telling in tellings:
        if telling.start >= end:
            yield telling
            end = telling.end


def _strong(words: ProgressWords) -> tuple[tuple[Sense, re.Pattern[str]], ...]:
    """The patterns, the special before the plain: of two that begin and end together the first counts."""
    grammar: Mapping[Sense, tuple[str, ...]] = {
        "not_started": _not_begun(words),
        "in_progress": _going_on(words),
        "planned": _to_come(),
        "undone": (
            rf"(?:has|have){_NOT}been\s+\w+",
            r"(?:has|have)(?:\s+not|n['’]t)\s+yet\s+\w+",
            r"(?:has|have)\s+yet\s+to\s+\w+",
            r"did\s+not(?=\s*[.,;])",
        ),
        "denied": (rf"{_HAVE}{_NOT}\w+", rf"(?:was|were|is|are){_NOT}\w+", rf"did{_NOT}\w+"),
        "completed": _done(words),
    }
    return tuple((sense, _any_of((*words.states.get(_status(sense), ()), *forms))) for sense, forms in grammar.items())


def _status(sense: Sense) -> Status:
    return "no_status" if sense == "undone" or sense == "denied" else sense  # noqa: PLR1714  (mypy narrows this form)


def _not_begun(words: ProgressWords) -> tuple[str, ...]:
    deed = _alternatives(words.deeds)
    return (
        rf"(?:{_HAVE}|was|were|is|are){_NOT}(?:been\s+)?{_ADVERBS}{deed}\b",
        rf"did{_NOT}(?:take\s+place|begin|start|happen|meet|go\s+ahead)\b",
        r"no\s+(?:\w+\s+){1,2}(?:has|have)\s+(?:yet\s+)?(?:begun|started|done\s+so)\b",
        rf"{_HAVE}\s+{_ADVERBS}been\s+(?:begun\s+)?(?:paused|deferred|postponed|put\s+back|put\s+on\s+hold)\b",
    )


def _going_on(words: ProgressWords) -> tuple[str, ...]:
    progressive = rf"(?!{_alternatives(words.no_progressive)}\b)\w{{2,}}ing\b"
    kept = _alternatives(words.cared_for)
    effort, group = _alternatives(words.efforts), _alternatives(words.groups)
    return (
        rf"{_BE}\s+{_ADVERBS}being\s+{_ADVERBS}(?!{kept}\b)\w+",
        rf"(?<!there\s)(?:is|are|has\s+been|have\s+been)\s+{_ADVERBS}{progressive}",
        rf"{_HAVE}\s+{_ADVERBS}(?:been\s+)?{_ADVERBS}{_alternatives(words.begun)}\b(?!\s+(?:by|to\s+all)\b)",
        rf"{effort}\b(?:(?!\bnot\b|n['’]t\b|\bnever\b)[^,;.]){{0,60}}?\s(?:began|started|commenced|opened|continues?|continued)\b",
        rf"{effort}\s+(?:on\s+\w+\s+)?(?:under\s*way|ongoing)\b",
        rf"{group}\b[^,;.]{{0,40}}?\s(?:has\s+been|have\s+been|was|is)\s+(?:set\s+up|established|formed|convened|created)\b",
        r"(?:is|are)\s+(?:at|with|before|out\s+(?:for|to))\s+(?:the\s+|its\s+)?(?:procurement|tender|consultation|legal\s+services|lawyers|printers)\b",
    )


def _to_come() -> tuple[str, ...]:
    return (
        r"(?:will|shall|['’]ll)(?!\s+continue\b)\b",
        r"(?<!\ba\s)(?<!\bthe\s)(?<!\bnew\s)(?<!\baction\s)(?<!\btheir\s)(?:plans?|intends?|proposes?|aims?|expects?|hopes?|seeks?)\s+to\b",
        r"(?:is|are)\s+proposed\s+that\b",
        rf"(?:is|are)\s+{_ADVERBS}(?:planned|scheduled|due|expected|intended|proposed|anticipated|set|going|about)"
        r"\s+(?:to|for|in|on|at|from|by|after|before)\b",
        r"(?:is|are)\s+(?:planned|scheduled)\b",
        r"(?:is|are)\s+to\s+\w+",
        r"(?:has|have)\s+(?:now\s+|also\s+)?(?:agreed|undertaken|decided|resolved|promised|committed|offered)\s+to\b",
    )


def _done(words: ProgressWords) -> tuple[str, ...]:
    participle = _participle(words)
    return (
        rf"{_HAVE}\s+{_SINCE}{_ADVERBS}(?:been\s+{_ADVERBS})?(?:in\s+(?:use|place|post|force)|part\s+of|open\b|{participle})\b",
        rf"(?:was|were|is\s+now|are\s+now)\s+{_ADVERBS}{participle}\b",
        r"(?:is|are)\s+(?:now\s+|fully\s+|both\s+|all\s+)?(?:in\s+(?:place|use|post|force)|available|complete|established|live|routine"
        r"|embedded|open|up\s+and\s+running)\b",
        r"now\s+(?:\w+ly\s+|also\s+)?"
        r"(?!(?:is|has|was|been|being|the|an?|that|this|to|for|under|with|from|will|are|were|in|on|at|and|or|of|but|by|one|no|not|it)\b|\w+ing\b)[a-z]{2,}\b",
    )


def _weak(words: ProgressWords) -> tuple[re.Pattern[str], ...]:
    """Weaker than any group with an auxiliary, since "-ed" is also how adjectives end ("the agreed plan")."""
    no_deed = _alternatives(words.no_deeds)
    unmeant = rf"^(?!.*\b{_alternatives(words.meant)}\s+to\b).*"
    return (
        re.compile(
            rf"""(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?<!\bof\s)(?<!\bto\s)(?<!\bto\sbe\s)
                \b(?:(?!{no_deed}\b)\w{{3,}}ed|{_alternatives(words.irregular_pasts)})\b(?!\s+by\b)(?=\s*[\w,.;]|$)""",
            re.VERBOSE,
        ),
        re.compile(rf"\b(?:is|are)\s+{_ADVERBS}{_participle(words)}\b", re.IGNORECASE | re.VERBOSE),
        re.compile(
            rf"""{unmeant}\b(?:each|every)\s+(?!is\b|of\b)\w+
               |^\W*(?:all|both)\s+(?!is\b|of\b)\w+
               |\b(?:daily|weekly|fortnightly|monthly|quarterly|twice|once\s+an?)\b|\bcan\s+(?!be\b|not\b)\w+
               |^\W*(?:\w{{3,}}ed|sent|held|given|built)\s+(?:\w+ly\s+)?(?:by|on|in|at|from)\b  # "Sent daily from"
               |\bthere\s+(?:is|are)\s+(?:an?|two|three|four|five)\b|\b(?:has|have|holds?)\s+(?:an?|the|its|their)\b""",
            re.IGNORECASE | re.VERBOSE,
        ),
    )


def _participle(words: ProgressWords) -> str:
    irregular = _alternatives(words.irregular_participles)
    return rf"(?!{_alternatives(words.no_deeds)}\b)(?:\w{{2,}}(?:ed|wn|pt|lt|ght|ken|ten|ven|sen)|{irregular})"


def _alternatives(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})".replace(" ", r"\s+")


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    """Any of the forms, each from the beginning of a word."""
    return re.compile(rf"(?<![\w’'])(?:{'|'.join(forms)})", re.IGNORECASE | re.VERBOSE)
