"""The themes of items: from their own words; where these are too few, more weakly from the headings above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from msgspec.structs import replace

from crossreview.extract.abbreviations import definitions
from crossreview.records import REPORT_KINDS, Block, Item, ItemKind, LinkRelation, Metadata, Section, Source, Theme
from crossreview.themes.assign import CUE_WEIGHTS, HEADING_SHARE, MOST_THEMES, Evidence, assign_themes, weight
from crossreview.themes.classifier import CodedTheme
from crossreview.themes.cues import CueMatcher
from crossreview.themes.mentions import NAMING, Mentions
from crossreview.vocabulary.metadata import load_metadata_terms
from crossreview.vocabulary.taxonomy import Population

# A theme that the model gives with less is the item's only if the document speaks of it elsewhere too, since a document
# that is about something says so more than once. Of such themes on train, dev and real documents with gold one in two
# was right where it does, and one in three where it does not; of surer ones four in five, either way.
SURE = 0.8
# Cues count only for what the document speaks of elsewhere (of the others one in ten was right): beside what the model
# gives those that are sure, and where it gives nothing those that are likelier right than two words near each other.
LEAST_CUED = 0.6
# Of the ask that an item carries out or reports on, so many themes are also its own, and so likely beside it; what
# comes out likelier wrong than right is not. Of those that train and dev inherit two in three are right.
MOST_INHERITED = 2
INHERITED_SHARE = 0.6
LEAST_INHERITED = 0.5
_FOLLOWING: frozenset[ItemKind] = REPORT_KINDS | {"action"}
_FOLLOWS: frozenset[LinkRelation] = frozenset({"carries_out", "reports_on", "answers"})


@dataclass(frozen=True)
class Coded:
    """What a classifier gives to the items of a document, and the blocks of that document."""

    themes: Sequence[tuple[CodedTheme, ...]]
    blocks: Sequence[Block] = ()


def with_themes(
    items: tuple[Item, ...],
    sections: tuple[Section, ...],
    text: str,
    matcher: CueMatcher,
    coded: Coded | None = None,
) -> tuple[Item, ...]:
    """The items with their themes. `sections` and `text` are those of their document, `coded` what a classifier gives.

    Without a classifier, and for an item to which it gives no theme, the cues decide.
    """
    known = defined_themes(text, sections, matcher)
    headings = {section.id: tuple(heading_evidence(section, text, matcher)) for section in sections}
    headed = {section: _titled(evidence, matcher) for section, evidence in headings.items()}
    parents = {section.id: section.parent for section in sections}
    likely = _Likely.of(items, coded, text, matcher) if coded is not None else None
    themed = []
    for number, item in enumerate(items):
        above = (evidence for section in _chain(item.section, parents) for evidence in headings.get(section, ()))
        own = (Evidence(hit, item.source) for hit in matcher.find(item.source.text_in(text)))
        cued = assign_themes((*own, *above), matcher.taxonomy, known)
        titled = headed.get(item.section or "", ()) if item.kind in REPORT_KINDS else ()
        given = likely.given(number, item) if likely is not None else ()
        cued = likely.cued(cued, item, beside=bool(given)) if likely is not None else cued
        themed.append(replace(item, themes=_joined(given, cued, titled)))
    return tuple(_inheriting(themed))


def population_of(metadata: Metadata) -> Population | None:
    """Whom a review is about, where its type tells."""
    found = metadata.review_type
    return load_metadata_terms().population(found.value) if found is not None else None


@dataclass(frozen=True)
class _Likely:
    """The themes that items likely have, by how sure they are and by whether the document speaks of them elsewhere."""

    themes: Sequence[tuple[CodedTheme, ...]]
    mentions: Mentions

    @classmethod
    def of(cls, items: Sequence[Item], coded: Coded, text: str, matcher: CueMatcher) -> _Likely:
        """Those of the items of a document."""
        statements = zip((item.text for item in items), coded.themes, strict=True)
        return cls(coded.themes, Mentions.of(coded.blocks, text, matcher, statements))

    def given(self, number: int, item: Item) -> tuple[Theme, ...]:
        """Of what the model gives to an item, which is the one of this number."""
        themes = themes_at(item.source, self.themes[number])
        return tuple(theme for theme in themes if theme.score >= SURE or self._elsewhere(theme, item))

    def cued(self, themes: Iterable[Theme], item: Item, *, beside: bool) -> tuple[Theme, ...]:
        """Of what cues name; `beside` what the model gives, only sure ones."""
        least = SURE if beside else LEAST_CUED
        return tuple(theme for theme in themes if theme.score >= least and self._elsewhere(theme, item))

    def _elsewhere(self, theme: Theme, item: Item) -> bool:
        return self.mentions.elsewhere(theme.theme, item.source, item.text)


def _joined(*given: Iterable[Theme]) -> tuple[Theme, ...]:
    """Each theme once, the first ones: those that the model gives before those that cues name.

    Last come those that the heading of a report names: under "Early help arrangements" a figure is about early help.
    """
    first: dict[str, Theme] = {}
    for theme in chain(*given):
        first.setdefault(theme.theme, theme)
    return tuple(first.values())[:MOST_THEMES]


def _inheriting(items: Sequence[Item]) -> Iterator[Item]:
    """The items; what carries out or reports on another is also about the main themes of that one."""
    known = {item.id: item for item in items}
    for item in items:
        if item.kind in _FOLLOWING:
            above = [known[link.to] for link in item.links if link.to in known and link.relation in _FOLLOWS]
            passed = (_passed(theme) for each in above for theme in each.themes[:MOST_INHERITED])
            inherited = (theme for theme in passed if theme.score >= LEAST_INHERITED)
            item = replace(item, themes=_joined(item.themes, inherited))  # noqa: PLW2901
            known[item.id] = item
        yield item


def _passed(theme: Theme) -> Theme:
    """The theme of an ask as one of what is told of the ask."""
    return replace(theme, score=round(INHERITED_SHARE * theme.score, 4))


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
    """What the heading of a section says about what stands under it.

    Only what names a theme by itself counts: its single words ("Risk", "Training") are too often furniture.
    """
    for hit in matcher.find(section.source.text_in(text)):
        if hit.strength in NAMING:
            yield Evidence(hit, section.source, HEADING_SHARE)


def _chain(section: str | None, parents: Mapping[str, str | None]) -> Iterator[str]:
    """A section and the sections that it stands in, the nearest first."""
    seen: set[str] = set()
    while section is not None and section not in seen:
        seen.add(section)
        yield section
        section = parents.get(section)
