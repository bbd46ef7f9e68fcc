"""The words by which the front of a document says what it is: genres, types of review, methodologies, kinds of harm."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from crossreview.records import Genre
from crossreview.vocabulary.files import read_vocabulary
from crossreview.vocabulary.taxonomy import Population


class GenreCues(Struct, frozen=True):
    """Phrases that tell a genre: in the title, anywhere on the cover or in the title block, or as a line of it.

    `hints` tell it in a title unless the front calls the document the review itself.
    """

    id: Genre
    title: tuple[str, ...]
    hints: tuple[str, ...] = ()
    front: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


class ReviewType(Struct, frozen=True):
    """A type of review: its names in print and its basis in law, with the words by which a front cites that.

    `population` is whom such reviews are about; None where they may be about children or adults.
    """

    id: str
    name: str
    nation: str
    surface: tuple[str, ...]
    legal: str
    commissioner: str | None
    population: Population | None = None
    years: str | None = None
    basis: tuple[str, ...] = ()


class Methodology(Struct, frozen=True):
    """A way of carrying out a review: how it is named, and statements (regular expressions) by which it is told."""

    id: str
    surface: tuple[str, ...]
    statements: tuple[str, ...] = ()


class HarmType(Struct, frozen=True):
    """A theme, and statements (regular expressions within a sentence) that somebody came to this kind of harm.

    `names` say so in a title, in a heading or in a sentence about the review; of the types of review in `not_of` the
    statements mean something else.
    """

    theme: str
    statements: tuple[str, ...]
    names: tuple[str, ...] = ()
    not_of: tuple[str, ...] = ()


class MetadataTerms(Struct, frozen=True):
    """The vocabulary of metadata. `inspectorates` are the names of each, the usual one first."""

    version: str
    genres: tuple[GenreCues, ...]
    review_types: tuple[ReviewType, ...]
    methodologies: tuple[Methodology, ...]
    harm_types: tuple[HarmType, ...]
    inspectorates: tuple[tuple[str, ...], ...]
    organisation_nouns: tuple[str, ...]

    def population(self, review_type: str) -> Population | None:
        """Whom reviews of a type are about, where the type tells."""
        return next((each.population for each in self.review_types if each.id == review_type), None)


@cache
def load_metadata_terms() -> MetadataTerms:
    """The vocabulary as shipped."""
    return read_vocabulary("metadata", MetadataTerms)
