"""Ages of people in a text, and the bands that stand for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from crossreview.report.open_output.age_patterns import age_patterns
from crossreview.report.open_output.changes import Change
from crossreview.report.open_output.sentences import sentence_around
from crossreview.vocabulary.ages import age_band
from crossreview.vocabulary.names import load_names

_PER_YEAR: Final = {"y": 1, "m": 12, "w": 52, "d": 365, "h": 8760}
_OLDEST_OF_ALL = 115  # what is more is no age
_FEW = (1, 2)  # "a child of two teenagers"
_LONGEST_CELL = 3  # words of a person in a table: "Maternal half sister"
_LIST_GOES_ON = re.compile(r",\s+(?:and\s+)?|,?\s+(?:and|or)\s+")
_NEAR = 60  # characters


def ages_in(text: str, ends: frozenset[int]) -> Iterator[Change]:
    """Exact ages of people as their bands; `ends` are where the names of people end."""
    goes_on = -1
    for match in age_patterns().age.finditer(text):
        change = _Age(text, match, ends).change(in_list=match.start() == goes_on)
        if change is not None:
            yield change
            following = _LIST_GOES_ON.match(text, match.end())
            goes_on = following.end() if following else -1
    for birthday in age_patterns().birthday.finditer(text):
        ordinal = birthday["ordinal"].lower()
        years = load_names().ages.ordinals.get(ordinal) or int(re.sub(r"\D", "", ordinal))
        yield Change(*birthday.span("ordinal"), f"[aged {age_band(years)}]")


@dataclass(frozen=True)
class _Age:
    """A number that may be an age, in its text; `people` are where the names of people end."""

    text: str
    match: re.Match[str]
    people: frozenset[int]

    def change(self, *, in_list: bool) -> Change | None:
        """The band in its place; None where it is no age, or nobody's."""
        patterns, years = age_patterns(), self._years()
        if years is None or self._behind(patterns.is_range) or self._before(patterns.limit):
            return None
        aged = Change(*self.match.span(), f"[aged {age_band(years)}]")
        bare = replace(aged, mark=f"[{age_band(years)}]")  # where "age" stands before it
        if self._before(patterns.age_of):
            return bare if self._is_of_one_person() else None
        if self.match["old"] and not self._is_of_people():
            return None
        ends = self._behind(patterns.ends) is not None
        if self._before(patterns.person_of) and (ends or years not in _FEW):
            return bare
        return self._labelled(aged) or (aged if self._is_told(ends=ends, in_list=in_list) else None)

    def _labelled(self, aged: Change) -> Change | None:
        """The change where a label makes it an age, in its full extent: "aged 14", "14 years old", "(14)"."""
        if told := self._before(age_patterns().aged):
            return replace(aged, start=told.start())
        if self.match["old"]:
            return aged
        if suspended := self._behind(age_patterns().suspended):
            return replace(aged, end=suspended.end("hyphen"))
        return replace(aged, start=aged.start - 1, end=aged.end + 1) if self._stands_in_brackets() else None

    def _years(self) -> int | None:
        """The whole years; None where the number is too large, or may be a pronoun."""
        printed = re.split(r"[\s-]", self.match["number"].lower())
        unit = self.match["unit"]
        if printed == ["one"] and unit is None:
            return None
        numbers = load_names().ages.numbers
        value = sum(numbers.get(word) or int(word) for word in printed)
        years = value // _PER_YEAR[(unit or "year")[0].lower()]
        return years if years <= _OLDEST_OF_ALL else None

    def _before(self, pattern: re.Pattern[str], at: int | None = None) -> re.Match[str] | None:
        end = self.match.start() if at is None else at
        return pattern.search(self.text, max(0, end - 2 * _NEAR), end)

    def _behind(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.match(self.text, self.match.end())

    def _has_before(self, printed: str) -> bool:
        return self.text.endswith(printed, 0, self.match.start())

    def _is_person(self, at: int, *, pronouns: bool = False) -> bool:
        """Whether a person ends at an offset: a name, a pseudonym, "his sister"; or "she"."""
        begin = max(0, at - _NEAR)
        before = self.text[begin:at].rstrip('”"’ ')
        patterns = age_patterns()
        spoken_of = patterns.person.search(before) or (pronouns and patterns.pronoun.search(before))
        return begin + len(before) in self.people or bool(spoken_of)

    def _is_of_one_person(self) -> bool:
        """Whether "until the age of 14" is about one person: "care until the age of 25" is not."""
        if self._before(age_patterns().open_limit) is None:
            return True
        start, end = sentence_around(self.text, *self.match.span())
        named = any(start < each <= end for each in self.people)
        return named or age_patterns().one_person.search(self.text, start, end) is not None

    def _is_of_people(self) -> bool:
        """Whether "14 years old" is said of people: not of a policy, nor of all who are so old."""
        patterns = age_patterns()
        if self.match["several"] and not self._before(patterns.counted):
            return False
        return not (self._behind(patterns.thing_behind) or self._before(patterns.thing_before))

    def _stands_in_brackets(self) -> bool:
        """Whether it is all that stands in brackets behind a person: "Child R (14)"."""
        closes = self.text.startswith(")", self.match.end())
        return closes and self._has_before(" (") and self._is_person(self.match.start() - 2)

    def _is_told(self, *, ends: bool, in_list: bool) -> bool:
        """Whether what stands before it tells an age: "she was 14", "his sister, 9,", "at 15 weeks"."""
        patterns, start = age_patterns(), self.match.start()
        at = self._before(patterns.at)
        if at and self.match["unit"]:
            return self._is_of_a_life()
        if not ends or in_list:
            return ends
        if told := self._before(patterns.someone_is):
            return self._is_person(told.start(), pronouns=True)
        if self._has_before(", ") and re.match(r"\s*[,.;)]|\s+and\s+\w+[,.;)]", self.text[self.match.end() :]):
            return self._is_person(start - 2) or self._before(patterns.then) is not None
        if self._has_before("\n") and re.match(r",|\s*\n|\s*$", self.text[self.match.end() :]):
            return self._stands_under_person()
        return self._before(patterns.then) is not None or (at is not None and self._ends_a_life_at(at.start()))

    def _stands_under_person(self) -> bool:
        """Whether the line before is a person and nothing else, as in a row of a table: the name, the age."""
        end = self.match.start() - 1
        line = self.text[max(0, end - _NEAR) : end].rpartition("\n")[2]
        return len(line.split()) <= _LONGEST_CELL and ":" not in line and self._is_person(end)

    def _is_of_a_life(self) -> bool:
        """Whether "at 15 weeks" is said of somebody's life, not of a pregnancy, a notice or a plan."""
        patterns, (start, end) = age_patterns(), self.match.span()
        first, last = sentence_around(self.text, start, end)
        if self._behind(patterns.later) or patterns.of_a_life.search(self.text, first, last) is None:
            return False
        return patterns.of_a_course.search(self.text, max(first, start - _NEAR), min(last, end + _NEAR // 2)) is None

    def _ends_a_life_at(self, at: int) -> bool:
        """Whether "at 14" is an age, not an hour: "At 14 she ran away", "who, at 14, found it", "left school at 16"."""
        patterns = age_patterns()
        if self._behind(patterns.o_clock):
            return False
        if self._before(patterns.opens, at):
            return re.match(r",?\s+(?:he|she|[A-Z]\w+)\s", self.text[self.match.end() :]) is not None
        if self.text.endswith(", ", 0, at) and self.text.startswith(",", self.match.end()):
            return self._is_person(at - 2, pronouns=True)
        return self._before(patterns.lived_until, at) is not None
