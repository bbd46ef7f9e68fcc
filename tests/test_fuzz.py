"""The hunt of `make fuzz` finds what is planted, makes it small, and takes named errors for no finding."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from tests.batch.readers import PIPELINE
from tests.fuzz.hunt import hunt
from tests.fuzz.mutations import Edit, Mutation
from tests.fuzz.places import inflated, with_places
from tests.fuzz.reading import UnderLimits
from tests.fuzz.seeds import seeds
from tests.pdfs.raw import pdf, text

SEED = pdf([text(72, 700, "Visit the family.")])
PLENTY = 60  # seconds; the planted fault is found in one or two
FAULT = b"2147483647"


@pytest.fixture(scope="module")
def all_seeds() -> list[bytes]:
    return seeds()


def test_a_planted_fault_is_found_and_made_small() -> None:
    finding = hunt([SEED], lambda data: "it breaks" if FAULT in data else None, PLENTY, first_round=0)

    assert finding is not None
    assert finding.problem == "it breaks"
    assert FAULT in finding.data
    assert finding.mutation.of([SEED]) == finding.data
    assert len(finding.mutation.edits) == 1


def test_a_hunt_without_a_find_ends() -> None:
    assert hunt([SEED], lambda _: None, 0.1, first_round=0) is None


def test_the_seeds_show_what_is_drawn(all_seeds: list[bytes]) -> None:
    assert sum(b" Tj" in seed or b"TJ" in seed for seed in all_seeds) > len(all_seeds) / 2


def test_a_mutation_can_have_a_true_table_of_places() -> None:
    edit = Edit("insert", at=100, length=7, other=3)
    moved = Mutation(0, (edit,), places=True).of([SEED])

    assert len(moved) > len(SEED)
    places = [int(found) for found in re.findall(rb"(\d{10}) 00000 n", moved)]
    assert places
    assert all(re.match(rb"\d+ 0 obj", moved[place:]) for place in places)
    assert with_places(moved) == moved


def test_streams_are_inflated() -> None:
    packed = zlib.compress(b"BT ET")
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(packed), packed)
    assert inflated(stream).endswith(b"/Length 5>>\nstream\nBT ET\nendstream")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("%PDF good 1", None),
        ("%PDF encrypted", None),
        ("%PDF die", "died"),
        ("%PDF bug", "ZeroDivisionError"),
    ],
)
def test_what_is_a_finding(tmp_path: Path, content: str, problem: str | None) -> None:
    with UnderLimits(tmp_path, PIPELINE) as child:
        found = child.problem_of(content.encode())

    assert (found is None) if problem is None else (found is not None and problem in found)
