"""Small networks kept in files: a folder with a manifest, a text cut into pieces, a session that runs the network."""

from crossreview.networks.folders import CARD, MANIFEST, REMEDY, check, read_manifest, sha256
from crossreview.networks.pieces import WordPieces
from crossreview.networks.sessions import open_session
from crossreview.networks.used import Named, hashes_of, models_used, sentences_for, theme_model

__all__ = [
    "CARD",
    "MANIFEST",
    "REMEDY",
    "Named",
    "WordPieces",
    "check",
    "hashes_of",
    "models_used",
    "open_session",
    "read_manifest",
    "sentences_for",
    "sha256",
    "theme_model",
]
