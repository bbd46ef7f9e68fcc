"""Forms as the pages here make them: in two kinds, in UTF-8, and with fields of a moderate length."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

UPLOAD: Final = "multipart/form-data"
_KINDS: Final = {UPLOAD, "application/x-www-form-urlencoded"}
_CHARSETS: Final = {"utf-8", "utf8"}
_MOST_FIELDS: Final = 200
_FIELD_BYTES: Final = 100_000


@asynccontextmanager
async def form_of(request: Request, *, files: int = 0) -> AsyncIterator[FormData]:
    """The form that was sent, with at most so many files. Raises HTTPException (415, 400)."""
    _check_kind(request)
    form = request.form(max_files=files, max_fields=_MOST_FIELDS, max_part_size=_FIELD_BYTES)
    async with form as fields:
        yield fields


def kind_of(content_type: str | None) -> str:
    """The kind of a form, without what is said of how it is written."""
    return _parts(content_type)[0]


def _check_kind(request: Request) -> None:
    # Starlette decodes fields as the sender wishes, on the thread that answers everybody: with punycode that takes the
    # square of their length, and some codecs raise. What parts say of themselves it does not follow.
    kind, charset = _parts(request.headers.get("content-type"))
    if kind not in _KINDS or charset not in _CHARSETS:
        raise HTTPException(415, "Forms are taken as this page makes them, in UTF-8.")


def _parts(content_type: str | None) -> tuple[str, str]:
    """The kind and the charset, told as starlette tells them: two readings of one header may differ."""
    kind, options = parse_options_header(content_type)
    return kind.decode("latin-1"), options.get(b"charset", b"utf-8").decode("latin-1").casefold()
