"""The themes of items: from their own words; where these are too few, more weakly from the headings above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from crossreview.extract.abbreviations import definitions
from crossreview.records import REPORT_KINDS, Item, ItemKind, LinkRelation, Metadata, Section, Source, Theme
from crossreview.themes.assign import CUE_WEIGHTS, HEADING_SHARE, MOST_THEMES, Evidence, assign_themes, weight
from crossreview.themes.classifier import CodedTheme
from crossreview.themes.cues import CueMatcher, Strength
from crossreview.vocabulary.metadata import load_metadata_terms
from crossreview.vocabulary.taxonomy import Population

# Cues of this weight name a theme that the model missed. On the items of train, dev and real documents with gold, .6
# to .8 are alike in F1 (.8 more often right), and .9 gives less.
SURE = 0.8
# Of the ask that an item carries out or reports on, so many themes are also its own, and so likely beside it: of those
# that progress and actions of train and dev inherit one in two is right, of those of responses two in three.
MOST_INHERITED = 2
INHERITED_SHARE = 0.6
_FOLLOWING: frozenset[ItemKind] = REPORT_KINDS | {"action"}
_FOLLOWS: frozenset[LinkRelation] = frozenset({"carries_out", "reports_on", "answers"})
# In a heading only what names a theme by itself counts: its single words ("Risk", "Training") are too often furniture.
HEADING_STRENGTHS: frozenset[Strength] = frozenset({"cue", "near", "abbreviation"})


def with_themes(
    items: tuple[Item, ...],
    sections: tuple[Section, ...],
    text: str,
    matcher: CueMatcher,
    coded: Sequence[tuple[CodedTheme, ...]] | None = None,
) -> tuple[Item, ...]:
    """The items with their themes. `sections` and `text` are those of their document, `coded` what a classifier gives.

    Without a classifier, and for an item to which it gives no theme, the cues decide.
    """
    known = defined_themes(text, sections, matcher)
    headings = {section.id: tuple(heading_evidence(section, text, matcher)) for section in sections}
    headed = {section: _titled(evidence, matcher) for section, evidence in headings.items()}
    parents = {section.id: section.parent for section in sections}
    themed = []
    for number, item in enumerate(items):
        above = (evidence for section in _chain(item.section, parents) for evidence in headings.get(section, ()))
        own = (Evidence(hit, item.source) for hit in matcher.find(item.source.text_in(text)))
        cued = assign_themes((*own, *above), matcher.taxonomy, known)
        given = themes_at(item.source, coded[number]) if coded is not None else ()
        titled = headed.get(item.section or "", ()) if item.kind in REPORT_KINDS else ()
        themed.append(replace(item, themes=_joined(given, cued, titled)))
    return tuple(_inheriting(themed))


def population_of(metadata: Metadata) -> Population | None:
    """Whom a review is about, where its type tells."""
    found = metadata.review_type
    return load_metadata_terms().population(found.value) if found is not None else None


def _joined(given: tuple[Theme, ...], cued: tuple[Theme, ...], titled: tuple[Theme, ...]) -> tuple[Theme, ...]:
    """The themes that the model gives, then those that cues name surely; all that cues name where it gives none.

    Last those that the heading of a report names: under "Early help arrangements" a figure is about early help.
    """
    sure = [theme for theme in cued if not given or theme.score >= SURE]
    first: dict[str, Theme] = {}
    for theme in (*given, *sure, *titled):
        first.setdefault(theme.theme, theme)
    return tuple(first.values())[:MOST_THEMES]


def _inheriting(items: Sequence[Item]) -> Iterator[Item]:
    """The items; what carries out or reports on another is also about the main themes of that one."""
    known = {item.id: item for item in items}
    for item in items:
        if item.kind in _FOLLOWING:
            above = [known[link.to] for link in item.links if link.to in known and link.relation in _FOLLOWS]
            passed = (theme for each in above for theme in each.themes[:MOST_INHERITED])
            first = {theme.theme: theme for theme in item.themes}
            for theme in passed:
                first.setdefault(theme.theme, replace(theme, score=round(INHERITED_SHARE * theme.score, 4)))
            item = replace(item, themes=tuple(first.values())[:MOST_THEMES])  # noqa: PLW2901
            known[item.id] = item
        yield item


def _titled(evidence: tuple[Evidence, ...], matcher: CueMatcher) -> tuple[Theme, ...]:
    """The themes that a heading names with two words or more."""
    naming = [one for one in evidence if one.hit.strength == "cue" and weight(one.hit) >= CUE_WEIGHTS[1]]
    return assign_themes([Evidence(one.hit, one.source) for one in naming], matcher.taxonomy)


def themes_at(source: Source, coded: Iterable[CodedTheme]) -> tuple[Theme, ...]:
    """Themes of the text of a source, with their evidence as places in the document."""
    return tuple(
        Theme(
            one.theme,
            one.score,
            tuple(span for start, end in one.evidence for span in source.within(start, end)),
            "model",
        )
        for one in coded
    )


def defined_themes(text: str, sections: tuple[Section, ...], matcher: CueMatcher) -> Mapping[str, frozenset[str]]:
    """The abbreviations that the document defines, with the themes that their long forms name."""
    return {
        short: frozenset(hit.theme for hit in matcher.find(long)) for short, long in definitions(text, sections).items()
    }


def heading_evidence(section: Section, text: str, matcher: CueMatcher) -> Iterator[Evidence]:
    """What the heading of a section says about what stands under it."""
    for hit in matcher.find(section.source.text_in(text)):
        if hit.strength in HEADING_STRENGTHS:
            yield Evidence(hit, section.source, HEADING_SHARE)


def _chain(section: str | None, parents: Mapping[str, str | None]) -> Iterator[str]:
    """A section and the sections that it stands in, the nearest first."""
    seen: set[str] = set()
    while section is not None and section not in seen:
        seen.add(section)
        yield section
        section = parents.get(section)
