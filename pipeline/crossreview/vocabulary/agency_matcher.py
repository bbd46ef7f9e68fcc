"""Where a text names a body, and of what type it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from spacy.tokens import Doc

from crossreview.vocabulary.agencies import Agencies, AgencyType, Caution
from crossreview.vocabulary.phrases import Occurrence, PhraseFinder, PhraseReader, in_capitals
from crossreview.vocabulary.taxonomy import WordForms
from crossreview.vocabulary.words import WordFamilies

How: TypeAlias = Literal["name", "abbreviation", "role", "coded"]

ARTICLES = frozenset({"a", "an", "the", "any", "another", "local", "women's", "her", "his", "their"})
SENTENCE_ENDS = frozenset(".:;?!•")
# The names of agencies are made of nouns: plurals are all the forms that they have.
_NOUNS = WordForms(verbs=(), irregular={"child": ("children", "childrens", "childs")}, spellings={"adviser": "advisor"})


@dataclass(frozen=True)
class AgencyMention:
    """A body named in `text[start:end]`; `text` is the name as printed, without a possessive ending."""

    type_id: str
    start: int
    end: int
    text: str
    how: How


@dataclass(frozen=True)
class _Name:
    type_id: str
    how: How
    caution: Caution | None = None


class AgencyMatcher:
    """Finds the bodies of the vocabulary in text. Keeps nothing of the texts it reads."""

    def __init__(self, agencies: Agencies) -> None:
        self._reader = PhraseReader(WordFamilies(_NOUNS))
        self._names = PhraseFinder(self._reader, _names(agencies.types))
        self._abbreviations = PhraseFinder(self._reader, _abbreviations(agencies.types), exact=True)
        self._coded = tuple((re.compile(coded.pattern), coded.types) for coded in agencies.coded_name_patterns)

    def match(self, text: str) -> tuple[AgencyMention, ...]:
        """The bodies named in a text, in the order in which they stand; of names inside one another the longest."""
        doc = self._reader.read(text)
        mentions = [*self._coded_names(text)]
        for entry in self._names.find(doc):
            if _is_name(doc, entry):
                mentions.append(_mention(doc, text, entry))
        for entry in self._abbreviations.find(doc):
            if not in_capitals(doc, entry.start, entry.end):
                mentions.append(_mention(doc, text, entry))
        kept: list[AgencyMention] = []
        for mention in sorted(mentions, key=lambda mention: (mention.start - mention.end, mention.start)):
            if all(mention.end <= other.start or other.end <= mention.start for other in kept):
                kept.append(mention)
        return tuple(sorted((mention for mention in kept if mention.type_id), key=lambda mention: mention.start))

    def _coded_names(self, text: str) -> Iterator[AgencyMention]:
        for pattern, types in self._coded:
            for match in pattern.finditer(text):
                yield AgencyMention(types[match["kind"]], match.start(), match.end(), match.group(), "coded")


# A phrase that is no body takes its words away from those that are inside it, and is then left out itself.
_NO_BODY = _Name("", "name")


def _names(types: Iterable[AgencyType]) -> Iterator[tuple[str, _Name]]:
    for agency in types:
        cautious = agency.cautious or {}
        for alias in agency.aliases:
            yield alias, _Name(agency.id, "name", cautious.get(alias))
        for role in agency.roles:
            yield role, _Name(agency.id, "role")
        for phrase in agency.exclude:
            yield phrase, _NO_BODY


def _abbreviations(types: Iterable[AgencyType]) -> Iterator[tuple[str, _Name]]:
    for agency in types:
        for short in agency.abbrev:
            yield short, _Name(agency.id, "abbreviation")
        for short in agency.role_abbrev:
            yield short, _Name(agency.id, "role")


def _mention(doc: Doc, text: str, entry: Occurrence[_Name]) -> AgencyMention:
    last = doc[entry.end - 1]
    start, end = doc[entry.start].idx, last.idx + len(last)
    return AgencyMention(entry.meaning.type_id, start, end, text[start:end], entry.meaning.how)


def _is_name(doc: Doc, entry: Occurrence[_Name]) -> bool:
    """Whether a common word has what it needs to be read as a name."""
    if entry.meaning.caution is None:
        return True
    before = doc[entry.start - 1].text.lower() if entry.start else ""
    opens_sentence = not before or before in SENTENCE_ENDS
    capital = all(token.text[0].isupper() for token in doc[entry.start : entry.end]) and not opens_sentence
    if entry.meaning.caution == "capital":
        return capital
    return capital or before in ARTICLES or (before == "'s" and doc[entry.start - 2].text.lower() in ("women", "woman"))
