"""Style and script: made from their sources, without anything from elsewhere, and small."""

from __future__ import annotations

import gzip
import re
from hashlib import sha256
from pathlib import Path

from starlette.testclient import TestClient

WEB = Path(__file__).parents[2] / "pipeline/crossreview/web"
SOURCES = ("crossreview.scss", "crossreview.js", "build.mjs", "package-lock.json")


def test_what_is_served_was_made_from_its_sources() -> None:
    digest = sha256(b"".join((WEB / "frontend" / name).read_bytes() for name in SOURCES)).hexdigest()
    assert (WEB / "static/sources.sha256").read_text().strip() == digest, "make frontend"


def test_nothing_comes_from_elsewhere_and_no_font_or_crest_of_others() -> None:
    style = (WEB / "static/crossreview.css").read_text(encoding="utf-8")
    assert "url(" not in style.replace('url("data:', "")
    for word in ("GDS Transport", "crest", "@import", "@font-face"):
        assert word not in style
    for template in (WEB / "templates").glob("*.html"):
        words = template.read_text(encoding="utf-8")
        assert not re.search(r"""(?:src|href|action)=["']https?:""", words), template
        assert " style=" not in words, template
        assert not re.search(r"<script(?![^>]*\ssrc=)", words), template
        assert not re.search(r"\son[a-z]+=", words), template


def test_a_first_visit_is_small(client: TestClient) -> None:
    page = client.get("/search?q=visit", headers={"Accept-Encoding": "gzip"})
    addresses = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)
    files = [client.get(address, headers={"Accept-Encoding": "gzip"}) for address in addresses]
    assert len(files) == 3
    for file in files:
        assert "immutable" in file.headers["Cache-Control"]
    assert sum(len(gzip.compress(answer.content)) for answer in (page, *files)) < 150_000
