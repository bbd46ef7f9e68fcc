"""Every PDF of this folder has a maker and a reason, and is what its maker makes."""

from __future__ import annotations

import pytest
from tests.pdfs.make import FOLDER, README, Maker, makers, readme

MAKERS = makers()


def test_every_pdf_has_a_maker() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.pdf")) == sorted(MAKERS)


def test_every_maker_says_what_it_stands_for() -> None:
    assert [name for name, maker in MAKERS.items() if not (maker.__doc__ or "").strip()] == []


def test_the_readme_lists_them() -> None:
    assert README.read_text(encoding="utf-8") == readme()


@pytest.mark.parametrize(("name", "maker"), MAKERS.items())
def test_the_pdf_is_what_its_maker_makes(name: str, maker: Maker) -> None:
    assert (FOLDER / f"{name}.pdf").read_bytes() == maker(), "run `python -m tests.pdfs.make`"


def test_no_pdf_is_large() -> None:
    assert [path.name for path in FOLDER.glob("*.pdf") if path.stat().st_size > 250_000] == []
