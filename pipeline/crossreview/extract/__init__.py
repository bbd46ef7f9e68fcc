"""From the heading tree to items, metadata and coverage."""

from __future__ import annotations

from dataclasses import dataclass

from crossreview.extract.build import Around, ItemBuilder
from crossreview.extract.collect import Collector
from crossreview.extract.contexts import LabelFinder
from crossreview.extract.coverage import CoverageReader
from crossreview.extract.fields import FieldReader, StatusReader, build_field_reader
from crossreview.extract.inherited import with_inherited_addressees
from crossreview.extract.legends import LegendReader
from crossreview.extract.metadata import MetadataFinders, read_metadata
from crossreview.extract.names import bodies_named_in
from crossreview.extract.naming import NameFinder
from crossreview.extract.recipients import recipient_of
from crossreview.extract.stories import StoryFinder
from crossreview.extract.thread import Threader
from crossreview.extract.timing import with_timing
from crossreview.records import Coverage, Item, Metadata
from crossreview.structure import StructuredDocument
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.agency_matcher import AgencyMatcher
from crossreview.vocabulary.areas import load_areas
from crossreview.vocabulary.items import load_item_words
from crossreview.vocabulary.metadata import load_metadata_terms
from crossreview.vocabulary.progress import load_progress_words
from crossreview.vocabulary.recommendations import load_recommendations
from crossreview.vocabulary.sections import load_sections

__all__ = ["Extracted", "Extractor", "load_extractor"]


@dataclass(frozen=True)
class Extracted:
    """What a document says, as far as it is extracted."""

    items: tuple[Item, ...]
    metadata: Metadata
    coverage: tuple[Coverage, ...]


@dataclass(frozen=True)
class Extractor:
    """Matchers and vocabularies, loaded once."""

    metadata: MetadataFinders
    collector: Collector
    builder: ItemBuilder
    fields: FieldReader
    legends: LegendReader
    thread: Threader
    coverage: CoverageReader

    def extract(self, document: StructuredDocument, document_id: str) -> Extracted:
        """The items, metadata and coverage of a document."""
        metadata = read_metadata(document, self.metadata)
        genre = metadata.genre.value if metadata.genre is not None else None
        bodies = tuple(body.value for body in metadata.bodies)
        subject = metadata.subject.value if metadata.subject is not None else None
        candidates = self.collector.collect(document, genre, subject)
        legend = self.legends.legend_of(document)
        named = bodies_named_in(document, self.fields.type_of)
        around = Around(legend, bodies, named, recipient_of(document, self.fields.types_named))
        items = self.builder.build(candidates, document_id, document.sections, around)
        items = self.thread.with_links(items, candidates, document.sections)
        items = with_timing(with_inherited_addressees(items), metadata, document.sections)
        return Extracted(items, metadata, self.coverage.coverage(document, items, genre))


def load_extractor() -> Extractor:
    """The extractor with the vocabularies as shipped."""
    words, agencies, lines = load_item_words(), load_agencies(), load_sections().not_headings
    fields, matcher = build_field_reader(load_recommendations(), agencies), AgencyMatcher(agencies)
    progress = load_progress_words()
    statuses = StatusReader(progress)
    return Extractor(
        metadata=MetadataFinders.of(load_areas(), load_metadata_terms(), matcher),
        collector=Collector(words, (*lines.grades, *lines.ratings), statuses, StoryFinder(progress, statuses)),
        builder=ItemBuilder(fields, matcher),
        fields=fields,
        legends=LegendReader(fields),
        thread=Threader(NameFinder(words), LabelFinder(words)),
        coverage=CoverageReader(words),
    )
