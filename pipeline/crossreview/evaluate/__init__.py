"""Measures records against what a careful reader sees, and says what was missed and what was invented."""

from crossreview.evaluate.gold import Gold, GoldFile, gold_digest, load_gold
from crossreview.evaluate.render import as_json, print_report
from crossreview.evaluate.report import Report, Row
from crossreview.evaluate.run import Read, evaluate, evaluate_files, measure
from crossreview.evaluate.score import Case, Measured, Score, Verdict

__all__ = [
    "Case",
    "Gold",
    "GoldFile",
    "Measured",
    "Read",
    "Report",
    "Row",
    "Score",
    "Verdict",
    "as_json",
    "evaluate",
    "evaluate_files",
    "gold_digest",
    "load_gold",
    "measure",
    "print_report",
]
