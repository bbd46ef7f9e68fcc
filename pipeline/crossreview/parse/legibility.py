"""How far text from character recognition can be trusted, judged by the text alone.

Two signs, both cheap. Where recognition failed, little of a page is English: function words are missing, and words have
shapes that no word has. Where it went well, single words are still misread in ways that can be undone: "seivices" is no
word, and "services", which stands elsewhere in the document, becomes one of it when "rv" is taken for "iv".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crossreview.parse.text import PlacedText

# Measured on the 4,491 pages of so many words in 191 reports with good text layers, of which two come out as garbled
# (lists of references), and on pages recognised at 50 to 80 dots an inch, of which those are found where more than
# every third word is wrong.
_ENOUGH_WORDS = 60
_FEWEST_FUNCTION_WORDS = 0.2  # of the words in small letters: good pages have 0.23 and more
_MOST_MISSHAPEN = 0.01  # of all words: 99 in 100 good pages have none

_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """the of and to in a is that for was on with as by at be it from are this were have had has not or an which he
        she they their his her but been who will would""",
    )
)
_MISSHAPEN = re.compile(
    r"""\w*[A-Za-z][^\w\s'’‘.,/&@+:;()\[\]–—-][A-Za-z]\w*     # a sign inside a word: "ch|ld", "[eqI0oj" has none
        | [A-Z]?[b-df-hj-np-tv-xz]{3,}                        # no vowel: "wht", "Chld"
        | [A-Za-z]*(?:[b-df-hj-np-tv-xz]{6}|([a-z])\1\1)[a-z]*  # more than English has in a row: "mmmay"
        | [a-z]+[A-Z]+[a-z]+\w*                               # capitals inside: "aAey", but not "MoD"
    """,
    re.VERBOSE,
)
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")  # of pages and mail: their parts are no words either
_WORD = re.compile(r"[A-Za-z]+(?:[01][a-z]+)?")
_SHORTEST_MISREAD = 5  # letters: short words are one another's misreadings ("fiat", "flat")
# What is read, and what stood there. Only letters that rarely follow one another in English, so that undoing them does
# not make one word of another ("aimed" is not "armed").
_CONFUSED = (
    ("iv", "rv"),
    ("ii", "n"),
    ("vv", "w"),
    ("tii", "th"),
    ("tli", "th"),
    ("iii", "m"),
    ("0", "o"),
    ("1", "l"),
)


@dataclass(frozen=True)
class Legibility:
    """Pages (from 1) of which much is no text, and single words that were misread, as they stand in the text."""

    garbled_pages: tuple[int, ...]
    misread: tuple[str, ...]


def judge(placed: PlacedText, pages: Iterable[int], known: frozenset[str]) -> Legibility:
    """How legible the text of `pages` came out; `known` are words that a document of this sort may well use."""
    texts = {page: _text_of(placed, page) for page in pages}
    garbled = tuple(page for page, text in texts.items() if is_garbled(text))
    counts = Counter(word.lower() for word in _WORD.findall(placed.text))
    legible = (word for page, text in texts.items() if page not in garbled for word in _WORD.findall(text))
    candidates = dict.fromkeys(word for word in legible if word.islower() and len(word) >= _SHORTEST_MISREAD)
    return Legibility(garbled, tuple(word for word in candidates if _is_misread(word, counts, known)))


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words in texts, in small letters."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def is_garbled(text: str) -> bool:
    """Whether much of a page's text is no English; never of a page with few words, where nothing can be told."""
    words = _WORD.findall(text)
    if len(words) < _ENOUGH_WORDS:
        return False
    if misshapen(text) > _MOST_MISSHAPEN:
        return True
    # Names in capitals are no sentences, so a page of them has no function words to miss.
    small = [word for word in words if word.islower()]
    function_words = sum(word in _FUNCTION_WORDS for word in small)
    return len(small) >= _ENOUGH_WORDS and function_words < _FEWEST_FUNCTION_WORDS * len(small)


def misshapen(text: str) -> float:
    """The share of words (0 to 1) that have a shape that no English word has."""
    words = [word for word in re.split(r"[\s\-‑–—/]+", _ADDRESS.sub(" ", text)) if any(char.isalpha() for char in word)]
    bare = [word.strip("\"'“”‘’()[].,;:!?•*") for word in words]
    return sum(_MISSHAPEN.fullmatch(word) is not None for word in bare) / max(len(words), 1)


def _text_of(placed: PlacedText, page: int) -> str:
    offsets = (*placed.page_offsets, len(placed.text))
    return placed.text[offsets[page - 1] : offsets[page]]


def _is_misread(word: str, counts: Counter[str], known: frozenset[str]) -> bool:
    """Whether undoing one confusion makes a word of it that is known or commoner in the document than it is itself."""
    if word in known:
        return False
    return any(other in known or counts[other] > 2 * counts[word] for other in _undone(word))


def _undone(word: str) -> Iterator[str]:
    for read, meant in _CONFUSED:
        for match in re.finditer(f"(?={read})", word):
            yield word[: match.start()] + meant + word[match.start() + len(read) :]
