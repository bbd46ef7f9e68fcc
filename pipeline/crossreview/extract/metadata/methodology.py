"""How the review was carried out, as far as it names a method."""

from __future__ import annotations

from crossreview.extract.metadata.cues import Cues
from crossreview.extract.metadata.passages import STATED, Reading
from crossreview.records import Found, Genre
from crossreview.vocabulary.metadata import MetadataTerms

_REVIEW_GENRES: frozenset[Genre] = frozenset({"full_report", "executive_summary"})


def methodology_cues(terms: MetadataTerms) -> Cues[str]:
    """The names of methods."""
    return Cues((phrase, method.id) for method in terms.methodologies for phrase in method.surface)


def find_methodology(reading: Reading, cues: Cues[str], genre: Genre | None) -> tuple[Found[str], ...] | None:
    """The methods named on the front, in the opening and where the method is told; None if none is."""
    if genre not in _REVIEW_GENRES:
        return None
    found: dict[str, Found[str]] = {}
    for passage in (*reading.front_passages, *reading.in_roles({"methodology"})):
        for cue in cues.find(passage.text):
            found.setdefault(cue.value, passage.found(cue.value, cue.start, cue.end, STATED))
    return tuple(found.values()) or None
