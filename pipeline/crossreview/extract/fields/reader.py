"""The reader of the fields of asks: holds the matchers, made once."""

from __future__ import annotations

from crossreview.extract.fields.actors import ActorFinder
from crossreview.extract.fields.addressees import AddresseeReader
from crossreview.extract.fields.values import AskFields
from crossreview.vocabulary.agencies import Agencies
from crossreview.vocabulary.phrases import PhraseReader
from crossreview.vocabulary.recommendations import Recommendations
from crossreview.vocabulary.words import WordFamilies


class FieldReader:
    def __init__(self, recommendations: Recommendations, agencies: Agencies) -> None:
        reader = PhraseReader(WordFamilies(recommendations.word_forms))
        actors = ActorFinder(reader, agencies, recommendations.actors)
        self._addressees = AddresseeReader(reader, actors, recommendations.openers)

    def ask_fields(self, text: str, governing: tuple[str, ...], bodies: tuple[str, ...] = ()) -> AskFields:
        a = self._addressees.read(text, governing, bodies)
        return AskFields(a.types, a.text, (), None, None, None, None, {})


def build_field_reader(recommendations: Recommendations, agencies: Agencies) -> FieldReader:
    return FieldReader(recommendations, agencies)
