"""Sentences, by spaCy's rule-based splitter with the abbreviations of this world."""

from __future__ import annotations

from functools import cache
from typing import cast

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer

from crossreview.vocabulary.phrases import ENDLESS_WORD

_ABBREVIATIONS = (
    "para. paras. cf. s. ss. no. nos. p. pp. e.g. i.e. etc. dr. mr. mrs. ms. st. fig. vol. ch. approx. rt. hon. prof."
)


@cache
def _splitter() -> Language:
    language = spacy.blank("en")
    tokenizer = cast(Tokenizer, language.tokenizer)
    tokenizer.token_match = ENDLESS_WORD.match
    for abbreviation in _ABBREVIATIONS.split():
        for printed in {abbreviation, abbreviation.capitalize()}:
            tokenizer.add_special_case(printed, [{"ORTH": printed}])
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
