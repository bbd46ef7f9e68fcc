"""The anatomy of a PDF's bytes, as far as a mutation has to know it: streams inflated, and the table of places."""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"<<((?:(?!stream|endobj).)*?)>>\s*stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_FILTER = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])")
_LENGTH = re.compile(rb"/Length\s+\d+(?:\s+\d+\s+R)?")
_OBJECT = re.compile(rb"(?:^|[\r\n])(\d{1,7}) (\d{1,5}) obj\b")
_TRAILER = re.compile(rb"\btrailer\b(.*?)(?=\bstartxref\b|\Z)", re.DOTALL)
_TABLE = re.compile(rb"[\r\n]xref\b")


def inflated(data: bytes) -> bytes:
    """The file with its deflated streams as they are, so that what is in them can be mutated too."""
    return with_places(_STREAM.sub(_inflate, data))


def _inflate(found: re.Match[bytes]) -> bytes:
    entries, body = found.groups()
    if not _FILTER.search(entries) or b"/DecodeParms" in entries:
        return found.group()
    try:
        body = zlib.decompress(body)
    except zlib.error:
        return found.group()
    entries = _LENGTH.sub(b"", _FILTER.sub(b"", entries))
    return b"<<%b /Length %d>>\nstream\n%b\nendstream" % (entries, len(body), body)


def with_places(data: bytes) -> bytes:
    """The file with a table that tells truly where its objects are, as if it had been written so.

    A file with a table that is a stream, or without any, stays as it is: readers look for its objects themselves.
    """
    trailers = _TRAILER.findall(data)
    if not trailers:
        return data
    table = _TABLE.search(data)
    body = data[: table.start()] if table else data
    places = {int(found[1]): found.start(1) for found in _OBJECT.finditer(body)}
    size = max(places, default=0) + 1
    lines = [b"0000000000 65535 f \n"]
    for number in range(1, min(size, len(body))):
        lines.append(b"%010d 00000 %b \n" % (places.get(number, 0), b"n" if number in places else b"f"))
    start = len(body) + 1
    return b"%b\nxref\n0 %d\n%btrailer%b\nstartxref\n%d\n%%%%EOF\n" % (
        body,
        len(lines),
        b"".join(lines),
        trailers[-1].rstrip(),
        start,
    )
