"""How well searches find what answers a question, on the documents that were judged: no worse than it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.retrieval import Question, judged_library, load_questions, score

from crossreview.library import Library
from crossreview.search import Way

pytestmark = pytest.mark.slow

# What is reached, less a little for what another processor rounds otherwise: nDCG@10 and recall@20.
FLOORS: dict[Way, tuple[float, float]] = {"words": (0.34, 0.48), "meaning": (0.36, 0.48), "both": (0.39, 0.55)}


@pytest.fixture(scope="module")
def judged(demo_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    return judged_library(Library.open(demo_library), tmp_path_factory.mktemp("judged") / "library")


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return load_questions()


def test_there_are_enough_questions_with_answers(questions: list[Question]) -> None:
    assert len(questions) >= 60
    assert all(any(question.grades) for question in questions)


@pytest.mark.parametrize("way", FLOORS)
def test_searches_find_no_less_than_they_did(judged: Library, questions: list[Question], way: Way) -> None:
    figures = score(judged, questions, way)
    ndcg, recall = FLOORS[way]
    assert figures.ndcg >= ndcg
    assert figures.recall >= recall
    # Passages that nobody judged count as no answer: too many of them, and the figures say nothing.
    assert figures.unjudged < 1
