"""Which version of Crossreview reads documents, and which versions of packages matter for what it reads."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Final

from crossreview import __version__

PIPELINE_VERSION: Final = __version__
_PARTS = ("pypdfium2", "pdfplumber", "spacy", "scikit-learn", "snowballstemmer")
_OF_SENTENCES = ("onnxruntime",)


@cache
def parts(*, sentences: bool) -> dict[str, str]:
    """The packages by which documents are read, those of the sentence model too, each with its version."""
    return {part: version(part) for part in (*_PARTS, *(_OF_SENTENCES if sentences else ()))}
