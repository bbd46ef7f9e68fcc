"""A group of actors as the grammar of an ask puts it: "The Partnership, the local authority and all schools".

A group is one actor or several joined by "and", "with" or commas. Around the noun there may be words before ("each
local"), a possessive ("the Trust's board"), where and of whom ("managers in health and social work"), brackets. A noun
that only stands before another noun is no actor ("health visitor caseloads"), nor is one in a phrase about something
else ("the system for recording police notifications").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crossreview.extract.fields.actors import Actor

_MOST_WORDS_BEFORE = 7  # "the Derby and Derbyshire Safeguarding Children Partnership" has four

_WORD = re.compile(r"[^\W_][\w'’‘&./-]*")
_BLANK = re.compile(r"[\s“”\"]*")
# Words that cannot stand between the beginning of a name and its noun.
_ENDS_NAME = re.compile(
    r"""(?:of|in|at|for|from|within|across|to|by|on|with|about|into|under|between|before|after|during|through|without
        |who|which|that|whose|where|when|if|as|than|because|so|while|whether|how|although|though|however|since|unless
        |until|despite|given|once|currently|this|it|they|there|we|the|a|an
        |is|are|was|were|be|been|being|do|does|did|has|have|had|not|no
        |should|must|shall|will|would|could|can|may|might|needs?|ought)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DETERMINER = re.compile(
    r"(?:the|all|both|each|every|any|a|an|these|those|other|our|their|its|local|relevant|two|three|some|frontline"
    r"|statutory|partner|commissioning|individual|senior|not all|adult|national|community|independent)\b",
    re.IGNORECASE,
)
_ARTICLES = re.compile(
    r"(?:(?:not\s+)?(?:both|all|each|every|any|some)\s+(?:of\s+)?)?(?:(?:the|a|an|these|those|our|their|its)\s+)?",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"""\s*(?:
        ,?\s*(?:and|or|&|/|with|alongside|along\s+with|together\s+with|as\s+well\s+as|plus|working\s+with|supported\s+by
              |in\s+(?:partnership|collaboration|conjunction)\s+with)(?=\W)
        |,)\s*
        (?:from\s+\w+\s+\d{4}\s+|also\s+|then\s+|jointly\s+|in\s+particular\s+)?""",
    re.IGNORECASE | re.VERBOSE,
)
_POSSESSIVE = re.compile(r"['’‘]s?\s+")
_ABOUT = re.compile(
    r"\s+(?:of|in|at|for|from|within|across|throughout|on|involved\s+in|working\s+(?:in|with)|responsible\s+for)\s+"
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_RELATIVE = re.compile(r",?\s+(?:who|which|that|whose|where|when|if|whether)\b", re.IGNORECASE)
# "Leaders across the partnership" are leaders of its members, not of the partnership.
_THROUGHOUT = re.compile(r"\s+(?:across|throughout|in\s+all|from\s+all)\b", re.IGNORECASE)
_CAPITALS = re.compile(r"(?:\s+[A-Z][\w’'-]*){0,3}\s+")
_WIDE = re.compile(r"(?:all|every|each|any)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Member:
    """One of a group: the noun, the actors that say whose it is ("of the Board", "the Trust's"), and how it is meant.

    `wide` means all of them ("every practitioner").
    """

    actor: Actor
    owners: tuple[Actor, ...]
    wide: bool


@dataclass(frozen=True)
class Group:
    """Actors joined in `text[start:end]`; `open` when words about the last one follow that were not read."""

    start: int
    end: int
    members: tuple[Member, ...]
    open: bool


@dataclass(frozen=True)
class _Part:
    start: int
    end: int
    members: tuple[Member, ...]
    open: bool = False


class GroupReader:
    """Reads groups of actors in one text."""

    def __init__(self, text: str, actors: Sequence[Actor], openers: frozenset[str]) -> None:
        self._text = text
        self._at = {actor.start: actor for actor in actors}
        self._openers = openers

    def read(self, start: int) -> Group | None:
        """The group that begins at `start` (behind blanks and opening quotes), or None."""
        start = self._skip_blank(start)
        if not self._may_begin(start):
            return None
        parts, joints = self._parts(start)
        if not parts:
            return None
        members = tuple(member for part in parts for member in part.members)
        if joints == [","] and parts[-1].start in self._at:
            # Two with neither "and" nor article between are one: "Port Ellery Council, adult social care".
            members = (replace(members[-1], owners=tuple(member.actor for member in members[:-1])),)
        return Group(start, parts[-1].end, members, parts[-1].open)

    def _parts(self, start: int) -> tuple[list[_Part], list[str]]:
        """The parts of a group, and what joins each to the next."""
        parts: list[_Part] = []
        joints: list[str] = []
        joint: re.Match[str] | None = None
        while (part := self._part(joint.end() if joint else start)) is not None:
            if joint is not None:
                joints.append(joint.group().strip())
            parts.append(part)
            joint = None if part.open else _JOINS.match(self._text, part.end)
            if joint is None:
                break
        return parts, joints

    def _may_begin(self, start: int) -> bool:
        """Whether a name can begin here: with a known noun, an article, or a capital that is no verb of asking."""
        if start in self._at or _DETERMINER.match(self._text, start):
            return True
        word = _WORD.match(self._text, start)
        if word is None or not word.group()[0].isupper() or _ENDS_NAME.fullmatch(word.group()):
            return False
        return word.group().lower() not in self._openers and not word.group().endswith("ing")

    def _part(self, start: int) -> _Part | None:
        articles = None if start in self._at else _ARTICLES.match(self._text, start)
        place = self._noun(articles.end() if articles else start, _MOST_WORDS_BEFORE)
        if place is None:
            return None
        head, owners, end = self._whole_name(self._at[place])
        bracket = _BRACKETS.match(self._text, end)
        end = bracket.end() if bracket else end
        wide = _WIDE.match(self._text, start) is not None
        if _RELATIVE.match(self._text, end):
            return _Part(start, end, (Member(head, owners, wide),), open=True)
        member = Member(head, owners, wide)
        if _THROUGHOUT.match(self._text, end):
            return _Part(start, end, (member,), open=True)
        about = _ABOUT.match(self._text, end)
        return self._with_owners(start, end, about.end(), member) if about else _Part(start, end, (member,))

    def _with_owners(self, start: int, end: int, about: int, member: Member) -> _Part:
        """The part with the phrase that says whose or where: it counts where the noun alone says too little."""
        if member.actor.type_id is not None and member.actor.kind == "body":
            inner = self._part(about)
            if inner is None:
                return _Part(start, end, (member,), open=True)
            return _Part(start, inner.end, (member,), inner.open)
        group = self.read(about)
        if group is None:
            return _Part(start, end, (member,), open=True)
        owners = tuple(inner.actor for inner in group.members)
        return _Part(start, group.end, (Member(member.actor, (*member.owners, *owners), member.wide),), group.open)

    def _whole_name(self, actor: Actor) -> tuple[Actor, tuple[Actor, ...], int]:
        """The noun at the end of a name of several ("Council children's social care"), those before it, its end."""
        owners: tuple[Actor, ...] = ()
        while True:
            possessive = _POSSESSIVE.match(self._text, actor.end)
            following = self._noun(possessive.end(), 4) if possessive else self._next(actor)
            if following is None:
                return actor, owners, actor.end
            second = self._at[following]
            if actor.kind == "body" and second.kind != "body" and not possessive:
                second = Actor(second.start, second.end, actor.kind, actor.noun, actor.type_id)
            else:
                owners = (*owners, actor)
            actor = second

    def _noun(self, start: int, words: int) -> int | None:
        """Where the first actor begins behind at most so many words that can belong to its name."""
        place = start
        for _ in range(words):
            if place in self._at:
                return place
            word = _WORD.match(self._text, place)
            if word is None or _ENDS_NAME.fullmatch(word.group()):
                return None
            place = self._skip_blank(word.end())
            if self._text[word.end() : place].strip():
                return None
        return place if place in self._at else None

    def _next(self, actor: Actor) -> int | None:
        """Where the next noun of the same name begins: directly behind, or behind words with capitals."""
        if actor.end in self._at:
            return None
        capitals = _CAPITALS.match(self._text, actor.end)
        place = self._skip_blank(actor.end)
        while capitals is not None and place <= capitals.end():
            if place in self._at:
                return place
            word = _WORD.match(self._text, place)
            if word is None:
                return None
            place = self._skip_blank(word.end())
        return None

    def _skip_blank(self, place: int) -> int:
        blank = _BLANK.match(self._text, place)
        return blank.end() if blank else place
