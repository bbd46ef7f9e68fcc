"""`make fuzz`: mutate PDFs for a while; what brings the reader down is kept, made as small as it can be."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from tests.fuzz.hunt import Finding, hunt
from tests.fuzz.reading import UnderLimits, checking_pipeline
from tests.fuzz.seeds import seeds

_FOUND = Path("build/fuzz")


def main() -> int:
    """Hunt, or read the files again that were found."""
    arguments = _parser().parse_args()
    with tempfile.TemporaryDirectory() as folder, UnderLimits(Path(folder), checking_pipeline()) as child:
        if arguments.files:
            return _replay(arguments.files, child)
        finding = hunt(seeds(), child.problem_of, arguments.seconds, arguments.round)
        print(", ".join(f"{count} {ending}" for ending, count in child.endings.most_common()))
    return 0 if finding is None else _tell(finding)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="files to read again, as the hunt reads them")
    parser.add_argument("--seconds", type=float, default=60, help="how long to look for something (the default is 60)")
    parser.add_argument("--round", type=int, default=int(time.time()), help="the first seed of Hypothesis [the time]")
    return parser


def _replay(files: Sequence[Path], child: UnderLimits) -> int:
    problems = {path: child.problem_of(path.read_bytes()) for path in files}
    for path, problem in problems.items():
        print(f"{path}: {problem or 'well'}")
    return 1 if any(problems.values()) else 0


def _tell(finding: Finding) -> int:
    _FOUND.mkdir(parents=True, exist_ok=True)
    path = _FOUND / f"{sha256(finding.data).hexdigest()[:12]}.pdf"
    path.write_bytes(finding.data)
    print(f"{finding.problem}\n{finding.mutation}\nKept: {path}. Read it again: python -m tests.fuzz {path}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
