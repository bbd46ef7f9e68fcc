"""The notebooks run from top to bottom on the library that `make demo` makes."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    # Jupyter's own parts warn about one another.
    pytest.mark.filterwarnings("ignore"),
]

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.py"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path: Path, demo_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import jupytext
    from nbclient import NotebookClient

    monkeypatch.delenv("MPLBACKEND", raising=False)  # the kernel draws into the notebook unless told otherwise
    here = demo_library.parent / "notebooks"
    here.mkdir(exist_ok=True)
    notebook = jupytext.read(path)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(here)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("image/png" in output.get("data", {}) for output in outputs), "the notebook shows no plot"


def test_notebooks_are_kept_without_outputs() -> None:
    assert NOTEBOOKS
    assert not list(NOTEBOOKS[0].parent.glob("*.ipynb"))
