import pytest

from crossreview.extract.fields import FieldReader, build_field_reader
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.recommendations import load_recommendations


@pytest.fixture(scope="session")
def fields() -> FieldReader:
    return build_field_reader(load_recommendations(), load_agencies())
