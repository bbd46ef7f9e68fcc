"""The record of a document of which nothing could be read, so that everything in it counts as missed."""

from __future__ import annotations

from crossreview.evaluate.gold import Gold
from crossreview.records import SCHEMA_VERSION, Document, DocumentRecord, Metadata, Provenance, Quality


def nothing_read(gold: Gold) -> DocumentRecord:
    """An empty record for the document that the gold describes."""
    return DocumentRecord(
        schema_version=SCHEMA_VERSION,
        document=Document(gold.sha256[:16], gold.file, gold.sha256, gold.pages, (), (), ""),
        metadata=_no_metadata(),
        sections=(),
        blocks=(),
        items=(),
        coverage=(),
        tables=(),
        themes=(),
        quality=Quality(0, (), tuple(range(1, gold.pages + 1)), 0, ()),
        warnings=(),
        provenance=Provenance("", {}, {}, {}),
    )


def _no_metadata() -> Metadata:
    return Metadata(
        title=None,
        genre=None,
        review_type=None,
        review_code=None,
        subject=None,
        bodies=(),
        areas=(),
        authors=None,
        chair=None,
        dates={},
        methodology=None,
        age_band=None,
        gender=None,
        ethnicity=None,
        harm_types=(),
        agencies=(),
        inspections=(),
        links=(),
    )
