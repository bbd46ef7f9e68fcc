"""`python -m crossreview.evaluate`: the same as `crossreview evaluate`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import cast

from rich.console import Console

from crossreview.errors import CrossreviewError
from crossreview.evaluate.command import Request, run_evaluation, standard_read
from crossreview.evaluate.score import VERDICTS, Verdict


def main() -> int:
    """Measure the documents named on the command line; 0 if all could be read and no floor was broken."""
    arguments = _parser().parse_args()
    talk = Console(stderr=True)
    request = Request(
        pdfs=arguments.pdfs,
        gold=arguments.gold,
        show=arguments.show,
        json=arguments.json,
        floors=arguments.floors,
        update=arguments.update_floors,
        against=arguments.against,
        split=arguments.split,
    )
    read = standard_read(without_seed_cues=arguments.without_seed_cues)
    try:
        return 0 if run_evaluation(request, read, sys.stdout, talk) else 1
    except CrossreviewError as error:
        talk.print(str(error), highlight=False, markup=False)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m crossreview.evaluate", description=__doc__)
    parser.add_argument("--pdfs", type=Path, required=True, help="folder with the annotated PDFs, at any depth")
    parser.add_argument("--gold", type=Path, required=True, help="folder with the gold files")
    parser.add_argument("--show", type=_verdicts, default=(), help="list cases: missed, invented, or both with a comma")
    parser.add_argument("--split", help="only the documents of this split (train, dev, test)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--floors", type=Path, help="file of floors to check against")
    parser.add_argument("--update-floors", action="store_true", help="raise the floors in that file")
    parser.add_argument("--without-seed-cues", action="store_true", help="leave out theme cues that the seed suggested")
    parser.add_argument("--against", type=Path, help="an earlier report in JSON: list what was gained and lost since")
    return parser


def _verdicts(text: str) -> tuple[Verdict, ...]:
    chosen = tuple(text.split(","))
    if set(chosen) - set(VERDICTS):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(VERDICTS)}")
    return cast(tuple[Verdict, ...], chosen)


if __name__ == "__main__":
    sys.exit(main())
