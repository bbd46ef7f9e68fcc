"""The files that come with Crossreview beside its code: trained models, and the PDFs of the sample corpus."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Final, Literal, TypeAlias

from crossreview.errors import MissingResource

ResourceKind: TypeAlias = Literal["samples", "models"]

# Where the wheel keeps each kind (see the build section of pyproject.toml), and where the repository does.
_IN_REPOSITORY: Final[dict[ResourceKind, str]] = {"samples": "corpus/pdfs", "models": "models"}
_REPOSITORY: Final = Path(__file__).parents[2]


def resource_folder(kind: ResourceKind) -> Path:
    """The folder with the files of one kind: in the installed package, else in the repository.

    Raises MissingResource where neither has it, which is a fault of the installation.
    """
    packaged = Path(str(resources.files("crossreview") / kind))
    for folder in (packaged, _REPOSITORY / _IN_REPOSITORY[kind]):
        if folder.is_dir():
            return folder
    raise MissingResource(
        f"The {kind} that come with Crossreview are not there.", remedy="Install Crossreview again.", path=packaged
    )
