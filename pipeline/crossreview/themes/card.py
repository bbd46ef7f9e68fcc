"""The card of a model: what it was trained on, how well it does on statements of somebody else, and its limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crossreview.themes.measure import (
    Agreement,
    Calibration,
    agreement,
    by_theme,
    calibration,
    group_agreement,
)
from crossreview.themes.statements import Statement, TwiceCoded
from crossreview.vocabulary.agreement import kappa
from crossreview.vocabulary.taxonomy import Taxonomy

_FEW = 5  # statements, below which a theme's own scores say little

_HEAD = """# {name}: themes of statements

A linear classifier for each of the {themes} themes of the taxonomy (version {version}) over the stems of a
statement's words and pairs of words, trained with scikit-learn on {count} statements by {authors} authors, and
blended with the scores of the sentence model where that is installed. Made by `crossreview train`, which gives the same
numbers from the same statements; nothing in it is pickled, and loading checks its hashes.

## For what it is, and for what it is not

It suggests the themes of recommendations, findings and learning points, so that people can find and count them,
with the words that speak for each theme. It is no judgement of a case, a service or a person, and nothing
should be decided about any of these by what it says. Counts over many statements bear its errors better than a
single statement does. It was trained on fiction written in the register of UK safeguarding reviews: of other
kinds of text it knows nothing.

## How well it does

On {held_out} statements that an author wrote who had no part in training, coded twice, independently
(the codings agree with a micro-F1 of {people:.3f}, kappa {kappa:.3f}). A theme is right if either gave it, and missed
if both did. Most of these statements show what was done without the usual term for it, so they are harder than
most of what reviews print.
"""
_MISUSE = """
## Known weaknesses

- It abstains where the words say little: {none:.0f} % of these statements get no theme, {silent:.0f} % of those
  that both coders gave one.
- Probabilities were fitted on {twice} of the training statements that were coded twice (those of authors 1 to 20
  drawn by lot, of later ones all): see the table of calibration for what they are worth on statements of others.
- Its authors and coders are language models, each working alone from the definitions and rules. Two of them agree more
  than two practitioners would, and no practitioner has judged what it gives: do so before you rely on it.
- It does not know other languages than English, nor that it does not.
- A denial ("no evidence of neglect") is known only where a cue names the theme.
- What is weak in the table of themes below is weak; themes with fewer than {few} statements there are hardly
  measured.
