"""Themes of items and documents, with the words that led to them."""

from crossreview.themes.cues import CueHit, CueMatcher, build_cue_matcher, without_seed_cues
from crossreview.themes.documents import document_themes
from crossreview.themes.items import with_themes

__all__ = ["CueHit", "CueMatcher", "build_cue_matcher", "document_themes", "with_themes", "without_seed_cues"]
