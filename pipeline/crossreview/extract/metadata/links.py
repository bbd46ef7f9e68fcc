"""Addresses on the web that the document gives."""

from __future__ import annotations

import re

from crossreview.extract.metadata.passages import LABELLED, Reading
from crossreview.records import Found

_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"”’)\]]*[^\s<>\"”’)\].,;:!?]", re.IGNORECASE)
# Where to write to the publisher and under which licence: on every document of the kind, about none of them.
_BOILERPLATE = re.compile(r"open-government-licence|eepurl\.com|/copyright\b", re.IGNORECASE)


def find_links(reading: Reading) -> tuple[Found[str], ...]:
    """Every address once, in reading order."""
    found: dict[str, Found[str]] = {}
    for passage in reading.passages:
        if "://" not in passage.text and "www." not in passage.text.lower():
            continue
        for match in _ADDRESS.finditer(passage.text):
            if not _BOILERPLATE.search(match.group()):
                found.setdefault(match.group(), passage.found(match.group(), match.start(), match.end(), LABELLED))
    return tuple(found.values())
