"""The error for an id that a vocabulary does not have: it names the ids that come nearest."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from crossreview.errors import UnknownTerm

SUGGESTIONS = 3
# Below the default of difflib (0.6), since ids are typed from memory: "home_education" should find its theme.
LIKENESS = 0.4


def nearest(term: str, known: Iterable[str]) -> tuple[str, ...]:
    """The ids most like `term`, best first: those that contain it, those like it without their group, the rest."""
    wanted = term.casefold()
    ids = {known_id.casefold(): known_id for known_id in known}
    tails = {folded.rpartition(".")[2]: known_id for folded, known_id in ids.items()}
    inside = [known_id for folded, known_id in ids.items() if wanted and wanted in folded]
    alike = [ids[match] for match in get_close_matches(wanted, ids, cutoff=LIKENESS)]
    alike_tails = [tails[match] for match in get_close_matches(wanted.rpartition(".")[2], tails, cutoff=LIKENESS)]
    return tuple(dict.fromkeys([*inside, *alike_tails, *alike]))[:SUGGESTIONS]


def unknown_term(kind: str, term: str, known: Iterable[str]) -> UnknownTerm:
    """The error to raise where `term` is not one of the `known` ids of this `kind` ("theme", "agency")."""
    ids = tuple(known)
    suggested = nearest(term, ids)
    remedy = f"Did you mean {' or '.join(suggested)}?" if suggested else f"Known are: {', '.join(ids)}."
    return UnknownTerm(f"There is no {kind} '{term}'.", remedy=remedy)
