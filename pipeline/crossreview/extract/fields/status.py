"""How far a reported action has come, by the tense of what is said about it.

The first main verb decides: "has been rewritten" is done, "is being rewritten" is going on, "will be rewritten" is
planned. A verb in a relative clause is not the main one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossreview.extract.fields import tenses
from crossreview.records import Status

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*")
_RELATIVE = re.compile(r"\b(?:who|which|that|where|when|whether|how|if|as)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_BEFORE = 40  # characters before a verb in which the beginning of its relative clause stands


def status_of(text: str) -> Status:
    """How far the action of a progress statement has come; `no_status` where nothing says."""
    if tenses.NO_UPDATE.search(text):
        return "no_status"
    said = tuple(status for sentence in _sentences(text) if (status := _in_sentence(sentence)) is not None)
    if not said:
        return "no_status"
    partly = said[0] == "completed" and "in_progress" in said and not tenses.WHOLE.search(text)
    return "in_progress" if partly else said[0]


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.finditer(text):
        if sentence.group().strip():
            yield sentence.group().strip()


def _in_sentence(sentence: str) -> Status | None:
    if tenses.NOT_STARTED.search(sentence):
        return "not_started"
    first = min(_main_verbs(sentence), default=None)
    if first is not None:
        return first[1]
    return "completed" if tenses.SIMPLE_PAST.search(sentence) else None


def _main_verbs(sentence: str) -> Iterator[tuple[int, Status]]:
    """For each status the first main verb that says it, and where that stands."""
    for status, pattern in tenses.VERBS.items():
        for found in pattern.finditer(sentence):
            if not _RELATIVE.search(sentence, max(0, found.start() - _BEFORE), found.start()):
                yield found.start(), status
                break
