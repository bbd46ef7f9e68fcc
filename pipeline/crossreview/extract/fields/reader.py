"""The reader of the fields of asks, responses and statements of progress: holds the matchers, made once."""

from __future__ import annotations

from collections.abc import Mapping

from crossreview.extract.fields.actors import ActorFinder
from crossreview.extract.fields.addressees import AddresseeReader
from crossreview.extract.fields.context import NOWHERE, Reading, Setting
from crossreview.extract.fields.levels import PARTNERSHIP, LevelReader
from crossreview.extract.fields.modality import modality_of
from crossreview.extract.fields.owners import owner_in
from crossreview.extract.fields.ratings import RatingReader
from crossreview.extract.fields.responses import answer_in, response_status
from crossreview.extract.fields.smart import SmartReader
from crossreview.extract.fields.stance import stance_of
from crossreview.extract.fields.status import StatusReader
from crossreview.extract.fields.terms import TermFinder
from crossreview.extract.fields.timescales import deadline_in, due_in
from crossreview.extract.fields.values import AskFields
from crossreview.records import Stance, Status, Timescale
from crossreview.vocabulary.agencies import Agencies
from crossreview.vocabulary.phrases import PhraseReader
from crossreview.vocabulary.progress import ProgressWords, load_progress_words
from crossreview.vocabulary.recommendations import Recommendations
from crossreview.vocabulary.words import WordFamilies


class FieldReader:
    """Reads the fields of statements. Made by `build_field_reader`; keeps nothing of the texts it reads."""

    def __init__(self, recommendations: Recommendations, agencies: Agencies, progress: ProgressWords) -> None:
        self._reader = PhraseReader(WordFamilies(recommendations.word_forms))
        self._openers = frozenset(recommendations.openers)
        self._actors = ActorFinder(self._reader, agencies, recommendations.actors)
        self._addressees = AddresseeReader(
            Reading(
                reader=self._reader,
                actors=self._actors,
                openers=self._openers,
                issuer=frozenset(recommendations.actors.issuer),
                partnerships=frozenset(agency.id for agency in agencies.types if agency.sector == PARTNERSHIP),
            )
        )
        self._actions = TermFinder(self._reader, recommendations.action_types)
        self._beneficiaries = TermFinder(self._reader, recommendations.beneficiaries)
        self._levels = LevelReader(agencies)
        self._smart = SmartReader(self._reader, recommendations.products)
        self._statuses = StatusReader(progress)
        self._ratings = RatingReader(self._reader, recommendations.legend)

    def type_of(self, words: str) -> str | None:
        """The type of the body that words describe, by the noun they end with ("NHS Trust": by what kind of trust)."""
        actors = self._actors.find(words, self._reader.read(words))
        last = next((actor for actor in actors if actor.end == len(words)), None)
        if last is None or last.kind not in ("body", "local"):
            return None
        return last.type_id or next((actor.type_id for actor in actors if actor.kind == "body"), None)

    def ask_fields(self, text: str, setting: Setting = NOWHERE) -> AskFields:
        """The fields of an ask that stands in a setting."""
        doc = self._reader.read(text)
        asked = self._addressees.read(text, doc, setting)
        due = deadline_in(text, self._openers)
        return AskFields(
            addressees=asked.types,
            addressee_text=asked.text,
            action_types=self._actions.ids(doc),
            beneficiaries=self._beneficiaries.ids(doc),
            level=self._levels.level_of(text, asked.types, asked.text),
            modality=modality_of(text, self._openers, has_actor=asked.match is not None),
            timescale=due.timescale if due is not None else None,
            owner=owner_in(text, (*setting.governing, *((setting.who,) if setting.who else ()))),
            smart=self._smart.flags(text, doc, asked, due),
        )

    def subject_of(self, text: str, setting: Setting) -> tuple[str, ...]:
        """The types of the bodies with which a statement of progress begins; () where it begins with anything else."""
        return self._addressees.subject(text, self._reader.read(text), setting)

    def types_named(self, cell: str) -> tuple[str, ...]:
        """The types of the bodies in words that say who is to act."""
        return self._addressees.owners(cell)

    def due_in(self, cell: str) -> Timescale | None:
        """The timescale in a cell of its own, where "31 March 2024" needs no "by"."""
        return due_in(cell)

    def status_of(self, text: str) -> Status:
        """How far the action of a progress statement has come; `no_status` where nothing says."""
        return self._statuses.status_of(text)

    def response_status(self, text: str) -> Status:
        """Whether a response accepts what was recommended, or how far what it reports instead has come."""
        return response_status(text, self._statuses)

    def answer_in(self, cell: str) -> Status | None:
        """The answer in a cell of its own ("Yes", "In part"); None where it gives none."""
        return answer_in(cell)

    def legend_of(self, text: str) -> Mapping[str, Status]:
        """What the colours of a legend such as "Green: on track" mean, by colour in small letters."""
        return self._ratings.legend(text)

    def rag_status(self, cell: str, legend: Mapping[str, Status]) -> Status | None:
        """The status that a rating stands for; None for a colour that no legend explains, and for what is no rating."""
        return self._ratings.status(cell, legend)

    def stance_of(self, text: str) -> Stance:
        """Whether a statement says that something was so, was not, might have been, or quotes somebody."""
        return stance_of(text)


def build_field_reader(recommendations: Recommendations, agencies: Agencies) -> FieldReader:
    """The reader for these vocabularies."""
    return FieldReader(recommendations, agencies, load_progress_words())
