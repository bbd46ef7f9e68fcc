"""At what level change is asked for, by who is asked and the words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crossreview.extract.fields.actors import COLLECTIVE
from crossreview.records import Level
from crossreview.vocabulary.agencies import Agencies

# Sectors of the gazetteer.
PARTNERSHIP = "partnership"
NATIONAL = "national"

_CROSS_BOUNDARY = re.compile(
    r"""\b(?:both|two|three|neighbouring|other|adjoining)\s+(?:\w+\s+){0,2}
          (?:partnerships|boards|councils|authorities|areas|forces|counties)\b
       |\bcross[\s-](?:border|boundary)\b
       |\b(?:between|across)\s+(?:local\s+)?(?:areas|authorities|partnerships|boards)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_REGIONAL = re.compile(r"\b(?:sub-?)?regional(?:ly)?\b|\bacross\s+the\s+region\b", re.IGNORECASE)
_NATIONAL = re.compile(
    r"\bnational(?:ly)?\s+(?:guidance|policy|level|standard|register|programme)\b|\blegislation\b", re.IGNORECASE
)
_PRACTITIONERS = re.compile(
    r"""^\W*(?:all\s+|every\s+|each\s+|front\s*line\s+)*
        (?:practitioners?|professionals?|social\s+workers?|health\s+visitors?|midwives|nurses|staff|officers?|workers?
          |keyworkers?|teachers?|clinicians?)\b""",
    re.IGNORECASE | re.VERBOSE,
)


class LevelReader:
    """Reads levels; knows which types of bodies are national and which act for a partnership."""

    def __init__(self, agencies: Agencies) -> None:
        self._sector = {agency.id: agency.sector for agency in agencies.types}

    def level_of(self, text: str, addressees: Sequence[str], addressee_text: str | None) -> Level | None:
        """The level; None where nobody is asked and the words do not say."""
        if not addressees:
            return _by_words(text)
        sectors = {self._sector[type_id] for type_id in addressees if type_id in self._sector}
        if sectors == {NATIONAL}:
            return "national"
        if _CROSS_BOUNDARY.search(text) or _CROSS_BOUNDARY.search(addressee_text or ""):
            return "cross_boundary"
        if _REGIONAL.search(text):
            return "regional"
        if _PRACTITIONERS.match(addressee_text or ""):
            return "practice"
        together = PARTNERSHIP in sectors or COLLECTIVE in addressees or len(addressees) > 1
        return "partnership" if together else "agency"


def _by_words(text: str) -> Level | None:
    if _NATIONAL.search(text):
        return "national"
    return "regional" if _REGIONAL.search(text) else None
