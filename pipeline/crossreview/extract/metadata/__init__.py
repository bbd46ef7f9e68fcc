"""The facts about a document and its review: what the cover, the first paragraphs and the closing line say.

Nothing is inferred: where the words are not there, the value is None. Every value carries the words that say so.
"""

from __future__ import annotations

from dataclasses import dataclass

from crossreview.extract.metadata.agencies import find_agencies
from crossreview.extract.metadata.ages import find_age_band
from crossreview.extract.metadata.areas import AreaFinder
from crossreview.extract.metadata.bodies import BodyFinder
from crossreview.extract.metadata.codes import find_code
from crossreview.extract.metadata.dating import find_date_kinds
from crossreview.extract.metadata.front import issuer_lines
from crossreview.extract.metadata.genre import GenreFinder
from crossreview.extract.metadata.harm import HarmFinder
from crossreview.extract.metadata.identity import find_ethnicity, find_gender
from crossreview.extract.metadata.inspections import find_inspections, own_inspection, with_inspections
from crossreview.extract.metadata.inspectorates import InspectorateNames, inspectorate_names
from crossreview.extract.metadata.issuers import find_issuers
from crossreview.extract.metadata.links import find_links
from crossreview.extract.metadata.methodology import MethodFinder
from crossreview.extract.metadata.passages import Reading, value_of
from crossreview.extract.metadata.people import find_authors, find_chair
from crossreview.extract.metadata.subject import find_subject
from crossreview.extract.metadata.title import find_title
from crossreview.records import Metadata
from crossreview.structure import StructuredDocument
from crossreview.vocabulary.agency_matcher import AgencyMatcher
from crossreview.vocabulary.areas import Areas, Gazetteer
from crossreview.vocabulary.metadata import MetadataTerms

__all__ = ["MetadataFinders", "read_metadata"]


@dataclass(frozen=True)
class MetadataFinders:
    """What metadata is found with: the vocabularies, made ready to search for."""

    gazetteer: Gazetteer
    bodies: BodyFinder
    genres: GenreFinder
    harms: HarmFinder
    methods: MethodFinder
    inspectorates: InspectorateNames
    agencies: AgencyMatcher
    organisation_nouns: tuple[str, ...]

    @classmethod
    def of(cls, areas: Areas, terms: MetadataTerms, agencies: AgencyMatcher) -> MetadataFinders:
        """The finders for these vocabularies."""
        gazetteer = Gazetteer(areas)
        return cls(
            gazetteer=gazetteer,
            bodies=BodyFinder(areas, gazetteer),
            genres=GenreFinder.of(terms),
            harms=HarmFinder.of(terms),
            methods=MethodFinder.of(terms),
            inspectorates=inspectorate_names(terms),
            agencies=agencies,
            organisation_nouns=terms.organisation_nouns,
        )


def read_metadata(document: StructuredDocument, finders: MetadataFinders) -> Metadata:
    """The metadata of a document."""
    reading = Reading.of(document)
    lines = issuer_lines(reading, finders.bodies, finders.organisation_nouns)
    title = find_title(reading, lines, finders.gazetteer)
    genre = finders.genres.genre(reading, title)
    sort = value_of(genre)
    subject = find_subject(reading, title, sort)
    who = value_of(subject)
    issuers = find_issuers(reading, lines, finders.bodies, finders.inspectorates, sort)
    areas = AreaFinder(finders.gazetteer, finders.bodies).find(reading, issuers, title, sort)
    dates = find_date_kinds(reading, finders.bodies, sort, who)
    if sort == "inspection_report":
        inspections = own_inspection(reading, issuers, areas, dates.get("published"))
    else:
        inspections = find_inspections(reading, finders.inspectorates, dates.get("review_completed"))
    review_type = finders.genres.review_type(reading, title, sort)
    return Metadata(
        title=title,
        genre=genre,
        review_type=review_type,
        review_code=find_code(reading, sort),
        subject=subject,
        bodies=tuple(issuer.found for issuer in issuers),
        areas=areas,
        authors=find_authors(reading, sort),
        chair=find_chair(reading),
        dates=with_inspections(dates, inspections),
        methodology=finders.methods.find(reading, sort),
        age_band=find_age_band(reading, who),
        gender=find_gender(reading, who),
        ethnicity=find_ethnicity(reading, who),
        harm_types=finders.harms.find(reading, sort, value_of(review_type)),
        agencies=find_agencies(reading, finders.agencies),
        inspections=inspections,
        links=find_links(reading),
    )
