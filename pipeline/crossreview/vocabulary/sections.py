"""Roles of sections, and lines that look like headings but are not."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from crossreview.vocabulary.files import read_vocabulary
from crossreview.vocabulary.recommendations import load_recommendations

_NUMBERING = re.compile(
    r"^(?:(?:section|part|chapter|appendix|annex)\s+)?(?:\(?(?:\d{1,2}(?:\.\d{1,3})*|[a-z]|[ivx]+)[.):]?\s+)", re.I
)
_NOT_WORDS = re.compile(r"[^a-z0-9<>' ]+")


class Role(Struct, frozen=True):
    """A role that a section can play, the headings that usually announce it, and patterns of others, lower-case."""

    id: str
    definition: str
    variants: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


class NotHeadings(Struct, frozen=True):
    """Lines set like headings that are none: grades, salutations, captions; regular expressions.

    `ratings` say how far something is, or what was answered. A line larger than the text may be a heading all the same
    ("Completed", above what has been done).
    """

    grades: tuple[str, ...]
    ratings: tuple[str, ...]
    patterns: tuple[str, ...]


class Sections(Struct, frozen=True):
    """The vocabulary of sections."""

    version: str
    roles: tuple[Role, ...]
    not_headings: NotHeadings


@cache
def load_sections() -> Sections:
    """The vocabulary as shipped; what a legend may say is a rating wherever it stands."""
    sections = read_vocabulary("sections", Sections)
    legend = (word for words in load_recommendations().legend.values() for word in words)
    ratings = (*sections.not_headings.ratings, *legend)
    return replace(sections, not_headings=replace(sections.not_headings, ratings=ratings))


def is_rating(text: str, ratings: frozenset[str]) -> bool:
    """Whether a line says nothing but how something was rated, or how far it is: "Partly accepted; under way"."""
    return all(part.strip() in ratings for part in re.split(r"[;,/–]", text.lower().rstrip(".:")))


def plain_heading(text: str) -> str:
    """A heading for comparison: lower-case, without number, curly quotes and punctuation."""
    text = text.lower().replace("’", "'").replace("‘", "'").strip()
    text = _NUMBERING.sub("", text)
    return " ".join(_NOT_WORDS.sub(" ", text).split())
