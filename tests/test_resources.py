from __future__ import annotations

from pathlib import Path

import pytest

from crossreview import resources
from crossreview.errors import MissingResource


def test_samples_are_found_in_the_repository(corpus: Path) -> None:
    assert resources.resource_folder("samples") == corpus / "pdfs"


def test_a_broken_installation_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resources, "_REPOSITORY", tmp_path)
    with pytest.raises(MissingResource, match="samples"):
        resources.resource_folder("samples")
