"""People who are named, and what is known of their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

SHORTEST_NAME: Final = 3  # letters; shorter words are codes or initials


@dataclass(frozen=True)
class Person:
    """Who is named in `text[start:end]`, which includes a title and no possessive; names as printed.

    `certain` where a title, a list or a family says so, so that the names can be looked for elsewhere.
    """

    start: int
    end: int
    titled: bool
    names: tuple[str, ...]
    surname: str | None
    certain: bool = True

    @property
    def is_forename(self) -> bool:
        """Whether it is a forename and nothing else."""
        return not self.titled and self.surname is None and len(self.names) == 1

    @property
    def name(self) -> str:
        """The names without title, to compare."""
        return " ".join(self.names).casefold()


@dataclass(frozen=True)
class Known:
    """Names that were found elsewhere in the same document, as printed."""

    forenames: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()

    def with_people(self, people: Iterable[Person]) -> Known:
        """These and the names of more people: forenames that are in no list, and what stood behind forenames."""
        people = tuple(person for person in people if person.certain)
        forenames = {person.names[0] for person in people if person.surname is None or len(person.names) > 1}
        return Known(
            self.forenames | {name for name in forenames if len(name) >= SHORTEST_NAME},
            self.surnames | {person.surname for person in people if person.surname is not None},
        )
