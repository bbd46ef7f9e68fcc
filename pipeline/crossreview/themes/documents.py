"""The themes that a document is mainly about: those that recur in it, not every one that it mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from crossreview.records import Block, Item, Section, Span, Theme, ThemeOrigin
from crossreview.themes.assign import Evidence, assign_themes
from crossreview.themes.cues import CueMatcher
from crossreview.themes.items import defined_themes, heading_evidence

# Sections that list words or lie outside the story: a theme named there is not what the document is about.
SILENT_ROLES = frozenset({"contents", "glossary", "references", "research_context", "front_matter", "sign_off"})
# Where a document says in running text what it is about.
TELLING_ROLES = frozenset({"introduction", "executive_summary", "conclusion"})
# Votes: an item one; a heading, under which items vote too, and what is said in passing less. Chosen on the main themes
# that people gave to sample and real documents, of which neighbouring numbers find as many.
HEADING_VOTES = 0.6
TELLING_VOTES = 0.5
PASSING_VOTES = 0.2
# A theme that fills one section (thirty recommendations on training) should not outweigh one that runs through all.
MOST_VOTES_OF_SECTION = 5.0
# A theme is a main one with this share of the votes of the second, and with more votes than one statement has. The
# first may tower over all others, as that of the national system does in the answer of a government.
SHARE_OF_SECOND = 0.3
FEWEST_VOTES = 1.0
MOST_THEMES = 8
MOST_EVIDENCE = 10


def document_themes(
    items: tuple[Item, ...], sections: tuple[Section, ...], blocks: tuple[Block, ...], text: str, matcher: CueMatcher
) -> tuple[Theme, ...]:
    """The main themes of a document, by votes of its items, headings and paragraphs over its sections.

    `items` come with their themes.
    """
    roles = {section.id: section.role for section in sections}
    votes: dict[str, dict[str | None, float]] = defaultdict(lambda: defaultdict(float))
    evidence: dict[str, list[Span]] = defaultdict(list)
    origins: dict[str, ThemeOrigin] = defaultdict(lambda: "cue")
    for section, weight, theme in (
        *_headings(sections, text, matcher),
        *_items(items),
        *_paragraphs(items, sections, blocks, text, matcher),
    ):
        if roles.get(section or "") in SILENT_ROLES:
            continue
        by_section = votes[theme.theme]
        by_section[section] = min(by_section[section] + weight, MOST_VOTES_OF_SECTION)
        evidence[theme.theme].extend(theme.evidence)
        if theme.origin == "model":
            origins[theme.theme] = "model"  # of one item or more; the others are named by cues
    main = _main({theme: sum(by_section.values()) for theme, by_section in votes.items()})
    return tuple(
        Theme(theme, share, tuple(evidence[theme][:MOST_EVIDENCE]), origins[theme]) for theme, share in main.items()
    )


def _main(votes: Mapping[str, float]) -> dict[str, float]:
    """The main themes, the one with most votes first, each with its votes as a share of the most."""
    ranked = sorted(votes, key=lambda theme: (-votes[theme], theme))
    if not ranked:
        return {}
    most, second = votes[ranked[0]], votes[ranked[min(1, len(ranked) - 1)]]
    enough = max(SHARE_OF_SECOND * second, FEWEST_VOTES)
    return {theme: round(votes[theme] / most, 4) for theme in ranked[:MOST_THEMES] if votes[theme] >= enough}


def _headings(
    sections: tuple[Section, ...], text: str, matcher: CueMatcher
) -> Iterator[tuple[str | None, float, Theme]]:
    for section in sections:
        for theme in _full(tuple(heading_evidence(section, text, matcher)), matcher):
            yield section.id, HEADING_VOTES * theme.score, theme


def _full(evidence: tuple[Evidence, ...], matcher: CueMatcher) -> tuple[Theme, ...]:
    """The themes of a heading read as a statement of its own."""
    return assign_themes([Evidence(item.hit, item.source) for item in evidence], matcher.taxonomy)


def _items(items: tuple[Item, ...]) -> Iterator[tuple[str | None, float, Theme]]:
    for item in items:
        if item.stance in ("asserted", "quoted"):
            for theme in item.themes:
                yield item.section, theme.score, theme


def _paragraphs(
    items: tuple[Item, ...], sections: tuple[Section, ...], blocks: tuple[Block, ...], text: str, matcher: CueMatcher
) -> Iterator[tuple[str | None, float, Theme]]:
    known = defined_themes(text, sections, matcher)
    telling = {section.id for section in sections if section.role in TELLING_ROLES}
    itemised = sorted((span.start, span.end) for item in items for span in item.source.spans)
    for block in blocks:
        if block.kind not in ("paragraph", "list_item") or _overlaps(block, itemised):
            continue
        # A document without items tells its story in paragraphs alone.
        votes = TELLING_VOTES if block.section in telling or not items else PASSING_VOTES
        own = [Evidence(hit, block.source) for hit in matcher.find(block.source.text_in(text))]
        for theme in assign_themes(own, matcher.taxonomy, known):
            yield block.section, votes * theme.score, theme


def _overlaps(block: Block, itemised: list[tuple[int, int]]) -> bool:
    """Whether words of the block are an item, and so have voted already."""
    start, end = block.source.start, block.source.end
    return any(first < end and start < last for first, last in itemised)
