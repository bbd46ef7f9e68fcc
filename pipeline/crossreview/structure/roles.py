"""The role of a section, from its heading, and from its parent where the heading says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crossreview.records import ItemKind
from crossreview.vocabulary.items import KindWords
from crossreview.vocabulary.sections import Sections, plain_heading

_EXACT, _PATTERN, _PREFIX, _KEYWORD, _INHERITED = 1.0, 0.8, 0.8, 0.6, 0.4
_SHORTEST_PREFIX = 7  # letters: "process", "summary"; shorter variants begin too many headings
_ARTICLE = re.compile(r"^(?:the|a|an) ")
# Roles of sections by the kind of items that their headings announce.
_ROLES_OF_KINDS: Mapping[ItemKind, str] = {
    "recommendation": "recommendations",
    "priority_action": "recommendations",
    "area_for_improvement": "recommendations",
    "concern": "recommendations",
    "question": "recommendations",
    "strategy": "recommendations",
    "action": "action_plan",
    "learning_point": "learning_points",
    "good_practice": "good_practice",
    "finding": "findings",
}


@dataclass(frozen=True)
class RoleGuess:
    """A role and how sure it is: exact wording, pattern, beginning, contained words, or inherited."""

    role: str | None
    confidence: float


class RoleFinder:
    """Finds roles for headings; holds the variants sorted for matching, longest first."""

    def __init__(self, vocabulary: Sections, kinds: Iterable[KindWords]) -> None:
        pairs = [(plain_heading(variant), role.id) for role in vocabulary.roles for variant in role.variants]
        announced = [
            (plain_heading(heading), _ROLES_OF_KINDS[kind.kind])
            for kind in kinds
            if kind.kind in _ROLES_OF_KINDS
            for heading in kind.headings
        ]
        self._exact = dict(reversed([*pairs, *announced]))
        self._patterns = [(re.compile(pattern), role.id) for role in vocabulary.roles for pattern in role.patterns]
        longest_first = sorted(pairs, key=lambda pair: -len(pair[0]))
        self._beginnings = [
            (f"{variant} ", role)
            for variant, role in longest_first
            if len(_ARTICLE.sub("", variant)) >= _SHORTEST_PREFIX
        ]
        self._phrases = [
            (re.compile(rf"\b{re.escape(variant)}\b"), variant, role)
            for variant, role in longest_first
            if " " in variant
        ]

    def role_of(self, heading: str, inherited: RoleGuess) -> RoleGuess:
        """The role of a section with this heading under a section of the inherited role."""
        plain = plain_heading(heading)
        if plain in self._exact:
            return RoleGuess(self._exact[plain], _EXACT)
        for pattern, role in self._patterns:
            if pattern.search(plain):
                return RoleGuess(role, _PATTERN)
        for beginning, role in self._beginnings:
            if plain.startswith(beginning):
                return RoleGuess(role, _PREFIX)
        for phrase, variant, role in self._phrases:
            if variant in plain and phrase.search(plain):
                return RoleGuess(role, _KEYWORD)
        if inherited.role is not None:
            return RoleGuess(inherited.role, min(inherited.confidence, _INHERITED))
        return RoleGuess(None, 0.0)
