"""The themes of items: from their own words, and more weakly from the headings that they stand under."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from crossreview.extract.abbreviations import definitions
from crossreview.records import Item, Section
from crossreview.themes.assign import HEADING_SHARE, Evidence, assign_themes
from crossreview.themes.cues import CueMatcher, Strength

# In a heading only what names a theme by itself counts: its single words ("Risk", "Training") are too often furniture.
HEADING_STRENGTHS: frozenset[Strength] = frozenset({"cue", "near", "abbreviation"})


def with_themes(
    items: tuple[Item, ...], sections: tuple[Section, ...], text: str, matcher: CueMatcher
) -> tuple[Item, ...]:
    """The items with their themes. `sections` and `text` are those of their document."""
    known = defined_themes(text, sections, matcher)
    headings = {section.id: tuple(heading_evidence(section, text, matcher)) for section in sections}
    parents = {section.id: section.parent for section in sections}
    themed = []
    for item in items:
        above = (evidence for section in _chain(item.section, parents) for evidence in headings.get(section, ()))
        own = (Evidence(hit, item.source) for hit in matcher.find(item.source.text_in(text)))
        themed.append(replace(item, themes=assign_themes((*own, *above), matcher.taxonomy, known)))
    return tuple(themed)


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
