"""Writing a briefing to a file, in the format that its name says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from crossreview.errors import UnknownFormat
from crossreview.library import write_atomically
from crossreview.report.briefing import Briefing
from crossreview.report.html import as_html
from crossreview.report.markdown import as_markdown
from crossreview.report.word import as_docx

_WAYS: Final[Mapping[str, Callable[[Briefing], bytes]]] = {
    ".docx": as_docx,
    ".html": lambda briefing: as_html(briefing).encode(),
    ".md": lambda briefing: as_markdown(briefing).encode(),
}


def check_format(to: Path) -> None:
    """Raises UnknownFormat where the name of a file says no format that briefings are written in."""
    if to.suffix.lower() not in _WAYS:
        raise UnknownFormat(f"Briefings are not written as {to.suffix!r}.", remedy=f"Use {', '.join(_WAYS)}.", path=to)


def write_briefing(briefing: Briefing, to: Path) -> None:
    """Write a briefing. Raises UnknownFormat, StorageFull, MissingExtra for Word without python-docx."""
    check_format(to)
    write_atomically(to, _WAYS[to.suffix.lower()](briefing))
