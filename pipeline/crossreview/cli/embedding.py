"""`embed`: let the passages of a library be found by what they mean."""

from __future__ import annotations

import os
from typing import Annotated, Final

import typer

from crossreview.cli.options import LibraryOption
from crossreview.cli.output import say, talk

_POLITE: Final = 10  # how far behind other programs it stands in the background


def embed(
    library: LibraryOption,
    behind: Annotated[bool, typer.Option("--behind", help="Behind other work: slower, and without a word.")] = False,
) -> None:
    """Let passages be found by what they mean: a few hundred a second.

    It can be stopped at any time; what is made is kept, and the same command goes on. Searches work meanwhile. A `run`
    starts it in the background.
    """
    from crossreview.cli.progress import counting_on
    from crossreview.library import Library
    from crossreview.plurals import counted
    from crossreview.search.meaning import embed_passages

    opened = Library.open(library)
    if behind:
        if hasattr(os, "nice"):
            os.nice(_POLITE)
        embed_passages(opened)
        return
    with counting_on(talk(), "Reading what passages mean") as tell:
        made = embed_passages(opened, lambda progress: tell(progress.done, progress.total))
    say(f"{counted(made, 'passage')} read; all can be found by what they mean." if made else "Nothing was missing.")
