"""The sentence model: themes by what a statement means, beside the words that it has."""

from crossreview.themes.sentences.model import SENTENCES, SentenceModel, load_sentence_model

__all__ = ["SENTENCES", "SentenceModel", "load_sentence_model"]
