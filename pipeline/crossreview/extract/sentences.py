"""Sentences, by spaCy's rule-based splitter with the abbreviations of this world."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language

_ABBREVIATIONS = (
    "para.",
    "paras.",
    "cf.",
    "s.",
    "ss.",
    "no.",
    "nos.",
    "p.",
    "pp.",
    "e.g.",
    "i.e.",
    "etc.",
    "Dr.",
    "Mr.",
    "Mrs.",
    "Ms.",
    "St.",
    "fig.",
    "vol.",
    "ch.",
    "approx.",
    "Rt.",
    "Hon.",
    "Prof.",
)


@cache
def _splitter() -> Language:
    language = spacy.blank("en")
    for abbreviation in _ABBREVIATIONS:
        language.tokenizer.add_special_case(abbreviation, [{"ORTH": abbreviation}])
    language.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "…"]})
    return language


def sentences(text: str) -> list[tuple[int, int]]:
    """The (start, end) offsets of the sentences of a text, without blanks at either side."""
    document = _splitter()(text)
    spans = []
    for sentence in document.sents:
        start, end = sentence.start_char, sentence.end_char
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        if start < end:
            spans.append((start, end))
    return spans
