"""Builds the corpus: `python corpus/build.py [ID...]` sets texts as PDFs and writes their gold.

`--gold` leaves the PDFs as they are and writes only the gold.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

from builder.gold import derive_gold, dump_gold
from builder.model import SourceError
from builder.source import read_source
from layouts import LAYOUTS, layout

CORPUS = Path(__file__).resolve().parent
FIXED_TIME = "1704067200"  # 1 January 2024: what engines write as the time of making


def build(text: Path, render: bool = True) -> Path:
    """Set one text and write its gold; returns the gold file."""
    document = read_source(text)
    if document.front.layout not in LAYOUTS:
        raise SourceError(text, 1, f"unknown layout {document.front.layout!r}; known: {', '.join(LAYOUTS)}")
    pdf = CORPUS / "pdfs" / f"{document.id}.pdf"
    if render:
        pdf.parent.mkdir(exist_ok=True)
        layout(document.front.layout)(document, pdf)
    gold = CORPUS / "gold" / f"{document.id}.json"
    gold.parent.mkdir(exist_ok=True)
    gold.write_text(dump_gold(derive_gold(document, pdf)), encoding="utf-8")
    return gold


def main(arguments: list[str]) -> int:
    """Build what is asked for, or everything; name each fault and go on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID", help="names of files in corpus/text, without .md")
    parser.add_argument("--gold", action="store_true", help="write only the gold, from the PDFs that are there")
    options = parser.parse_args(arguments)
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it remarks on the fixed time
    os.environ["SOURCE_DATE_EPOCH"] = FIXED_TIME
    texts = [CORPUS / "text" / f"{each}.md" for each in options.ids] or sorted((CORPUS / "text").glob("*.md"))
    faults = 0
    for text in texts:
        try:
            print(build(text, render=not options.gold))
        except (SourceError, OSError) as error:
            faults += 1
            print(error, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
