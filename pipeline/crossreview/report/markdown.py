"""A briefing as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crossreview.report.briefing import Briefing
from crossreview.report.outline import Grid, Heading, Part, Quotation, Sources, Statement, outline, title_of

_MEANT: Final = re.compile(r"([\\`*_{}\[\]<>|#])|^(\s*)([-+>]|\d+[.)])(?=\s)", re.MULTILINE)


def as_markdown(briefing: Briefing) -> str:
    """The briefing as a text; the words of quotations stand as they are printed, whatever marks they have."""
    parts = ["# " + _plain(title_of(briefing)), *(_written(part) for part in outline(briefing))]
    return "\n\n".join(parts) + "\n"


def _written(part: Part) -> str:
    match part:
        case Heading(text):
            return f"## {_plain(text)}"
        case Statement(text):
            return _plain(text)
        case Quotation():
            return "\n".join(_quotation(part))
        case Grid(header, rows):
            lines = (header, tuple("---" for _ in header), *(tuple(map(_plain, row)) for row in rows))
            return "\n".join(f"| {' | '.join(line)} |" for line in lines)
        case Sources(lines):
            return "\n".join(f"{number}. {_plain(text)}" for number, text in lines)


def _quotation(quotation: Quotation) -> Iterator[str]:
    yield f"> “{_plain(quotation.text)}” {_plain(quotation.citation)}"
    if quotation.known:
        yield ">"
        yield f"> {_plain(quotation.known)}"
    for update in quotation.updates:
        yield ">"
        yield f"> - {_plain(', '.join(update.facts))}: “{_plain(update.text)}” {_plain(update.citation)}"


def _plain(text: str) -> str:
    """A text in which no character means anything to Markdown."""
    return _MEANT.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", " ".join(text.split()))
