"""Numbers with their nouns, as people write them."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """A number with its noun: "1 review", "2 reviews", "1,200 passages".

    >>> counted(1, "review"), counted(1200, "passage")
    ('1 review', '1,200 passages')
    """
    return f"{number} {thing}" if number == 1 else f"{number:,} {thing}s"
