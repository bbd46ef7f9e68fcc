"""The themes: what problems a review can be about, and the words by which they are recognised."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal, TypeAlias

from crossreview.vocabulary.files import read_vocabulary
from crossreview.vocabulary.nearest import unknown_term

# Whom a review is about: a child, an adult, or somebody who died by domestic abuse.
Population: TypeAlias = Literal["child", "adult", "da"]


@dataclass(frozen=True)
class ThemeEntry:
    """One theme. The lists of cues differ in what a hit is worth.

    `cues` name the problem; `near` are pairs of words that name it together ("share | exchange ~ information");
    `weak` words count only in company; `fallback` words name what is to be done (train, audit) and count only where no
    problem is named; `exclude` are phrases in which a cue means something else. `yields_to` are themes beside which
    this one is dropped.
    """

    id: str
    label: str
    definition: str
    cues: tuple[str, ...]
    abbrev: tuple[str, ...]
    applies_to: tuple[Population, ...]
    frames: tuple[str, ...]
    near: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    note: str | None = None
    status: str | None = None
    replaced_by: str | None = None

    @property
    def group(self) -> str:
        """The id of the group, the part of the id before the point."""
        return self.id.partition(".")[0]


@dataclass(frozen=True)
class ThemeGroup:
    """Themes that belong together."""

    id: str
    label: str
    definition: str
    themes: tuple[ThemeEntry, ...]


@dataclass(frozen=True)
class Frame:
    """A published coding frame that the themes were made from."""

    name: str
    items: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Policy:
    """How statements are coded."""

    coding_rules: tuple[str, ...]
    known_gaps: tuple[str, ...]
    abstain: str


@dataclass(frozen=True)
class Precedence:
    """Where both are found, `first` is the main theme and `then` comes after it."""

    first: str
    then: str


@dataclass(frozen=True)
class Negation:
    """Words that deny what they stand before or after.

    They apply only to the groups named: "no evidence of neglect" denies neglect, but "no evidence of supervision" is
    the very problem.
    """

    groups: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class WordForms:
    """Words whose forms count as one word: verbs with regular forms, irregular forms, spellings."""

    verbs: tuple[str, ...]
    irregular: dict[str, tuple[str, ...]]
    spellings: dict[str, str]


@dataclass(frozen=True)
class Taxonomy:
    """All themes, with the rules for using them. `silent_words`, in small letters, say at most how things stand."""

    version: str
    policy: Policy
    frames: dict[str, Frame]
    groups: tuple[ThemeGroup, ...]
    precedence: tuple[Precedence, ...]
    negation: Negation
    word_forms: WordForms
    ambiguous_abbreviations: dict[str, str]
    seed_influenced_cues: frozenset[str]
    silent_words: frozenset[str] = frozenset()
    known_traps: tuple[str, ...] = field(default=())

    @cached_property
    def _by_id(self) -> dict[str, ThemeEntry]:
        return {theme.id: theme for theme in self.themes}

    @property
    def themes(self) -> tuple[ThemeEntry, ...]:
        """All themes in the order of the file."""
        return tuple(theme for group in self.groups for theme in group.themes)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all themes in the order of the file."""
        return tuple(self._by_id)

    def theme(self, theme_id: str) -> ThemeEntry:
        """The theme with this id. Raises UnknownTerm with the nearest ids."""
        try:
            return self._by_id[theme_id]
        except KeyError:
            raise unknown_term("theme", theme_id, self._by_id) from None

    def named(self, theme_id: str) -> ThemeEntry | ThemeGroup:
        """The theme or group with this id, in whatever letters. Raises UnknownTerm with the nearest ids."""
        folded = theme_id.casefold()
        everything: tuple[ThemeEntry | ThemeGroup, ...] = (*self.groups, *self.themes)
        found = next((each for each in everything if each.id.casefold() == folded), None)
        return found if found is not None else self.theme(theme_id)


@cache
def load_taxonomy() -> Taxonomy:
    """The taxonomy in `themes.yaml`."""
    return read_vocabulary("themes", Taxonomy)
