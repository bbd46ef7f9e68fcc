"""The hunt for a PDF that brings the reader down, and the smallest mutation that does."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Flaky
from tests.fuzz.mutations import Mutation, mutations

# What is wrong with the reading of a file; None if it was read, or refused as it should be.
Ask = Callable[[bytes], str | None]

_ROUND = 200  # mutations in one run of Hypothesis, which keeps in mind what it has tried


@dataclass(frozen=True)
class Finding:
    """A file that brings the reader down, the mutation it came from, and what went wrong."""

    data: bytes
    mutation: Mutation
    problem: str


class _Down(Exception):
    """The reader went down."""


def hunt(seeds: list[bytes], ask: Ask, seconds: float, first_round: int) -> Finding | None:
    """Mutate seeds for so many seconds, or until one brings the reader down; then as long as it takes to shrink it."""
    end = time.monotonic() + seconds
    number = first_round
    while time.monotonic() < end:
        finding = _round(seeds, ask, end, number)
        if finding is not None:
            return finding
        number += 1
    return None


def _round(seeds: list[bytes], ask: Ask, end: float, number: int) -> Finding | None:
    last: Finding | None = None

    @seed(number)
    @settings(
        max_examples=_ROUND,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
    )
    @given(mutations(len(seeds)))
    def check(mutation: Mutation) -> None:
        nonlocal last
        if last is None and time.monotonic() > end:
            return
        data = mutation.of(seeds)
        problem = ask(data)
        if problem is not None:
            last = Finding(data, mutation, problem)
            raise _Down

    with suppress(_Down, Flaky):  # whichever it is, Hypothesis has ended with the smallest one
        check()
    return None if last is None else _without_idle_edits(last, seeds, ask)


def _without_idle_edits(finding: Finding, seeds: list[bytes], ask: Ask) -> Finding:
    """The same with no edit that it does without: of those that do nothing Hypothesis leaves some."""
    for edit in finding.mutation.edits:
        fewer = tuple(each for each in finding.mutation.edits if each is not edit)
        mutation = replace(finding.mutation, edits=fewer)
        data = mutation.of(seeds)
        problem = ask(data)
        if problem is not None:
            finding = Finding(data, mutation, problem)
    return finding
