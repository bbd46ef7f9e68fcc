"""A fixture that makes a small PDF and reads it, and the vocabulary of items as shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.platypus import Flowable
from tests.extract.reading import Read, Reading, read_pdf
from tests.pdfs import asks

from crossreview.document import Reader
from crossreview.extract.contexts import LabelFinder
from crossreview.extract.fields import FieldReader, build_field_reader
from crossreview.extract.forms import AskForms
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.items import ItemWords, load_item_words
from crossreview.vocabulary.recommendations import load_recommendations


@pytest.fixture
def read(tmp_path: Path, reader: Reader) -> Read:
    """Makes a PDF of parts and reads it."""

    def made(*parts: Flowable | tuple[Flowable, ...], title: str = asks.REPORT) -> Reading:
        flat = [piece for part in parts for piece in (part if isinstance(part, tuple) else (part,))]
        return read_pdf(asks.make(tmp_path / "made.pdf", *flat, title=title), reader)

    return made


@pytest.fixture(scope="session")
def item_words() -> ItemWords:
    return load_item_words()


@pytest.fixture(scope="session")
def forms(item_words: ItemWords) -> AskForms:
    return AskForms.of(item_words)


@pytest.fixture(scope="session")
def labels(item_words: ItemWords) -> LabelFinder:
    return LabelFinder(item_words)


@pytest.fixture(scope="session")
def fields() -> FieldReader:
    return build_field_reader(load_recommendations(), load_agencies())
