"""Two ways to make texts comparable: one that keeps only letters and digits, one that keeps the words as printed."""

from __future__ import annotations

import re

# Fonts and text layers differ in these without a reader seeing it.
_LOOKALIKES = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
        "\u00ad": "",
        "\ufb01": "fi", "\ufb02": "fl",
    }
)  # fmt: skip


def squash(text: str | None) -> str:
    """Letters a to z and digits only, lower case: what blanks, quotes, hyphens and capitals cannot disturb."""
    return re.sub(r"[^a-z0-9]+", "", (text or "").lower())


def tidy(text: str) -> str:
    """The words as printed, with plain quotes and hyphens and single blanks."""
    return " ".join(text.translate(_LOOKALIKES).split())
