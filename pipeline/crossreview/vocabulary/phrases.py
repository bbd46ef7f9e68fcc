"""Finding the phrases of a vocabulary in text: whole words, any listed form, hyphen or blank, any apostrophe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

from spacy.attrs import NORM
from spacy.lang.en import English
from spacy.matcher import PhraseMatcher
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from crossreview.vocabulary.words import WordFamilies

Meaning = TypeVar("Meaning")

# One character for one, so that offsets in the folded text are offsets in the text. Hyphens become blanks
# ("multi-agency" is "multi agency"); dashes stay, since they part clauses.
_FOLDED = (
    ("-", " "), ("‐", " "), ("‑", " "), ("\n", " "), ("\t", " "), ("\xa0", " "), ("’", "'"), ("‘", "'"), ("ʼ", "'"),
)  # fmt: skip

# Longer than any word or address (226 letters): kept whole, since to part signs from it takes time with the square of
# its length.
ENDLESS_WORD = re.compile(r"\S{300}")


@dataclass(frozen=True, slots=True)
class Occurrence(Generic[Meaning]):
    """A phrase found in a document, `doc[start:end]` in tokens, and what the vocabulary means by it."""

    meaning: Meaning
    start: int
    end: int


# English parts the stop from "CHILD." and "child's.", but not from "CHILD'S.".
_STOP_AFTER_POSSESSIVE = r"(?<=['’]S)\."


class PhraseReader:
    """Tokenizes text so that the forms of a word compare as equal."""

    def __init__(self, families: WordFamilies) -> None:
        # A vocabulary of its own: the norms of a shared one are already set for the words that it has seen.
        self.vocab = Vocab(lex_attr_getters={NORM: families.key})
        defaults = English.Defaults
        self._tokenizer = Tokenizer(
            self.vocab,
            prefix_search=compile_prefix_regex(defaults.prefixes or ()).search,
            suffix_search=compile_suffix_regex((*(defaults.suffixes or ()), _STOP_AFTER_POSSESSIVE)).search,
            infix_finditer=compile_infix_regex(defaults.infixes or ()).finditer,
            token_match=ENDLESS_WORD.match,
        )

    def read(self, text: str) -> Doc:
        """The tokens of the text; their offsets are offsets in `text`."""
        for written, compared in _FOLDED:  # str.translate is far slower where text is not ASCII
            text = text.replace(written, compared)
        doc: Doc = self._tokenizer(text)
        return doc


class PhraseFinder(Generic[Meaning]):
    """Finds many phrases in one pass. By words (any form) or, for abbreviations, by the exact letters."""

    def __init__(self, reader: PhraseReader, phrases: Iterable[tuple[str, Meaning]], *, exact: bool = False) -> None:
        self._exact = exact
        self._matcher = PhraseMatcher(reader.vocab, attr="ORTH" if exact else "NORM")
        self._meanings: dict[int, list[Meaning]] = {}
        variants_of = abbreviation_variants if exact else phrase_variants
        for phrase, meaning in phrases:
            for variant in variants_of(phrase):
                self._add(reader.read(variant), meaning)

    def _add(self, pattern: Doc, meaning: Meaning) -> None:
        attribute = "orth_" if self._exact else "norm_"
        key = " ".join(getattr(token, attribute) for token in pattern)
        self._matcher.add(key, [pattern])
        meanings = self._meanings.setdefault(pattern.vocab.strings[key], [])
        if meaning not in meanings:
            meanings.append(meaning)

    def find(self, doc: Doc) -> Iterator[Occurrence[Meaning]]:
        """Every phrase in the document, those inside others too."""
        for key, start, end in self._matcher(doc):
            for meaning in self._meanings[key]:
                yield Occurrence(meaning, start, end)


def phrase_variants(phrase: str) -> frozenset[str]:
    """A phrase as people write it: its hyphens closed up or not, its possessives with or without the 's."""
    choices = [_word_variants(word) for word in phrase.split(" ")]
    return frozenset(" ".join(words) for words in product(*choices))


def _word_variants(word: str) -> tuple[str, ...]:
    forms = [word]
    if "-" in word:
        forms.append(word.replace("-", ""))
    for ending in ("'s", "'"):
        if word.endswith(ending):
            forms.append(word.removesuffix(ending))
            break
    return tuple(forms)


def abbreviation_variants(abbreviation: str) -> tuple[str, ...]:
    """An abbreviation and its plural ("EHCPs")."""
    return (abbreviation, f"{abbreviation}s") if abbreviation[-1].isupper() else (abbreviation,)


def in_capitals(doc: Doc, start: int, end: int) -> bool:
    """Whether `doc[start:end]` has a neighbour in capitals, as in a heading set so, where HIS and DASH may be words."""
    neighbours = [doc[place].text for place in (start - 1, end) if 0 <= place < len(doc)]
    return any(len(word) > 1 and word.isalpha() and word.isupper() for word in neighbours)
