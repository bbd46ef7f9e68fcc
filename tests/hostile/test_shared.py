"""Malformed, odd and encrypted PDFs of other projects' tests; runs where the shared folder lies beside."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.hostile.reading import Aftermath, read_all

from crossreview.batch import Failure
from crossreview.records import DocumentRecord

HOSTILE = Path(__file__).parents[3] / "shared" / "hostile"
pytestmark = pytest.mark.skipif(not HOSTILE.exists(), reason="the hostile files are not in ../shared")

# What is wrong with a file has one of these names; nothing there is so large or slow that it may end by a limit.
NAMED = {"EncryptedDocument", "NoTextLayer", "UnreadableDocument"}


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory: pytest.TempPathFactory) -> Aftermath:
    return read_all([HOSTILE], tmp_path_factory.mktemp("library") / "library")


def test_each_ends_as_a_record_or_as_an_error_with_a_name(aftermath: Aftermath) -> None:
    failures = {name: end for name, end in aftermath.endings.items() if isinstance(end, Failure)}
    assert {name: end.error for name, end in failures.items() if end.kind not in NAMED} == {}
    assert all(end.error and end.remedy for end in failures.values())


def test_every_file_is_accounted_for(aftermath: Aftermath) -> None:
    files = {path.stem for path in HOSTILE.iterdir() if path.suffix.lower() == ".pdf"}
    assert files - aftermath.same_as_another == set(aftermath.endings)


def test_no_process_is_left(aftermath: Aftermath) -> None:
    assert aftermath.processes_left == []


@pytest.mark.parametrize(
    "name",
    [
        "pypdf_r4-owner-password",
        "pypdf_r6-empty-password",
        "pypdf_r6-owner-password",
        "qpdf_V4-aes",
        "qpdf_diff-data-enc",
        "qpdf_encrypted-positive-P",
    ],
)
def test_an_empty_user_password_is_no_lock(aftermath: Aftermath, name: str) -> None:
    assert isinstance(aftermath.endings[name], DocumentRecord)


@pytest.mark.parametrize(
    "name",
    ["pypdf_r3-user-password", "pypdf_r5-user-password", "pypdf_r6-both-passwords", "qpdf_enc-long-password"],
)
def test_a_user_password_is_one(aftermath: Aftermath, name: str) -> None:
    ending = aftermath.endings[name]
    assert isinstance(ending, Failure)
    assert (ending.kind, ending.error) == ("EncryptedDocument", "This PDF is locked with a password.")
