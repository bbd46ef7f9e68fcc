"""The age band of the subject: only what a plain statement about the subject says, never more exact than the band."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crossreview.extract.metadata.about import OTHERS, Who
from crossreview.extract.metadata.incident import HARM
from crossreview.extract.metadata.passages import STATED, Reading
from crossreview.extract.numbers import NUMBER_WORDS, number_of
from crossreview.records import Found
from crossreview.vocabulary.ages import OLDEST_BAND, age_band

# Decades that lie within one band; the twenties, forties and sixties do not.
_DECADES = {
    "thirties": "25-44",
    "fifties": "45-64",
    "seventies": "65-79",
    "eighties": OLDEST_BAND,
    "nineties": OLDEST_BAND,
}
_BIRTHDAYS = {
    name: years
    for years, name in enumerate(
        (
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
            "twentieth", "twenty-first",
        ),
        start=1,
    )
}  # fmt: skip
_PER_YEAR = {"year": 1, "month": 12, "week": 52, "day": 365, "hour": 8760}

# The early and the late part of a decade lie within one band, where the whole does not: 20-23, 27-29, 40-43 and so on.
_PARTS_OF_DECADES = {
    ("early", "twenties"): "18-24",
    ("late", "twenties"): "25-44",
    ("early", "forties"): "25-44",
    ("late", "forties"): "45-64",
    ("early", "sixties"): "45-64",
    ("late", "sixties"): "65-79",
}
_TENS = {"20": "twenties", "30": "thirties", "40": "forties", "50": "fifties", "60": "sixties", "70": "seventies"}
_TENS |= {"80": "eighties", "90": "nineties"}

_WORD = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_NUMBER = rf"\d{{1,3}}|(?:{_WORD})(?:[ -](?:{_WORD}))?"
_UNIT = "year|month|week|day|hour"
_NEARLY = r"(?:(?:only|just|nearly|almost|about|around|approximately|barely|still|then|just\s+(?:under|over))\s+){0,2}"
_PART = r"early|mid|middle|late"
_AGE = re.compile(
    rf"""(?:\b|(?=\())(?:
        (?:was|is|were|being|turned) \s+ {_NEARLY} (?P<plain>{_NUMBER}) (?: \s+ (?P<plain_unit>{_UNIT})s? )?
            (?= \s* [,.;:)–] | \s* $ | \s+ (?:and|when|at|old|in|but|years|on|by
              |of\s+age)\b )   # "was 68 when she died"
      | (?:aged?|at\s+the\s+age\s+of|(?:died|death)\s+at) \s*
        :? \s* {_NEARLY} (?P<aged>{_NUMBER}) (?: [\s-]+ (?P<aged_unit>{_UNIT})s? )?
      | age \s+ at \s+ (?:the\s+)? (?:time\s+of\s+)? (?:\w+\s+)?\w+ \s*:\s* (?P<label>{_NUMBER})
            (?: [\s-]+ (?P<label_unit>{_UNIT})s? )?                                        # "Age at death: 41"
      | (?P<old>{_NUMBER}) [\s-]+ (?P<old_unit>{_UNIT})s? [\s-]+ (?:old|of\s+age)            # "14-week-old"
      | (?:man|woman|boy|girl|baby|child|person|lady|gentleman|infant
        |student) \s+ of \s+ {_NEARLY} (?P<person>{_NUMBER})
            (?: \s+ (?P<person_unit>{_UNIT})s? )? (?= \s* [,.;)] | \s* $ | \s+ [a-z] )
      | (?<=[a-z],\s) (?P<apposed>\d{{1,3}}) (?=,)                                        # "Desmond, 79, came"
      | (?<=[A-Za-z]\s)\( (?:aged?\s+)? (?P<bracketed>\d{{1,3}}) (?:\s+years)? (?=\))      # "Desmond (79) came"
      | in \s+ (?:his|her|their) \s+ (?:(?P<part>{_PART})(?:\s+to\s+(?:{_PART}))?[-\s]+)? (?:
            (?P<decade>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties) | (?P<tens>[2-9]0)[’']?s )
      | (?P<birthday_side>before|after|of|short\s+of|until|celebrated) \s+ (?:his|her|their) \s+
            (?P<birthday>{"|".join(_BIRTHDAYS)}|\d{{1,2}}(?:st|nd|rd|th)) \s+ birthday
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_HARM_OF = re.compile(
    rf"""\s* (?:years?|months?|weeks?|days?)? \s* (?:old|of\s+age)? ,? \s* (?:when|on\s+the\s+day|at\s+the\s+time) \s+
        (?:of\s+)? [^,.;]{{0,40}}? \b{HARM}""",
    re.IGNORECASE | re.VERBOSE,
)
_ANOTHER_TIME = re.compile(
    r"\s*(?:years?|months?|weeks?|days?)?\s*(?:old|of age)?,? "
    r"(?:when(?! the (?:review|partnership|board|incident|events?|committee|panel)\b)|by the time|as) ",
    re.IGNORECASE,
)
_IS_HARM = re.compile(rf"\b{HARM}\b", re.IGNORECASE | re.VERBOSE)
_DIED_AT = re.compile(rf"\b{HARM} [^.;]{{0,40}} $", re.IGNORECASE | re.VERBOSE)
# An age at another time.
_NOT_THEN = re.compile(
    r"""\b(?: years? \s+ (?:and\s+)? | (?:since|from\ the\ age|from\ age|now|currently|today|until
      |between)\b [^,.;]{0,30}
        | (?:when|once|after|before|while) \s+ \w+ \s+ ) $""",
    re.IGNORECASE | re.VERBOSE,
)
# An age that belongs to the next word: "a 24-year-old mother".
_OF_ANOTHER = re.compile(rf"[\s,]*(?:\w+\s+)?{OTHERS.pattern}(?!\s+of\b)", re.IGNORECASE | re.VERBOSE)
# "In May 2021, when she was nine, Ann fell": the age at the time of what the sentence tells.
_THEN = re.compile(
    r"^(?:[\d.()]+\s+)?(?:in|on|by|at|during)\s+[^,.;]{0,40}(?:19|20)\d\d,\s+when\s+(?:he|she|they|[A-Z]\w+)\s+$",
    re.IGNORECASE,
)
# "The brothers were twelve and ten": two ages, of which neither is the other's.
_AND_ANOTHER = re.compile(rf"\s+and\s+(?P<number>{_NUMBER})\b(?!\s+(?:{_UNIT}|of))", re.IGNORECASE)
# What ends the story of a child: not that she moved, or that somebody met somebody.
_WHEN = re.compile(
    r"""\s*(?:years?\s+old|years?\s+of\s+age)?,?\s+when\s+[^.;]{0,60}
        \b(?:carried|taken|admitted|brought|removed|rescued|found|hospital|ambulance|doctors?|paramedics|disclosed)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_CHILDREN = frozenset({"under 1", "1-5", "6-10", "11-15", "16-17"})
_FIRST_SENTENCES = 6  # in which "Ann was nine when ..." tells how old she was in the story
_SINGULAR = re.compile(r"(?:was|is)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:each|both|twins?|neither|pair)\b", re.IGNORECASE)
_PRESENT = re.compile(r"is\b", re.IGNORECASE)
_TELL_OF_SUBJECT = frozenset({"incident", "background", "introduction", "executive_summary", "family_composition"})
_SURE, _PLAIN, _DOUBTFUL, _LEAST = 0, 1, 2, 3


@dataclass(frozen=True)
class _Statement:
    """A band, how well it fits (at the time of the harm, at some time, now), and whether it is of one person."""

    fits: int
    band: Found[str]
    of_one: bool


def find_age_band(reading: Reading, subject: str | None) -> Found[str] | None:
    """The band of the subject's age when it happened, else where the front, the summary or the story first states it.

    Of several persons the band that all statements share, or none.
    """
    who = Who(subject)
    told = sorted(_statements(reading, who), key=lambda statement: statement.fits)
    if not told or (who.several and not _of_all(told)):
        return None
    return told[0].band


def _of_all(told: Sequence[_Statement]) -> bool:
    """Whether statements about several persons agree, and are more than one about one of them."""
    return len({statement.band.value for statement in told}) == 1 and (len(told) > 1 or not told[0].of_one)


def _statements(reading: Reading, who: Who) -> Iterator[_Statement]:
    """What is said of the subject's age, with how well it fits: at the time of the harm, at some time, now."""
    sentences = who.sentences((*reading.front_passages, *reading.in_roles(_TELL_OF_SUBJECT)))
    for at, told in enumerate(sentences):
        text = told.passage.text
        for match in _AGE.finditer(text, told.start, told.end):
            band = _band(match)
            if band is None or OTHERS.search(text, told.start, match.start()) or _OF_ANOTHER.match(text, match.end()):
                continue
            if (other := _AND_ANOTHER.match(text, match.end())) and age_band(_value(other["number"].lower())) != band:
                continue
            fits = _fits(text, told.start, told.end, match)
            if (
                fits is None
                and at < _FIRST_SENTENCES
                and band in _OF_CHILDREN
                and _is_of_story(text, told.start, match, who)
            ):
                fits = _LEAST
            if fits is not None:
                together = _TOGETHER.search(text, told.start, match.start()) is not None
                of_one = _SINGULAR.match(match.group()) is not None and not together
                yield _Statement(fits, told.passage.found(band, match.start(), match.end(), STATED), of_one)


def _is_of_story(text: str, start: int, match: re.Match[str], who: Who) -> bool:
    """Whether a first sentence opens with the name and says how old they were when something happened."""
    named = who.first(text, start, match.start())
    plain = match["plain"] is not None and _NOT_THEN.search(text, start, match.start()) is None
    return plain and named is not None and _WHEN.match(text, match.end()) is not None


def _fits(text: str, start: int, end: int, match: re.Match[str]) -> int | None:
    before = text[start : match.start()]
    if _DIED_AT.search(before):
        return _SURE
    if _THEN.search(before):
        return _SURE if _IS_HARM.search(text, match.end(), end) else _PLAIN
    if _NOT_THEN.search(before):
        return None
    if _HARM_OF.match(text, match.end()):
        return _SURE
    if _ANOTHER_TIME.match(text, match.end()):
        return None
    return _DOUBTFUL if _PRESENT.match(match.group()) else _PLAIN


def _band(match: re.Match[str]) -> str | None:
    if match["decade"] or match["tens"]:
        decade = (match["decade"] or _TENS[match["tens"]]).lower()
        return _DECADES.get(decade) or _PARTS_OF_DECADES.get(((match["part"] or "").lower(), decade))
    if match["birthday"]:
        return _band_at_birthday(match["birthday"].lower(), match["birthday_side"].lower())
    names = ("plain", "aged", "label", "old", "person", "apposed", "bracketed")
    name = next(name for name in names if match[name])
    unit = match.groupdict().get(f"{name}_unit") or "year"
    return age_band(_value(match[name].lower()) // _PER_YEAR[unit.lower()])


def _band_at_birthday(birthday: str, side: str) -> str | None:
    years = _BIRTHDAYS.get(birthday) or int(re.sub(r"\D", "", birthday) or 0)
    return age_band(years if side in ("after", "celebrated") else years - 1)


def _value(printed: str) -> int:
    """A number in figures or words; words such as "twenty-two" add up."""
    if printed.isdigit():
        return int(printed)
    return number_of(printed)