"""


@dataclass(frozen=True)
class Way:
    """A way of giving themes, and what it gives to each of the held-out statements: themes with their scores."""

    name: str
    given: Sequence[Sequence[tuple[str, float]]]

    @property
    def themes(self) -> list[tuple[str, ...]]:
        """The themes alone."""
        return [tuple(theme for theme, _ in themes) for themes in self.given]


@dataclass(frozen=True)
class Measured:
    """The held-out statements, and what each way gives to them; the last way is the one that is used."""

    held_out: Sequence[TwiceCoded]
    ways: Sequence[Way]


def card_of(name: str, taxonomy: Taxonomy, statements: Sequence[Statement], measured: Measured) -> str:
    """The card as Markdown."""
    return "\n".join(_lines(name, taxonomy, statements, measured)) + "\n"


def _lines(name: str, taxonomy: Taxonomy, statements: Sequence[Statement], measured: Measured) -> Iterator[str]:
    held_out, used = measured.held_out, measured.ways[-1]
    silent = [not themes for themes, one in zip(used.themes, held_out, strict=True) if one.both]
    yield _HEAD.format(
        name=name,
        themes=len(taxonomy.themes),
        version=taxonomy.version,
        count=len(statements),
        authors=len({statement.author for statement in statements}),
        held_out=len(held_out),
        people=_people(held_out).f1,
        kappa=kappa([(one.first, one.second) for one in held_out]),
    )
    yield from _comparison(measured)
    yield ""
    yield from _calibrated(used, held_out)
    yield _MISUSE.format(
        none=100 * sum(not themes for themes in used.themes) / len(held_out),
        silent=100 * sum(silent) / max(len(silent), 1),
        few=_FEW,
        twice=sum(each.either is not None for each in statements),
    )
    yield from _training(statements)
    yield from _by_theme(taxonomy, statements, used, held_out)


def _people(held_out: Sequence[TwiceCoded]) -> Agreement:
    """The second coder beside the first."""
    first_alone = [TwiceCoded(one.text, one.first, one.first, one.population) for one in held_out]
    return agreement([one.second for one in held_out], first_alone)


def _comparison(measured: Measured) -> Iterator[str]:
    yield "| way | precision | recall | micro-F1 | group of the first theme right | calibration error |"
    yield "| --- | --: | --: | --: | --: | --: |"
    for way in measured.ways:
        scored = agreement(way.themes, measured.held_out)
        group = group_agreement([themes[0] if themes else None for themes in way.themes], measured.held_out)
        told = way is not measured.ways[0] and any(way.given)  # cues have no probabilities
        error = f"{_calibration(way, measured.held_out).error:.3f}" if told else "-"
        yield f"| {way.name} | {scored.precision:.3f} | {scored.recall:.3f} | {scored.f1:.3f} | {group:.3f} | {error} |"


def _calibration(way: Way, held_out: Sequence[TwiceCoded]) -> Calibration:
    emitted = [
        (score, theme in one.either) for themes, one in zip(way.given, held_out, strict=True) for theme, score in themes
    ]
    return calibration([score for score, _ in emitted], [right for _, right in emitted])


def _calibrated(way: Way, held_out: Sequence[TwiceCoded]) -> Iterator[str]:
    if not any(way.given):
        yield "It gives no theme to any of them."
        return
    found = _calibration(way, held_out)
    low, high = found.interval
    yield f"Calibration of the themes given: expected error {found.error:.3f} (95 % interval {low:.3f} to {high:.3f}),"
    yield "in ten bins of equal size:"
    yield ""
    yield f"| probability | {' | '.join(f'{chance:.2f}' for chance, _ in found.bins)} |"
    yield f"| --- |{' --: |' * len(found.bins)}"
    yield f"| share that is right | {' | '.join(f'{share:.2f}' for _, share in found.bins)} |"


def _training(statements: Sequence[Statement]) -> Iterator[str]:
    yield "## What it was trained on"
    yield ""
    yield "| author | statements | without a theme | child | adult | domestic abuse |"
    yield "| --- | --: | --: | --: | --: | --: |"
    for author in dict.fromkeys(statement.author for statement in statements):
        own = [statement for statement in statements if statement.author == author]
        people = Counter(statement.population for statement in own)
        empty = sum(not statement.themes for statement in own)
        yield f"| {author} | {len(own)} | {empty} | {people['child']} | {people['adult']} | {people['da']} |"
    yield ""


def _by_theme(
    taxonomy: Taxonomy,
    statements: Sequence[Statement],
    way: Way,
    held_out: Sequence[TwiceCoded],
) -> Iterator[str]:
    trained = Counter(theme for statement in statements for theme in statement.themes)
    scores = by_theme(way.themes, held_out)
    yield "## Theme by theme"
    yield ""
    yield "`trained`: statements with the theme in training; `right`, `wrong`, `missed`: on the statements held out."
    yield ""
    yield "| theme | trained | right | wrong | missed | precision | recall |"
    yield "| --- | --: | --: | --: | --: | --: | --: |"
    for theme in taxonomy.themes:
        one = scores.get(theme.id, Agreement(0, 0, 0))
        precision = f"{one.precision:.2f}" if one.right + one.wrong else "-"
        recall = f"{one.recall:.2f}" if one.right + one.missed else "-"
        counts = f"{trained[theme.id]} | {one.right} | {one.wrong} | {one.missed}"
        yield f"| {theme.id} | {counts} | {precision} | {recall} |"
