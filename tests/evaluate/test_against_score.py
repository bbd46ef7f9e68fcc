"""Headings and asks must come out as they do in the script that the gold was made with, on whatever a reader finds."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from tests.evaluate import records

from crossreview.evaluate import Gold, measure
from crossreview.evaluate.headings import same_text
from crossreview.records import ASK_KINDS, ITEM_KINDS, DocumentRecord

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "score.py").exists(), reason="the shared gold is not beside the repository"
)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_paths() -> list[Path]:
    return sorted((SHARED / "gold").glob("*.json"))


def as_prediction(record: DocumentRecord) -> dict[str, Any]:
    """The record in the form that the script reads."""
    return {
        "headings": [
            {"page": s.source.page, "level": s.level, "text": f"{s.number or ''} {s.heading}".strip()}
            for s in record.sections
        ],
        "items": [{"page": i.source.page, "kind": i.kind, "text": i.text} for i in record.items],
    }


def imperfect_record(about: Gold, chance: random.Random) -> DocumentRecord:
    """The record of a reader that drops, doubles, misplaces, garbles and invents."""
    sections = [
        records.section(
            h.page + chance.choice([0, 0, 0, 0, 1]),
            max(1, h.level + chance.choice([0, 0, 0, 1, -1])),
            garbled(h.text, chance),
            h.number if chance.random() < 0.8 else None,
        )
        for h in about.headings
        for _ in range(chance.choice([0, 1, 1, 1, 1, 2]))
    ]
    sections.insert(len(sections) // 2, records.section(1, 1, chance.choice([about.title, "Contents", "5 Conclusion"])))
    asks = [
        records.item(
            r.page + chance.choice([0, 0, 1, 2]),
            r.kind if r.kind in ITEM_KINDS and chance.random() < 0.8 else chance.choice(ASK_KINDS),
            chance.choice(["", "", "1. ", "The inspectors also said that "])
            + f"{r.first_words} and so on {r.last_words}"
            + chance.choice(["", "", " 4", " Nobody knows when this will be."]),
        )
        for r in about.recommendations
        for _ in range(chance.choice([0, 1, 1, 1, 2]))
    ]
    doubtful = [records.item(1, "recommendation", b.first_words) for b in about.borderline if not isinstance(b, str)]
    chance.shuffle(asks)
    return records.record(about, sections=sections, items=[*asks, *doubtful, records.item(2, "action", "Invented.")])


def garbled(text: str, chance: random.Random) -> str:
    if chance.random() < 0.7:
        return text
    place = chance.randrange(len(text))
    return chance.choice([text[:place] + text[place + 1 :], text[:place] + "x" + text[place:], text[: place + 1]])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("path", gold_paths(), ids=lambda path: path.stem[:30])
def test_same_counts(path: Path, seed: int, script: ModuleType) -> None:
    about = msgspec.json.decode(path.read_bytes(), type=Gold)
    record = imperfect_record(about, random.Random(seed))
    theirs = script.score_doc(json.loads(path.read_text(encoding="utf-8")), as_prediction(record))
    ours = measure(about, record).scores
    headings, parents = ours["headings"], ours["parents"]
    exact, loose = ours["asks_exact"], ours["asks_loose"]
    assert (headings.gold, headings.found, headings.right) == (theirs["h_gold"], theirs["h_pred"], theirs["h_hit"])
    assert (parents.gold, parents.right) == (theirs["h_hit"], theirs["h_par"])
    assert (exact.gold, exact.found, exact.right) == (theirs["r_gold"], theirs["r_pred"], theirs["r_exact"])
    assert (loose.gold, loose.found, loose.right) == (theirs["r_gold"], theirs["r_pred"], theirs["r_loose"])
    assert (exact.precision, exact.recall, exact.f1) == script.f1(theirs["r_exact"], theirs["r_pred"], theirs["r_gold"])


def test_same_text(script: ModuleType) -> None:
    texts = ["introduction", "1introduction", "introductio", "introductionx", "", "summary", "summaryofprogress"]
    assert [[same_text(a, b) for a in texts] for b in texts] == [[script.same(a, b) for a in texts] for b in texts]
