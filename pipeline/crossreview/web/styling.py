"""Style, script and icon: read once, sent packed, and kept by browsers as long as they do not change."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib import resources
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

_TYPES: Final = {
    "crossreview.css": "text/css; charset=utf-8",
    "crossreview.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
_FOR_A_YEAR: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class StaticFile:
    """A file as it is sent."""

    address: str
    kind: str
    plain: bytes
    packed: bytes


class StaticFiles:
    """The files by their addresses, in which stands what they hold."""

    @cached_property
    def _files(self) -> dict[str, StaticFile]:
        return {file.address: file for file in map(_read, _TYPES)}

    @cached_property
    def addresses(self) -> dict[str, str]:
        """The address of each file, by its name."""
        return {address.rpartition("/")[2]: address for address in self._files}

    def answer(self, request: Request) -> Response:
        """The file at an address; 404 where there is none."""
        file = self._files.get(request.url.path)
        if file is None:
            return Response("There is no such file.", 404, media_type="text/plain")
        headers = {"Cache-Control": _FOR_A_YEAR, "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(file.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=file.kind)
        return Response(file.plain, headers=headers, media_type=file.kind)


def _read(name: str) -> StaticFile:
    content = (resources.files("crossreview.web") / "static" / name).read_bytes()
    address = f"/static/{sha256(content).hexdigest()[:12]}/{name}"
    return StaticFile(address, _TYPES[name], content, gzip.compress(content, mtime=0))
