"""From the cues found in a statement and over it to the themes of the statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crossreview.records import Source, Theme
from crossreview.themes.cues import CueHit, Strength
from crossreview.vocabulary.taxonomy import Taxonomy

# How sure one hit makes us that the theme is meant. A longer phrase is seldom used of anything else, so it weighs more.
# A weak word needs company of two more, or of a longer cue. In a heading only a phrase of three words ("elective home
# education") is enough by itself for a statement that names no theme. On 547 statements coded by hand the
# choice matters little: near 0.4 to 0.5, weak 0.25 to 0.35 and headings 0.6 to 0.9 gave F1 between 0.50 and 0.53.
CUE_WEIGHTS = (0.6, 0.7, 0.8)  # of one word, two, three or more
OTHER_WEIGHTS: Mapping[Strength, float] = {"near": 0.5, "abbreviation": 0.6, "weak": 0.25, "fallback": 0.5}
HEADING_SHARE = 0.7
ACCEPTED = 0.5
# People who coded such statements gave one to three themes to each.
MOST_THEMES = 3


@dataclass(frozen=True)
class Evidence:
    """A cue found in the text of `source`; `share` is how much of its weight counts (less in a heading)."""

    hit: CueHit
    source: Source
    share: float = 1.0

    @property
    def weight(self) -> float:
        """How sure this evidence alone makes us."""
        return weight(self.hit) * self.share


def weight(hit: CueHit) -> float:
    """How sure a hit in running text makes us."""
    if hit.strength != "cue":
        return OTHER_WEIGHTS[hit.strength]
    words = len(hit.cue.replace("-", " ").split())
    return CUE_WEIGHTS[min(words, len(CUE_WEIGHTS)) - 1]


def noisy_or(weights: Iterable[float]) -> float:
    """The chance that at least one of several independent signs is right."""
    missed = 1.0
    for value in weights:
        missed *= 1.0 - value
    return round(1.0 - missed, 4)


def assign_themes(
    evidence: Sequence[Evidence], taxonomy: Taxonomy, known: Mapping[str, frozenset[str]] | None = None
) -> tuple[Theme, ...]:
    """The themes of one statement, the main one first; none where the evidence is weak.

    `known` are the abbreviations that the document defines, with the themes of their long forms.
    """
    counted = _counted(evidence, taxonomy, known or {})
    accepted = _accepted(item for item in counted if item.hit.strength != "fallback") or _accepted(counted)
    kept = [theme for theme in accepted if not _yields(theme, accepted, taxonomy)]
    return _in_precedence(kept, taxonomy)[:MOST_THEMES]


def _counted(
    evidence: Sequence[Evidence], taxonomy: Taxonomy, known: Mapping[str, frozenset[str]]
) -> tuple[Evidence, ...]:
    """The evidence that counts: not denied, and no abbreviation that may stand for something else."""
    named = {item.hit.theme for item in evidence if item.hit.strength != "abbreviation" and not item.hit.negated}

    def stands(hit: CueHit) -> bool:
        if hit.strength != "abbreviation":
            return True
        ambiguous = hit.cue in taxonomy.ambiguous_abbreviations
        if hit.cue in known and (ambiguous or known[hit.cue]):
            return hit.theme in known[hit.cue]
        return not ambiguous or hit.theme in named

    return tuple(item for item in evidence if not item.hit.negated and stands(item.hit))


def _accepted(evidence: Iterable[Evidence]) -> tuple[Theme, ...]:
    """The themes whose evidence suffices, by score; earlier words first where scores are equal."""
    by_theme: dict[str, list[Evidence]] = {}
    for item in evidence:
        by_theme.setdefault(item.hit.theme, []).append(item)
    themes = (_theme(theme, _separate(items)) for theme, items in by_theme.items())
    enough = (theme for theme in themes if theme.score >= ACCEPTED)
    return tuple(sorted(enough, key=lambda theme: (-theme.score, theme.evidence[0].start, theme.theme)))


def _separate(items: list[Evidence]) -> list[Evidence]:
    """The weightiest evidence, each cue once and no words twice: overlapping cues are one sign, not two."""
    kept: list[Evidence] = []
    for item in sorted(items, key=lambda item: (-item.weight, item.hit.start)):
        if not any(_same_sign(item, other) for other in kept):
            kept.append(item)
    return kept


def _same_sign(one: Evidence, other: Evidence) -> bool:
    if one.hit.cue == other.hit.cue:
        return True
    return one.source is other.source and one.hit.start < other.hit.end and other.hit.start < one.hit.end


def _theme(theme: str, items: list[Evidence]) -> Theme:
    spans = (span for item in items for span in item.source.within(item.hit.start, item.hit.end))
    return Theme(theme, noisy_or(item.weight for item in items), tuple(spans), "cue")


def _yields(theme: Theme, accepted: tuple[Theme, ...], taxonomy: Taxonomy) -> bool:
    stronger = taxonomy.theme(theme.theme).yields_to
    return any(other.theme in stronger for other in accepted)


def _in_precedence(themes: list[Theme], taxonomy: Taxonomy) -> tuple[Theme, ...]:
    """The themes with those that a rule puts second moved behind those that it puts first."""
    order = list(themes)
    for rule in taxonomy.precedence:
        places = {theme.theme: place for place, theme in enumerate(order)}
        if rule.first in places and rule.then in places and places[rule.then] < places[rule.first]:
            order.insert(places[rule.first], order.pop(places[rule.then]))
    return tuple(order)
