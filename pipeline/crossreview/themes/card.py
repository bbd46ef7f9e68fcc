"""The card of a model: what it was trained on, how well it does on statements of somebody else, and its limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crossreview.themes.classifier import CodedTheme
from crossreview.themes.measure import Agreement, agreement, by_theme, calibration, group_agreement
from crossreview.themes.statements import Statement, TwiceCoded
from crossreview.vocabulary.taxonomy import Taxonomy

_FEW = 5  # statements, below which a theme's own scores say little

_HEAD = """# {name}: themes of statements

A linear classifier for each of the {themes} themes of the taxonomy (version {version}) over the stems of a
statement's words and pairs of words, trained with scikit-learn on {count} statements by {authors} authors. Made
by `crossreview train`, which gives the same numbers from the same statements; nothing in it is pickled, and
loading checks its hashes.

## For what it is, and for what it is not

It suggests the themes of recommendations, findings and learning points, so that people can find and count them,
with the words that speak for each theme. It is no judgement of a case, a service or a person, and nothing
should be decided about any of these by what it says. Counts over many statements bear its errors better than a
single statement does. It was trained on fiction written in the register of UK safeguarding reviews: of other
kinds of text it knows nothing.

## How well it does

On {held_out} statements that an author wrote who had no part in training, coded by two people independently
(they agree with a micro-F1 of {people:.3f}). A theme is right if either gave it, and missed if both did. Most
of these statements show what was done without the usual term for it, so they are harder than most of what
reviews print.
"""
_MISUSE = """
## Known weaknesses

- It abstains where the words say little: {none:.0f} % of these statements get no theme, {silent:.0f} % of those
  that both coders gave one.
- Probabilities were fitted on a sample of the training statements that a second person coded: see the table of
  calibration for what they are worth on statements of somebody else.
- A denial ("no evidence of neglect") is known only where a cue names the theme.
- What is weak in the table of themes below is weak; themes with fewer than {few} statements there are hardly
  measured.
"""


@dataclass(frozen=True)
class Measured:
    """The held-out statements, and the themes that each way of coding gives to them."""

    held_out: Sequence[TwiceCoded]
    by_cues: Sequence[Sequence[str]]
    by_model: Sequence[Sequence[CodedTheme]]
    by_model_for_population: Sequence[Sequence[CodedTheme]]


def card_of(name: str, taxonomy: Taxonomy, statements: Sequence[Statement], measured: Measured) -> str:
    """The card as Markdown."""
    return "\n".join(_lines(name, taxonomy, statements, measured)) + "\n"


def _lines(name: str, taxonomy: Taxonomy, statements: Sequence[Statement], measured: Measured) -> Iterator[str]:
    held_out = measured.held_out
    given = measured.by_model_for_population
    silent = [not themes for themes, one in zip(given, held_out, strict=True) if one.both]
    yield _HEAD.format(
        name=name,
        themes=len(taxonomy.themes),
        version=taxonomy.version,
        count=len(statements),
        authors=len({statement.author for statement in statements}),
        held_out=len(held_out),
        people=_people(held_out).f1,
    )
    yield from _comparison(measured)
    yield ""
    yield from _calibrated(given, held_out)
    yield _MISUSE.format(
        none=100 * sum(not themes for themes in given) / len(given),
        silent=100 * sum(silent) / max(len(silent), 1),
        few=_FEW,
    )
    yield from _training(statements)
    yield from _by_theme(taxonomy, statements, given, held_out)


def _people(held_out: Sequence[TwiceCoded]) -> Agreement:
    """The second coder beside the first."""
    first_alone = [TwiceCoded(one.text, one.first, one.first, one.population) for one in held_out]
    return agreement([one.second for one in held_out], first_alone)


def _comparison(measured: Measured) -> Iterator[str]:
    yield "| way | precision | recall | micro-F1 | group of the first theme right |"
    yield "| --- | --: | --: | --: | --: |"
    ways = (
        ("cues alone", measured.by_cues),
        ("the model", _names(measured.by_model)),
        ("the model, knowing whom the review is about", _names(measured.by_model_for_population)),
    )
    for way, given in ways:
        scored = agreement(given, measured.held_out)
        group = group_agreement([themes[0] if themes else None for themes in given], measured.held_out)
        yield f"| {way} | {scored.precision:.3f} | {scored.recall:.3f} | {scored.f1:.3f} | {group:.3f} |"


def _calibrated(given: Sequence[Sequence[CodedTheme]], held_out: Sequence[TwiceCoded]) -> Iterator[str]:
    emitted = [
        (theme.score, theme.theme in one.either)
        for themes, one in zip(given, held_out, strict=True)
        for theme in themes
    ]
    found = calibration([score for score, _ in emitted], [right for _, right in emitted])
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
    given: Sequence[Sequence[CodedTheme]],
    held_out: Sequence[TwiceCoded],
) -> Iterator[str]:
    trained = Counter(theme for statement in statements for theme in statement.themes)
    scores = by_theme(_names(given), held_out)
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


def _names(given: Iterable[Sequence[CodedTheme]]) -> list[tuple[str, ...]]:
    return [tuple(theme.theme for theme in themes) for themes in given]
