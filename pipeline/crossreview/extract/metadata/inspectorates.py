"""The names of those who inspect."""

from __future__ import annotations

from typing import TypeAlias

from crossreview.extract.metadata.cues import Cues
from crossreview.vocabulary.metadata import MetadataTerms

InspectorateNames: TypeAlias = Cues[str]


def inspectorate_names(terms: MetadataTerms) -> InspectorateNames:
    """Every printed name, standing for the usual one."""
    return Cues((name, names[0]) for names in terms.inspectorates for name in names)
