"""What an age is printed as, and what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from crossreview.report.open_output.dates import MONTH
from crossreview.report.open_output.expressions import CODE_WITH_NOUN, either, spaced
from crossreview.vocabulary.names import NameWords, load_names

_DASH = r"[\s‐‑–-]"
_NEARLY = r"""(?:(?:only|just|nearly|almost|about|around|approximately|barely|still|then|now|already
    |just\s+(?:under|over))\s+){0,2}"""


@dataclass(frozen=True)
class AgePatterns:
    """An age and what stands around it, made ready from the vocabulary."""

    age: re.Pattern[str]
    birthday: re.Pattern[str]
    aged: re.Pattern[str]
    age_of: re.Pattern[str]
    someone_is: re.Pattern[str]
    then: re.Pattern[str]
    at: re.Pattern[str]
    opens: re.Pattern[str]
    ends: re.Pattern[str]
    is_range: re.Pattern[str]
    limit: re.Pattern[str]
    open_limit: re.Pattern[str]
    one_person: re.Pattern[str]
    counted: re.Pattern[str]
    suspended: re.Pattern[str]
    thing_behind: re.Pattern[str]
    thing_before: re.Pattern[str]
    of_a_life: re.Pattern[str]
    of_a_course: re.Pattern[str]
    later: re.Pattern[str]
    lived_until: re.Pattern[str]
    o_clock: re.Pattern[str]
    person: re.Pattern[str]
    pronoun: re.Pattern[str]
    person_of: re.Pattern[str]

    @classmethod
    def of(cls, words: NameWords) -> AgePatterns:
        """The patterns for these words."""
        ages = words.ages
        people = (*words.kin, *words.near, *words.persons)
        word = either(ages.numbers)
        number = rf"(?<![\w.,:/£-])(?:\d{{1,3}}(?![\d/:%]|[.,]\d)|(?:{word})(?:[\s-](?:{word}))?(?!\w))"
        return cls(
            # "14", "four months", "two and a half", "one year and four months", "15 weeks old", "14-year-olds".
            age=spaced(
                rf"""(?P<number>{number})(?:\s*½|\s+and\s+a\s+half|-and-a-half)?
                (?: {_DASH}*(?P<unit>year|yr|month|week|day|hour)s?\b
                    (?: (?:\s+and|,)?\s+{number}\s+(?:month|week|day)s?\b )?
                    (?: {_DASH}+(?P<old>old|of\s+age)(?P<several>s)?\b )?
                )?"""
            ),
            birthday=re.compile(
                rf"""\b(?:(?:[Hh]is|[Hh]er|[Tt]heir)(?:\s+\w+[’']s)?|[A-Z]\w*[’']s?)\s+
                    (?P<ordinal>{either(ages.ordinals)}|\d{{1,3}}(?:st|nd|rd|th))(?=\s+birthdays?\b)""",
                re.VERBOSE,
            ),
            aged=spaced(rf"\baged\s+{_NEARLY}$"),
            age_of=spaced(rf"\b(?:ages?(?:\s+of)?\s*:?|age\s+at\s+(?:the\s+)?(?:\w+\s+){{0,3}}\w+\s*:)\s*{_NEARLY}$"),
            someone_is=spaced(
                rf"[ ](?:was|is|were|are|being|turned|turns|reached|became|had\s+(?:just\s+)?turned)[ ]+{_NEARLY}$"
            ),
            then=spaced(r"[,(]\s?(?:and\s+)?(?:then|now)\s+(?:only\s+|just\s+)?$"),
            at=spaced(rf"\bat\s+{_NEARLY}$"),
            opens=spaced(r"(?:^|[.!?:;\n“—])[\s“\"]*(?:[\d.]+\s+)?$"),
            ends=spaced(
                rf"""\s*(?:[,.;:)\]”"’'?!–—]|$)|[^\S\n]*\n|\s+(?:and|or|when|while|at|old|but|on|by|with|who|whose|then
                |now|after|before|as|because|so|to|from|for|he|she|they|i|we|his|her|it|was|were|had|is|of\s+age
                |in\s+(?:(?:19|20)\d\d|{MONTH})|years?\s+(?:old|of\s+age)|\w{{3,}}ing)\b"""
            ),
            # "aged 14 to 16", "age 16-17", "aged 65 and over", "under 5 years old" are ages of nobody.
            is_range=spaced(
                rf"""\s*(?:[-–—]|to\b|until\b|through\b)\s*(?:{number}|\d)|\s*\+|\s*(?:%|per\s*cent)
                |\s*(?:years?\s+)?(?:(?:of\s+age|old)\s+)?(?:plus\b
                    |(?:and|or)\s+(?:over|above|under|older|younger|below|more|upwards?|less)\b)"""
            ),
            limit=spaced(
                rf"""(?:\b(?:under|over|below|above|than|least|most|beyond|within|every|between|up\s+to|approach\w*
                    |(?:oldest|newest|latest)(?:\s+of\s+\w+)?)\s+(?:the\s+)?(?:ages?\s+(?:of\s+)?)?
                |(?:{number})\s*(?:[-–—]|to)\s*)$"""
            ),
            open_limit=spaced(r"\b(?:until|from|to|by)\s+(?:the\s+)?ages?\s+of\s+$"),
            one_person=re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|him|hers)\b|(?<![\w.’'])[A-HJ-Z]\d?(?=\s[a-z])"),
            counted=spaced(r"\b(?:two|three|four|five|both|those|these)\s+$"),
            suspended=spaced(
                rf"(?P<hyphen>-?)\s*(?:,|and|or|to)\s+{number}{_DASH}(?:year|month|week|day)s?{_DASH}old\b(?!s)"
            ),
            thing_behind=spaced(rf"\s+(?:\w+\s+)?{ages.things}\b"),
            thing_before=spaced(rf"\b{ages.things}[ ](?:(?:that|which)[ ])?(?:was|were|is|are|be|been)[ ]{_NEARLY}$"),
            of_a_life=spaced(rf"\b{ages.of_a_life}\b"),
            of_a_course=spaced(rf"\b{ages.of_a_course}\b"),
            later=spaced(
                r"\s*(?:[’']|(?:notice|later|after|before|into|ago|of\s+(?:pregnancy|gestation)|pregnant|intervals)\b)"
            ),
            lived_until=spaced(rf"\b{ages.lived_until}\b[^.;]{{0,45}}$"),
            o_clock=spaced(rf"\s*{ages.o_clock}"),
            person=re.compile(rf"(?:\[name\ removed\]|\b(?i:{either(people)})|\b{CODE_WITH_NOUN})$", re.VERBOSE),
            pronoun=re.compile(r"\b(?i:he|she|they|who|i|you)(?:\s\w+)?$|(?<![\w.’'])[A-Z]\d?$"),
            person_of=spaced(rf"\b(?:{either(set(people) - set(ages.not_of_an_age))})\s+of\s+{_NEARLY}$"),
        )


@cache
def age_patterns() -> AgePatterns:
    """The patterns for the vocabulary as shipped."""
    return AgePatterns.of(load_names())
