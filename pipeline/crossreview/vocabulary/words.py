"""Which written forms count as one word: plurals, forms of verbs, spellings.

A blank tokenizer knows no lemmas, and writing every form of every word of every cue into the phrase lists would take
hundreds of thousands of phrases. So both sides are reduced alike: a cue and the text are compared by the keys of their
words. The reduction is made for that comparison only; a key need not be a word ("this" stays, "agencies" is "agency").
Verbs are reduced only where the vocabulary lists them, since "training", "housing" and "missing" are not forms of
"train", "house" and "miss" to an analyst.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossreview.vocabulary.taxonomy import WordForms

VOWELS = "aeiou"
# Shorter words ending in s are not plurals worth reducing ("is", "has", "gas").
SHORTEST_PLURAL = 4
# Endings of nouns that only look like plurals ("illness", "status", "analysis").
SINGULAR_ENDINGS = ("ss", "us", "is")
# Plurals in -es that lose both letters ("processes", "boxes", "approaches", "wishes").
SIBILANT_PLURALS = ("sses", "xes", "ches", "shes")
# American endings and the British ones that they are compared as.
IZE_ENDINGS = {
    "ize": "ise",
    "ized": "ised",
    "izing": "ising",
    "ization": "isation",
    "izational": "isational",
}


class WordFamilies:
    """Reduces the forms of a word to one key."""

    def __init__(self, forms: WordForms) -> None:
        self._spellings = forms.spellings
        self._base_of = {form: base for base, form in _listed_forms(forms)}

    def key(self, word: str) -> str:
        """The key of a word; two words with the same key are forms of one word."""
        lower = self._spelt(word.lower())
        one = self._spelt(singular(lower))
        return self._base_of.get(lower) or self._base_of.get(one, one)

    def _spelt(self, word: str) -> str:
        british = _british(word)
        return self._spellings.get(british, british)


def _listed_forms(forms: WordForms) -> Iterator[tuple[str, str]]:
    for verb in forms.verbs:
        for form in regular_forms(verb):
            yield verb, form
    for base, others in forms.irregular.items():
        for form in (base, *others):
            yield base, form


def regular_forms(verb: str) -> tuple[str, ...]:
    """The forms of a regular verb: share, shares, shared, sharing."""
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    third = f"{verb}es" if verb.endswith(("s", "x", "ch", "sh")) else f"{verb}s"
    return verb, third, f"{verb}ed", f"{verb}ing"


def singular(word: str) -> str:
    """The word without its regular plural ending."""
    if len(word) < SHORTEST_PLURAL or not word.endswith("s") or word.endswith(SINGULAR_ENDINGS):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(SIBILANT_PLURALS):
        return word[:-2]
    return word[:-1]


def _british(word: str) -> str:
    plural = word.endswith("s")
    stem = word[:-1] if plural else word
    for american, british in IZE_ENDINGS.items():
        if stem.endswith(american) and len(stem) > len(american) + 1:
            return f"{stem[: -len(american)]}{british}{'s' if plural else ''}"
    return word
