"""Finding passages by what they mean: vectors of their texts, made in the background, and the nearest to a question."""

from crossreview.search.meaning.embedder import EMBEDDER, Embedder, embedder_hash, load_embedder
from crossreview.search.meaning.embedding import Progress, embed_in_background, embed_passages, prune_vectors
from crossreview.search.meaning.nearest import LEAST_LIKENESS, Meaning, meaning_of

__all__ = [
    "EMBEDDER",
    "LEAST_LIKENESS",
    "Embedder",
    "Meaning",
    "Progress",
    "embed_in_background",
    "embed_passages",
    "embedder_hash",
    "load_embedder",
    "meaning_of",
    "prune_vectors",
]
