"""Where a text names a theme: the cues of the taxonomy, found by whole words in any of their forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from spacy.tokens import Doc

from crossreview.themes.meanings import (
    Cue,
    Denial,
    Exclusion,
    NearHalf,
    abbreviations,
    cue_phrases,
    denials,
    near_phrases,
)
from crossreview.vocabulary.phrases import Occurrence, PhraseFinder, PhraseReader, in_capitals
from crossreview.vocabulary.taxonomy import Taxonomy
from crossreview.vocabulary.words import WordFamilies

# Tokens between the two halves of a near cue: "information about the child was not promptly shared" has six.
NEAR_GAP = 6
# Tokens between a denial and what it denies: "no evidence of physical abuse or neglect" has three.
DENIAL_GAP = 4
# What ends a statement: the halves of a cue, or a denial and what it denies, stand on the same side of it.
BREAKS = frozenset(".;:?!•")

Strength: TypeAlias = Literal["cue", "near", "abbreviation", "weak", "fallback"]


@dataclass(frozen=True)
class CueHit:
    """A cue found in `text[start:end]`. A negated hit is shown to whoever asks, and never counted."""

    theme: str
    cue: str
    start: int
    end: int
    strength: Strength
    negated: bool = False


@dataclass(frozen=True)
class _Found:
    """A cue found in `doc[start:end]`, in tokens."""

    theme: str
    cue: str
    start: int
    end: int
    strength: Strength


class CueMatcher:
    """The cues of a taxonomy, ready to be found. Made by `build_cue_matcher`; keeps nothing of the texts it reads."""

    def __init__(self, taxonomy: Taxonomy, without: frozenset[str]) -> None:
        self.taxonomy = taxonomy
        self._reader = PhraseReader(WordFamilies(taxonomy.word_forms))
        self._cues = PhraseFinder(self._reader, cue_phrases(taxonomy, without))
        self._near = PhraseFinder(self._reader, near_phrases(taxonomy, without))
        self._abbreviations = PhraseFinder(self._reader, abbreviations(taxonomy, without), exact=True)
        self._denials = PhraseFinder(self._reader, denials(taxonomy))
        self._deniable = frozenset(theme.id for theme in taxonomy.themes if theme.group in taxonomy.negation.groups)

    def find(self, text: str) -> tuple[CueHit, ...]:
        """The cues in a text, in the order in which they stand."""
        doc = self._reader.read(text)
        phrases = tuple(self._cues.find(doc))
        found = [*_plain(phrases), *_paired(doc, tuple(self._near.find(doc))), *self._abbreviated(doc)]
        kept = [hit for hit in found if not _excluded(hit, phrases)]
        if not kept:
            return ()
        denying = tuple(self._denials.find(doc))
        hits = (_in_characters(doc, hit, negated=self._negated(doc, hit, denying)) for hit in kept)
        return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end, hit.theme, hit.cue)))

    def _abbreviated(self, doc: Doc) -> Iterator[_Found]:
        for entry in self._abbreviations.find(doc):
            if not in_capitals(doc, entry.start, entry.end):
                yield _Found(entry.meaning.theme, entry.meaning.text, entry.start, entry.end, "abbreviation")

    def _negated(self, doc: Doc, hit: _Found, denying: Sequence[Occurrence[Denial]]) -> bool:
        return hit.theme in self._deniable and any(_denies(doc, denial, hit) for denial in denying)


def build_cue_matcher(taxonomy: Taxonomy, without: frozenset[str] = frozenset()) -> CueMatcher:
    """A matcher for the taxonomy. `without` are cues to leave out, for scoring on the document they were made from."""
    return CueMatcher(taxonomy, without)


def without_seed_cues(taxonomy: Taxonomy) -> CueMatcher:
    """A matcher without the cues that were chosen with one document in view, for honest scores on that document."""
    return build_cue_matcher(taxonomy, taxonomy.seed_influenced_cues)


def _plain(phrases: Sequence[Occurrence[Cue | Exclusion]]) -> Iterator[_Found]:
    """Cues that are one phrase. A longer phrase takes the place of those inside it, whatever their themes."""
    extents = {(phrase.start, phrase.end) for phrase in phrases if isinstance(phrase.meaning, Cue)}
    for phrase in phrases:
        match phrase.meaning:
            case Cue(theme, text, kind) if not any(_within(phrase, extent) for extent in extents):
                yield _Found(theme, text, phrase.start, phrase.end, kind)


def _paired(doc: Doc, halves: Sequence[Occurrence[NearHalf]]) -> Iterator[_Found]:
    """Cues that are two phrases near each other, in either order: for each cue its closest pair."""
    sides: dict[tuple[str, str], tuple[list[Occurrence[NearHalf]], list[Occurrence[NearHalf]]]] = {}
    for half in halves:
        sides.setdefault((half.meaning.theme, half.meaning.text), ([], []))[half.meaning.side].append(half)
    for (theme, text), (left, right) in sides.items():
        pairs = [
            (min(a.start, b.start), max(a.end, b.end))
            for a in left
            for b in right
            if _near(doc, (a.start, a.end), (b.start, b.end), NEAR_GAP)
        ]
        if pairs:
            start, end = min(pairs, key=lambda pair: pair[1] - pair[0])
            yield _Found(theme, text, start, end, "near")


def _near(doc: Doc, one: tuple[int, int], other: tuple[int, int], gap: int) -> bool:
    """Whether two runs of tokens stand apart, by at most `gap` tokens, within one statement."""
    (_, end), (start, _) = sorted((one, other))
    return end <= start <= end + gap and not any(doc[place].text in BREAKS for place in range(end, start))


def _within(phrase: Occurrence[Cue | Exclusion], extent: tuple[int, int]) -> bool:
    """Whether the phrase is part of a longer one."""
    start, end = extent
    return start <= phrase.start and phrase.end <= end and end - start > phrase.end - phrase.start


def _excluded(hit: _Found, phrases: Sequence[Occurrence[Cue | Exclusion]]) -> bool:
    """Whether the hit touches a phrase in which its words mean something else."""
    return any(
        isinstance(phrase.meaning, Exclusion)
        and phrase.meaning.theme == hit.theme
        and phrase.start < hit.end
        and hit.start < phrase.end
        for phrase in phrases
    )


def _denies(doc: Doc, denial: Occurrence[Denial], hit: _Found) -> bool:
    extent, denied = (denial.start, denial.end), (hit.start, hit.end)
    if (extent < denied) != (denial.meaning.place == "before"):
        return False
    return _near(doc, extent, denied, DENIAL_GAP)


def _in_characters(doc: Doc, hit: _Found, *, negated: bool) -> CueHit:
    last = doc[hit.end - 1]
    return CueHit(hit.theme, hit.cue, doc[hit.start].idx, last.idx + len(last), hit.strength, negated)
