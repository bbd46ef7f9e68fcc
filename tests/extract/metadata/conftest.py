from __future__ import annotations

import pytest

from crossreview.extract.metadata import MetadataFinders
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.agency_matcher import AgencyMatcher
from crossreview.vocabulary.areas import load_areas
from crossreview.vocabulary.metadata import load_metadata_terms


@pytest.fixture(scope="session")
def finders() -> MetadataFinders:
    return MetadataFinders.of(load_areas(), load_metadata_terms(), AgencyMatcher(load_agencies()))
