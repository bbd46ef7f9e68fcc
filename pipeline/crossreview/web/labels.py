"""What ids are called in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

from markupsafe import Markup

from crossreview.search import FacetName
from crossreview.vocabulary.labels import agency_label, theme_label
from crossreview.vocabulary.languages import load_languages
from crossreview.vocabulary.metadata import load_metadata_terms
from crossreview.web.quoting import Words

FACET_NAMES: Final[Mapping[FacetName, str]] = {
    "theme": "Theme",
    "kind": "Kind of passage",
    "type": "Type of review",
    "genre": "Kind of document",
    "area": "Area",
    "agency": "Agency in the review",
    "addressee": "Asked of",
    "year": "Year",
    "status": "Status read",
    "age": "Age",
    "harm": "Harm",
}
_NO_STATUS: Final = "none read"
_SURENESS: Final = ((0.8, "very likely"), (0.5, "likely"), (0.0, "doubtful"))


def label_of(name: str, value: str) -> str:
    """What the value of a fact is called; the value itself where it is called nothing else."""
    find = _FINDERS.get(name)
    return find(value) if find is not None else value


def plain(name: str) -> str:
    """An id that is words, as words: "good_practice" as "good practice"."""
    return name.replace("_", " ")


def type_label(review_type: str) -> str:
    """The name of a type of review."""
    return _type_labels().get(review_type, plain(review_type))


def sureness(score: float) -> str:
    """How sure the reader is, 0 to 1, in words and as a share."""
    word = next(word for least, word in _SURENESS if score >= least)
    return f"{word}, {score * 100:.0f} % sure"


def language(words: str | Iterable[Words]) -> Markup:
    """The attribute that tells the language of words that are not English; nothing for others."""
    text = words if isinstance(words, str) else "".join(run.text for run in words)
    tag = load_languages().of(text)
    return Markup(' lang="{}"').format(tag) if tag is not None else Markup()


def status_label(status: str) -> str:
    """A status in words."""
    return _NO_STATUS if status == "no_status" else plain(status)


_FINDERS: Final[Mapping[str, Callable[[str], str]]] = {
    "theme": theme_label,
    "harm": theme_label,
    "agency": agency_label,
    "addressee": agency_label,
    "type": type_label,
    "status": status_label,
    "kind": plain,
    "genre": plain,
}


@cache
def _type_labels() -> dict[str, str]:
    return {each.id: each.name for each in load_metadata_terms().review_types}
