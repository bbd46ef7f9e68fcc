"""The bodies that reviews speak of and ask to act, by type."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, TypeAlias

from crossreview.vocabulary.files import read_vocabulary
from crossreview.vocabulary.nearest import unknown_term

# What a common word must have about it to be read as a name: "Respect" amid a sentence, "a refuge".
Caution: TypeAlias = Literal["capital", "article"]


@dataclass(frozen=True)
class AgencyType:
    """A type of body. `aliases` in any case and form; `abbrev` exactly; `roles` are people who work for it.

    `exclude` are phrases in which an alias is no body ("school attendance"); `cautious` are aliases that are common
    words, with what they need to count.
    """

    id: str
    label: str
    sector: str
    nations: tuple[str, ...]
    aliases: tuple[str, ...]
    abbrev: tuple[str, ...]
    roles: tuple[str, ...] = ()
    role_abbrev: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    cautious: dict[str, Caution] | None = None
    predecessor: dict[str, str] | None = None
    note: str | None = None


@dataclass(frozen=True)
class CodedName:
    """A pattern of names that a review gives instead of real ones ("Hospital 1"); the group `kind` decides the type."""

    pattern: str
    meaning: str
    types: dict[str, str]


@dataclass(frozen=True)
class Agencies:
    """All types of bodies, with the patterns of coded names."""

    version: str
    types: tuple[AgencyType, ...]
    coded_name_patterns: tuple[CodedName, ...]

    @cached_property
    def _by_id(self) -> dict[str, AgencyType]:
        return {agency.id: agency for agency in self.types}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all types in the order of the file."""
        return tuple(self._by_id)

    def type(self, type_id: str) -> AgencyType:
        """The type with this id. Raises UnknownTerm with the nearest ids."""
        try:
            return self._by_id[type_id]
        except KeyError:
            raise unknown_term("agency", type_id, self._by_id) from None


@cache
def load_agencies() -> Agencies:
    """The agencies in `agencies.yaml`."""
    return read_vocabulary("agencies", Agencies)
