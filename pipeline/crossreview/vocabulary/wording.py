"""How alike two statements are, by the words in them that say something, and when two labels are one.

Wording is compared as sets: the same recommendation is printed in a report, a plan and a letter with another opening
("The review recommends that X opens", "X should open"), and a summary of it keeps its nouns.
"""

from __future__ import annotations

import re

from crossreview.vocabulary.words import singular

_WORD = re.compile(r"[a-z]{4,}")  # shorter words are the same in any two sentences
_ASKING = frozenset({"should", "must", "shall", "will", "need", "recommend", "recommended", "review", "panel"})
_FEWEST_WORDS = 5  # fewer are shared by chance
_SAME = 0.8  # of the words of the longer one

_QUOTED = re.compile(r"[“\"]([^“”\"]{30,})[”\"]")
_RECOMMENDATION = re.compile(r"^(?:r|rec|recommendation)\.?\s*(?=\d)")  # "R3" is named as "recommendation 3"


def label_key(label: str) -> str:
    """A label as labels are compared: "R3", "Rec 3" and "3." are one."""
    return _RECOMMENDATION.sub("", label.casefold().strip().rstrip(".:)"))


def telling_words(text: str) -> frozenset[str]:
    """What a text says: its words in small letters, without plurals and the words of asking."""
    return frozenset(singular(word) for word in _WORD.findall(text.lower())) - _ASKING


def likeness(words: frozenset[str], others: frozenset[str], fewest: int = _FEWEST_WORDS) -> float:
    """The share of the shorter of two that the other has too, 0 to 1; 0 where it has fewer words than tell anything."""
    shorter = min(len(words), len(others))
    return len(words & others) / shorter if shorter >= max(fewest, 1) else 0.0


def same_wording(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two statements are one, but for their opening and a few words."""
    fewest, longer = min(len(words), len(others)), max(len(words), len(others))
    return fewest >= _FEWEST_WORDS and len(words & others) >= _SAME * longer


def quotations(text: str) -> tuple[str, ...]:
    """What stands in quotation marks, where it is more than a phrase."""
    return tuple(quoted for quoted in _QUOTED.findall(text) if len(telling_words(quoted)) >= _FEWEST_WORDS)
