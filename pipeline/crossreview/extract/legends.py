"""What the words of a status column mean in one document, from its legend."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crossreview.extract.fields import FieldReader
from crossreview.parse import TextBlock, TextTable
from crossreview.records import Status
from crossreview.structure import StructuredDocument

_LEGEND_WORDS = 40  # a row or paragraph that explains a colour is short
_OTHER_COLOURS = ("white:", "yellow:", "orange:", "purple:", "black:")  # in a row of their own; in prose not ratings
_COLOURS = ("green", "amber", "red", "blue", "grey")
# In a paragraph that is too long for a legend: "Red means not begun, or stopped."
_EXPLAINS = re.compile(
    rf"""(?<=[.:;]\s)(?:{"|".join(_COLOURS)})\s+(?:means?|stands\s+for|shows|says|is\s+for)\s[^.;]+[.;]?""",
    re.IGNORECASE | re.VERBOSE,
)


class LegendReader:
    """Finds the legend of an action plan: a table of colours and meanings, or a line "Green: completed"."""

    def __init__(self, fields: FieldReader) -> None:
        self._fields = fields

    def legend_of(self, document: StructuredDocument) -> Mapping[str, Status]:
        """Status by the lower-case word of the legend; empty where the document has none."""
        legend: dict[str, Status] = {}
        for block in document.blocks:
            for text in _lines(block.content):
                lowered = text.lower()
                named = any(colour in lowered for colour in _COLOURS) or lowered.startswith(_OTHER_COLOURS)
                if len(text.split()) <= _LEGEND_WORDS and named:
                    legend.update(self._fields.legend_of(text))
        return legend


def _lines(content: TextBlock | TextTable) -> tuple[str, ...]:
    """A paragraph and its sentences that explain a colour, or each two-cell row of a table as "first: second"."""
    if isinstance(content, TextBlock):
        return (content.text, *(sentence.group() for sentence in _EXPLAINS.finditer(content.text)))
    return tuple(f"{row[0].text}: {row[1].text}" for row in content.rows if len(row) == 2)
