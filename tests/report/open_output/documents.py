"""Documents whose texts are opened. People and places are invented."""

from __future__ import annotations

from typing import Any

import msgspec
from tests.records.examples import EMPTY_METADATA, record_of

from crossreview.records import DocumentRecord, Found, Source, Span
from crossreview.report.open_output import Opener

SOURCE = Source((Span(1, (0.0, 0.0, 1.0, 1.0), 0, 1),))
NOBODY = Opener()


def found(value: Any) -> Found[Any]:
    return Found(value, SOURCE, 1.0)


def record(
    text: str = "The partnership should listen.",
    *,
    subject: str | None = None,
    authors: tuple[str, ...] = (),
    chair: str | None = None,
    title: str = "A review",
    **dates: str,
) -> DocumentRecord:
    """A document of one page; `dates` are facts of its front."""
    metadata = msgspec.structs.replace(
        EMPTY_METADATA,
        title=found(title),
        subject=found(subject) if subject else None,
        authors=tuple(found(author) for author in authors) or None,
        chair=found(chair) if chair else None,
        dates={kind: found(value) for kind, value in dates.items()},
    )
    return record_of((title, text), metadata=metadata)
