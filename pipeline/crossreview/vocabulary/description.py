"""The taxonomy as a page for people. `python -m crossreview.vocabulary.description` writes it to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from crossreview.vocabulary.taxonomy import Taxonomy, ThemeEntry, ThemeGroup, load_taxonomy

# Enough cues to see what a theme listens for; all of them are in the vocabulary file.
CUES_SHOWN = 8
APPLIES_TO = {"child": "children", "adult": "adults", "da": "domestic abuse related deaths"}


def describe(taxonomy: Taxonomy) -> str:
    """The taxonomy in Markdown: every group and theme, the rules for coding, what is not covered."""
    return "\n".join([*_head(taxonomy), *_groups(taxonomy), *_rules(taxonomy), *_frames(taxonomy)]) + "\n"


def _head(taxonomy: Taxonomy) -> Iterator[str]:
    groups = len(taxonomy.groups)
    yield "# Themes"
    yield ""
    yield f"Version {taxonomy.version}: {len(taxonomy.ids)} themes in {groups} groups. A theme is the problem that a"
    yield "statement is about, never the verb it uses; what is to be done about it is the action type. A statement has"
    yield "as many themes as it names, the main one first, and none where the evidence is weak."
    yield ""
    yield "This page is made from `vocabulary/themes.yaml` and checked against it by a test:"
    yield "`python -m crossreview.vocabulary.description > docs/themes.md`."


def _groups(taxonomy: Taxonomy) -> Iterator[str]:
    for group in taxonomy.groups:
        yield from _group(group)


def _group(group: ThemeGroup) -> Iterator[str]:
    yield ""
    yield f"## {group.label} ({group.id})"
    yield ""
    yield group.definition
    for theme in group.themes:
        yield from _theme(theme)


def _theme(theme: ThemeEntry) -> Iterator[str]:
    yield ""
    yield f"### {theme.label}"
    yield ""
    yield f"`{theme.id}` {theme.definition}"
    yield ""
    yield f"- In reviews about: {', '.join(APPLIES_TO[kind] for kind in theme.applies_to)}"
    more = len(theme.cues) - CUES_SHOWN
    yield f"- Cues: {'; '.join(theme.cues[:CUES_SHOWN])}{f'; and {more} more' if more > 0 else ''}"
    if theme.abbrev:
        yield f"- Abbreviations: {', '.join(theme.abbrev)}"
    if theme.note is not None:
        yield f"- Note: {theme.note}"


def _rules(taxonomy: Taxonomy) -> Iterator[str]:
    yield ""
    yield "## Rules for coding"
    yield ""
    yield from (f"- {rule}" for rule in taxonomy.policy.coding_rules)
    yield ""
    yield "Not covered by a theme yet:"
    yield ""
    yield from (f"- {gap}" for gap in taxonomy.policy.known_gaps)


def _frames(taxonomy: Taxonomy) -> Iterator[str]:
    yield ""
    yield "## Coding frames that the themes draw on"
    yield ""
    yield from (f"- {frame_id}: {frame.name}" for frame_id, frame in taxonomy.frames.items())


if __name__ == "__main__":
    sys.stdout.write(describe(load_taxonomy()))
