"""A few statements by two authors, enough to train a small model on."""

from __future__ import annotations

import json
from pathlib import Path

SHARING, SLEEP = "MAW.information_sharing", "HAR.sudi_sleep"
THEMES = (SHARING, SLEEP)

ABOUT_SHARING = (
    "Nobody passed the letter on to the school.",
    "The school was not told of the letter.",
    "Services did not tell each other of the visit.",
    "The letter about the visit was passed to nobody.",
)
ABOUT_SLEEP = (
    "The cot stood in the hall and the baby slept on a sofa.",
    "Advice on safer sleep came after the baby had slept on a sofa.",
    "The baby shared a sofa with her uncle.",
    "Nobody asked where the baby slept.",
)
ABOUT_NOTHING = ("The panel met in the town hall.", "The panel thanks all who wrote.")


def write_statements(folder: Path) -> Path:
    """The statements as files of two authors, and four of them held out and coded twice."""
    for author in (1, 2):
        lines = [
            *({"text": f"{text} {author}", "themes": [SHARING], "population": "child"} for text in ABOUT_SHARING),
            *({"text": f"{text} {author}", "themes": [SLEEP], "population": "child"} for text in ABOUT_SLEEP),
            *({"text": f"{text} {author}", "themes": []} for text in ABOUT_NOTHING),
        ]
        _write(folder / f"author-{author}.jsonl", lines)
    _write(
        folder / "held-out.jsonl",
        [{"id": "a", "text": "The letter was passed on too late."}, {"id": "b", "text": "The baby slept on a sofa."}],
    )
    for coder, extra in ((1, []), (2, [SHARING])):
        _write(
            folder / f"held-out-coder-{coder}.jsonl",
            [{"id": "a", "themes": [SHARING]}, {"id": "b", "themes": [SLEEP, *extra]}],
        )
    return folder


def _write(path: Path, lines: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
