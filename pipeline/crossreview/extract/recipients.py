"""The one to whom a coroner's report is sent, who is to answer what concerns the coroner.

The form of such reports is prescribed (Coroners (Investigations) Regulations 2013, regulation 28): it begins with whom
it is sent to, and what concerns the coroner names others freely without asking anything of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from crossreview.structure import StructuredDocument

_SENT_TO = re.compile(
    r"\b(?:this\s+)?report\s+is\s+(?:being\s+)?(?:sent|addressed|directed|made)\s+to\b[\s:]*", re.IGNORECASE
)
_ENTRY = re.compile(r"(?:^|(?<=\s))\(?\d{1,2}[.)]\s+")
_LONGEST = 600  # characters: names and addresses of a few
_SENT_COPIES = frozenset({"coroner", "inspectorates"})  # the Chief Coroner and regulators need not answer


def recipient_of(document: StructuredDocument, types_of: Callable[[str], tuple[str, ...]]) -> str | None:
    """The words that name the one body that is to answer a document; None where none is named, or several are.

    `types_of` says what types of bodies are named in words that say who is to act.
    """
    sent = _SENT_TO.search(document.text)
    if sent is None:
        return None
    after = (section.source.start for section in document.sections if section.source.start >= sent.end())
    text = document.text[sent.end() : min((*after, sent.end() + _LONGEST))]
    entries = (" ".join(entry.split()) for entry in _ENTRY.split(text))
    answering = [entry for entry in entries if set(types_of(entry)) - _SENT_COPIES]
    return answering[0] if len(answering) == 1 else None
