"""Themes of items and documents, with the words that led to them."""

from crossreview.themes.classifier import (
    Classifier,
    CodedTheme,
    classifier_of,
    classify,
    load_classifier,
)
from crossreview.themes.cues import CueHit, CueMatcher, build_cue_matcher, without_seed_cues
from crossreview.themes.documents import document_themes
from crossreview.themes.items import Coded, population_of, with_themes
from crossreview.themes.roles import with_answer_roles

__all__ = [
    "Classifier",
    "Coded",
    "CodedTheme",
    "CueHit",
    "CueMatcher",
    "build_cue_matcher",
    "classifier_of",
    "classify",
    "document_themes",
    "load_classifier",
    "population_of",
    "with_answer_roles",
    "with_themes",
    "without_seed_cues",
]
