"""How far a reported action has come, by what is said about it.

A report opens with a verdict ("Partly done."), or its first main verb decides: "has been rewritten" is done, "is being
rewritten" is going on, "will be rewritten" is planned. Done is not done where the same report says that a part is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from crossreview.extract.fields.clauses import main_clauses, sentences_of
from crossreview.extract.fields.shares import ShareReader
from crossreview.extract.fields.tenses import Sense, VerbGroups
from crossreview.records import Status
from crossreview.vocabulary.progress import ProgressWords

_VERDICT = r"""^\W*(?:(?:this|the|all)\s+)?(?:(?:actions?|recommendations?|work|it)\s+)?(?:\d+[a-z]?\s+)?
    (?:(?:is|are|has\s+been)\s+)?(?:now\s+)?(?:{words})
    (?=\s*(?:[.:;,–—(]|-\s|$)|\s+(?:in|on|and|by|for|at|from|since|until|owing|while|pending|but|due|to)\b)"""
_TO_DO = re.compile(r"^\W*to\s+(?:be\s+)?[a-z]+", re.IGNORECASE)
# What is quoted ("was not brought") is called so, and not reported.
_QUOTED = re.compile(r"[“\"][^“”\"]{2,80}[”\"]")
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_ENTRY = re.compile(rf"(?:^|(?<=[.!?]\s))(?:\d{{1,2}}\s+)?{_MONTH}(?:\s+\d{{4}})?\s*[:–—-]\s", re.IGNORECASE)
# What takes back that something is done, where it was only called so.
_TAKEN_BACK = re.compile(
    r"\b(?:not|no(?!\s+(?:further|more|longer)\b)|none|never|neither|nor|nobody|nothing|without|only|but|however|although|though|instead)\b|n['’]t\b",
    re.IGNORECASE,
)
_READ_FOR_NO_UPDATE = 2  # sentences: further on, somebody else was asked for something else


class StatusReader:
    """Reads how far something has come. Keeps nothing of the texts it reads."""

    def __init__(self, words: ProgressWords) -> None:
        self._groups = VerbGroups(words)
        self._verdicts = {status: _opening(turns) for status, turns in words.verdicts.items()}
        self._late = _opening(words.late)
        self._no_update, self._whole = _turns(words.no_update_turns), _turns(words.whole_turns)
        self._rest = _turns(words.rest_turns)
        self._part = re.compile("|".join(words.part_turns), re.IGNORECASE | re.VERBOSE)
        self._shares = ShareReader(words.units)
        self._lapsed, self._doubted = _turns(words.lapsed_turns), _turns(words.doubt_turns)
        self._reported = _turns(words.reported_turns)

    def status_of(self, text: str) -> Status:
        """How far the action of a progress statement has come; `no_status` where nothing says."""
        _, *entries = _ENTRY.split(text)
        return self._status_of_log(entries[-1]) if len(entries) > 1 else self._status_of_report(text)

    def tells(self, text: str, *, surely: bool = False) -> bool:
        """Whether a text says how far something has come, or that nobody knows; `surely` not by a simple past alone."""
        if self._no_update.search(text) or self._doubted.search(text):
            return True
        if surely:
            clauses = (clause for sentence in sentences_of(text) for clause in main_clauses(sentence))
            return any(one.sense != "planned" for clause in clauses for one in self._groups.strong(clause))
        return self.status_of(text) != "no_status"

    def is_closed(self, text: str) -> bool:
        """Whether a report opens by saying that all is done ("Complete. ...")."""
        return self._verdict(text) == "completed"

    def _status_of_log(self, last: str) -> Status:
        """A log with a date before each entry goes on, unless its last says that it is closed or was never begun."""
        said = self._status_of_report(last)
        return said if said in ("not_started", "planned") or self._verdict(last) is not None else "in_progress"

    def _status_of_report(self, report: str) -> Status:
        text = _QUOTED.sub("it", report)
        sentences = tuple(sentences_of(text))
        clauses = [clause for sentence in sentences for clause in main_clauses(sentence)]
        told: list[Sense] = [sense for clause in clauses for sense in self._told(clause) if sense != "denied"]
        if any(self._no_update.search(sentence) for sentence in sentences[:_READ_FOR_NO_UPDATE]):
            return "not_started" if "not_started" in told else "no_status"
        said = self._verdict(text)
        if said is not None:
            said = "not_started" if said == "in_progress" and told[:1] == ["not_started"] else said
        else:
            said = self._weighed(text, clauses, told)
        return self._kept(text) if said == "completed" else said

    def _weighed(self, text: str, clauses: Iterable[str], told: list[Sense]) -> Status:
        """What the verbs of a report say; what is late is not done, whatever was done for it."""
        left = any(self._rest.search(clause) or self._part.search(clause) for clause in clauses)
        partly = left or self._shares.tells_part(text)
        said = _weighed(told, left=partly, whole=self._whole.search(text) is not None)
        late = self._late.search(text) is not None and said not in ("not_started", "planned")
        return "in_progress" if late else said

    def _kept(self, text: str) -> Status:
        """What has been done is not done any more where it lapsed.

        Where nobody found any of it, or it was reported as done and the same words take that back, nothing is known.
        """
        called_done = self._reported.search(text) is not None and _TAKEN_BACK.search(text) is not None
        if self._doubted.search(text) or (called_done and not self._lapsed.search(text)):
            return "no_status"
        return "in_progress" if self._lapsed.search(text) else "completed"

    def _verdict(self, text: str) -> Status | None:
        found = (status for status, opening in self._verdicts.items() if opening.search(text))
        return next(found, "planned" if _TO_DO.search(text) else None)

    def _told(self, clause: str) -> list[Sense]:
        told: list[Sense] = [telling.sense for telling in self._groups.strong(clause)]
        return ["completed"] if not told and self._groups.is_told_as_done(clause) else told


def _weighed(told: list[Sense], *, left: bool, whole: bool) -> Status:
    """The first sense, unless what else is said takes some of it back."""
    if not told:
        return "in_progress" if left else "no_status"
    first, later = told[0], told[1:]
    if first == "completed":
        partly = left or "in_progress" in later or "not_started" in later
        return "in_progress" if partly and not whole else "completed"
    if first in ("not_started", "undone"):
        return "in_progress" if "in_progress" in later else "not_started"
    return "planned" if first == "planned" else "in_progress"


def _opening(turns: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(turns).replace(" ", r"\s+")
    return re.compile(_VERDICT.format(words=words), re.IGNORECASE | re.VERBOSE)


def _turns(turns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'])(?:{'|'.join(turns)})", re.IGNORECASE)
