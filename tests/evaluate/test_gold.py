from __future__ import annotations

import hashlib
import json
from pathlib import Path

import msgspec
import pytest
from tests.evaluate.records import gold

from crossreview.errors import GoldError
from crossreview.evaluate import gold_digest, load_gold


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A PDF two folders deep, and its gold."""
    pdfs, golds = tmp_path / "pdfs", tmp_path / "gold"
    (pdfs / "2024" / "07").mkdir(parents=True)
    golds.mkdir()
    content = b"%PDF-1.7 of sorts"
    (pdfs / "2024" / "07" / "a.pdf").write_bytes(content)
    write(golds / "a.json", hashlib.sha256(content).hexdigest())
    return pdfs, golds


def write(path: Path, sha256: str) -> None:
    path.write_bytes(msgspec.json.encode(gold(file="a.pdf", sha256=sha256)))


def test_pdfs_are_found_at_any_depth(folders: tuple[Path, Path]) -> None:
    (file,) = load_gold(*folders)
    assert (file.id, file.pdf.name, file.gold.title) == ("a", "a.pdf", "Child A")


def test_fields_of_the_format_that_are_not_measured_are_passed_over(folders: tuple[Path, Path]) -> None:
    path = folders[1] / "a.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "furniture": ["Page N"], "notes": "none"}))
    assert len(load_gold(*folders)) == 1


def test_another_pdf_of_the_same_name_is_refused(folders: tuple[Path, Path]) -> None:
    write(folders[1] / "a.json", "f" * 64)
    with pytest.raises(GoldError, match=r"a\.json: a\.pdf is not the PDF that was annotated"):
        load_gold(*folders)


def test_a_missing_pdf_is_named(folders: tuple[Path, Path]) -> None:
    (folders[0] / "2024" / "07" / "a.pdf").unlink()
    with pytest.raises(GoldError, match=r"a\.pdf is nowhere under"):
        load_gold(*folders)


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"file": 3}', b"\xff\xfe"])
def test_a_damaged_gold_file_is_named(content: bytes, folders: tuple[Path, Path]) -> None:
    (folders[1] / "a.json").write_bytes(content)
    with pytest.raises(GoldError, match=r"a\.json"):
        load_gold(*folders)


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no gold files"):
        load_gold(tmp_path, tmp_path)


def test_the_digest_sees_names_and_bytes(folders: tuple[Path, Path]) -> None:
    golds = folders[1]
    before = gold_digest(golds)
    (golds / "a.json").rename(golds / "b.json")
    renamed = gold_digest(golds)
    (golds / "b.json").write_bytes(b"{}")
    assert len({before, renamed, gold_digest(golds)}) == 3
