"""The role of a section, from its heading, and from its parent where the heading says nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crossreview.vocabulary.sections import Sections, plain_heading

_EXACT, _PREFIX, _KEYWORD, _INHERITED = 1.0, 0.8, 0.6, 0.4
_SHORTEST_PREFIX = 7  # letters: "process", "summary"; shorter variants begin too many headings


@dataclass(frozen=True)
class RoleGuess:
    """A role and how sure it is: exact wording, beginning, contained words, or inherited."""

    role: str | None
    confidence: float


class RoleFinder:
    """Finds roles for headings; holds the variants sorted for matching, longest first."""

    def __init__(self, vocabulary: Sections) -> None:
        pairs = [
            (plain_heading(variant), role.id)
            for role in vocabulary.roles
            for variant in role.variants
            if "<" not in variant
        ]
        self._exact = dict(reversed(pairs))
        self._longest_first = sorted(pairs, key=lambda pair: -len(pair[0]))

    def role_of(self, heading: str, inherited: RoleGuess) -> RoleGuess:
        """The role of a section with this heading under a section of the inherited role."""
        plain = plain_heading(heading)
        if plain in self._exact:
            return RoleGuess(self._exact[plain], _EXACT)
        for variant, role in self._longest_first:
            if len(variant) >= _SHORTEST_PREFIX and plain.startswith(variant + " "):
                return RoleGuess(role, _PREFIX)
        for variant, role in self._longest_first:
            if " " in variant and re.search(rf"\b{re.escape(variant)}\b", plain):
                return RoleGuess(role, _KEYWORD)
        if inherited.role is not None:
            return RoleGuess(inherited.role, min(inherited.confidence, _INHERITED))
        return RoleGuess(None, 0.0)
