"""The taxonomy as a tree, with counts where a library is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from crossreview.library.counts import NEVER, ThemeCount
from crossreview.plurals import counted
from crossreview.vocabulary.taxonomy import Taxonomy, ThemeEntry, ThemeGroup


def print_themes(taxonomy: Taxonomy, counts: dict[str, ThemeCount] | None, console: Console) -> None:
    """The themes in their groups."""
    for group in taxonomy.groups:
        tree = Tree(Text(f"{group.id}  {group.label}", style="bold"))
        for theme in _shown(group):
            tree.add(_label(theme, counts))
        console.print(tree, soft_wrap=True)


def theme_rows(taxonomy: Taxonomy, counts: dict[str, ThemeCount] | None) -> Iterator[dict[str, Any]]:
    """The themes as rows for JSON lines."""
    for group in taxonomy.groups:
        for theme in _shown(group):
            row: dict[str, Any] = {
                "id": theme.id,
                "label": theme.label,
                "group": group.label,
                "definition": theme.definition,
            }
            if counts is not None:
                count = counts.get(theme.id, NEVER)
                row |= {"reviews": count.reviews, "documents": count.documents, "items": count.items}
            yield row


def _shown(group: ThemeGroup) -> Iterable[ThemeEntry]:
    return (theme for theme in group.themes if theme.status != "deprecated")


def _label(theme: ThemeEntry, counts: dict[str, ThemeCount] | None) -> Text:
    text = Text.assemble(theme.id, "  ", theme.label)
    if counts is not None:
        count = counts.get(theme.id, NEVER)
        words = f"  {counted(count.reviews, 'review')}, {counted(count.items, 'item')}" if count.documents else "  none"
        text.append(words, style="cyan" if count.documents else "dim")
    return text
