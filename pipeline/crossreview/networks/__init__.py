"""Small networks kept in files: a folder with a manifest, a text cut into pieces, a session that runs the network."""

from crossreview.networks.folders import CARD, MANIFEST, REMEDY, check, read_manifest, sha256
from crossreview.networks.pieces import WordPieces
from crossreview.networks.sessions import open_session

__all__ = ["CARD", "MANIFEST", "REMEDY", "WordPieces", "check", "open_session", "read_manifest", "sha256"]
