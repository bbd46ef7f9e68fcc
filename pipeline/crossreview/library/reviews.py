"""Reviews: which documents of a library are about one case.

A report, its summary, briefing, action plan, response and reports on progress share a code, or a pseudonym with a
place and dates that agree. Two "Child A" of two areas, or of one area and ten years apart, are two reviews. Where the
pages do not tell, documents stay apart: people can merge them, and what they decide counts for more than what is read.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from crossreview.errors import CrossreviewError, UnknownTerm
from crossreview.library.decisions import Decided, Decision, Versions, carried_over, in_force
from crossreview.library.folder import Library, warn_of_damage
from crossreview.library.rows import document_date
from crossreview.paths import shown
from crossreview.records import DateKind, DocumentRecord, Genre

_YEARS_APART = 5  # a last report on progress comes four years after a report; pseudonyms come back after more
_FIXED_DATES: tuple[DateKind, ...] = ("incident", "review_completed")  # the same in all documents of a review
# A rapid review is what decides on the review that follows.
_FOLLOWS_RAPID: Final = frozenset({"lcspr", "cpr", "learning_review", "national_review"})
_PSEUDONYM = re.compile(
    r"\b(?:Child|Children|Baby|Infant|Adult|Family|Case|Young Person|Mr|Mrs|Ms|Miss|Sibling)s? [A-Z]{1,2}\d?\b"
)
_CAPITALS = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")  # "Rowan" in "Learning from Rowan", not in "Rowan House"
_FULL_NAME = re.compile(r"(?:[A-Z][\w’'-]+ )+[A-Z][\w’'-]{2,}")
_GENRE_ORDER: tuple[Genre | None, ...] = (
    *("full_report", "coroner_report", "inquiry_report", "inspection_report", "executive_summary"),
    *("learning_summary", "briefing", "response", "action_plan", "progress_summary", "other", None),
)


@dataclass(frozen=True)
class Facts:
    """What a document says of the review it belongs to. `date` is that of the document, partial ISO."""

    document_id: str
    filename: str
    title: str | None
    genre: Genre | None
    code: str | None
    subject: str | None
    review_type: str | None
    bodies: tuple[str, ...]
    areas: tuple[str, ...]
    date: str | None
    fixed_dates: tuple[str | None, ...]

    @classmethod
    def of(cls, record: DocumentRecord) -> Facts:
        """The facts of a record; areas are those that commissioned the review."""
        metadata = record.metadata
        return cls(
            document_id=record.document.id,
            filename=record.document.filename,
            title=metadata.title.value if metadata.title else None,
            genre=metadata.genre.value if metadata.genre else None,
            code=metadata.review_code.value if metadata.review_code else None,
            subject=metadata.subject.value if metadata.subject else None,
            review_type=metadata.review_type.value if metadata.review_type else None,
            bodies=tuple(body.value for body in metadata.bodies),
            areas=tuple(area.value.name for area in metadata.areas if area.value.role == "commissioning"),
            date=document_date(record),
            fixed_dates=tuple(metadata.dates[k].value if k in metadata.dates else None for k in _FIXED_DATES),
        )

    @cached_property
    def code_key(self) -> str | None:
        """The code as codes are compared: letters and digits alone."""
        return re.sub(r"[\W_]+", "", self.code).casefold() or None if self.code is not None else None

    @cached_property
    def speaks_of_several(self) -> bool:
        """Whether the title names more people than the one that the document is about."""
        others = {name for name in _PSEUDONYM.findall(self.title or "") if name not in (self.subject or "")}
        return len(others) > (0 if self.subject is not None else 1)

    @cached_property
    def names(self) -> frozenset[str]:
        """The subject in small letters; of a document that gives none, whatever its title has in capitals."""
        if self.subject is not None:
            return frozenset({self.subject.casefold()})
        title = self.title or ""
        return frozenset(name.casefold() for name in (*_CAPITALS.findall(title), *_PSEUDONYM.findall(title)))

    @property
    def year(self) -> int | None:
        """The year of the document."""
        return int(self.date[:4]) if self.date is not None else None

    @property
    def order(self) -> tuple[int, str, str]:
        """What stands first in a review: the report itself, then by date."""
        return _GENRE_ORDER.index(self.genre), self.date or "", self.filename


@dataclass(frozen=True)
class Review:
    """Documents about one case, the fullest first. `by_hand` where people had a part in putting them together."""

    id: str
    documents: tuple[Facts, ...]
    by_hand: bool

    @property
    def document_ids(self) -> tuple[str, ...]:
        """The ids of its documents."""
        return tuple(document.document_id for document in self.documents)

    @property
    def title(self) -> str:
        """The title of the fullest document, or the name of its file."""
        return self.documents[0].title or self.documents[0].filename


def reviews_of(library: Library, on_damage: Callable[[CrossreviewError], None] = warn_of_damage) -> tuple[Review, ...]:
    """The reviews of a library in the order of their ids; damaged records are told to `on_damage` and left out."""
    return group(map(Facts.of, library.records(on_damage)), library.catalogue.decisions())


def review_named(reviews: Sequence[Review], name: str) -> Review:
    """The review with an id, or with a document that has it as id or file name.

    Raises UnknownTerm where there is none, or files of this name are in several.
    """
    found = [review for review in reviews if name == review.id or name in review.document_ids]
    found = found or [review for review in reviews if any(name == each.filename for each in review.documents)]
    if len(found) > 1:
        raise UnknownTerm(
            f"Documents of several reviews are called {shown(name)!r}.",
            remedy=f"Name one of the reviews: {', '.join(review.id for review in found)}.",
        )
    if not found:
        raise UnknownTerm(
            f"The library has no review {shown(name)!r}.", remedy="`crossreview reviews --library DIR` lists them."
        )
    return found[0]


def group(documents: Iterable[Facts], decisions: Iterable[Decision] = ()) -> tuple[Review, ...]:
    """The documents as reviews."""
    by_id, decisions = {facts.document_id: facts for facts in documents}, tuple(decisions)
    versions = Versions.of(decisions, by_id.keys())
    grouping = _Grouping(by_id, in_force(carried_over(decisions, versions)))
    groups = [tuple(sorted(members, key=lambda facts: facts.order)) for members in grouping.groups()]
    hand = grouping.decided.documents | {document for pair in grouping.decided.apart for document in pair}
    ids = _ids(groups)
    reviews = (Review(ids[i], g, any(each.document_id in hand for each in g)) for i, g in enumerate(groups))
    return tuple(sorted(reviews, key=lambda review: review.id))


def are_of_one_review(one: Facts, other: Facts) -> bool:
    """Whether the pages of two documents tell that they are about one case."""
    if contradict(one, other):
        return False
    if one.code_key is not None and one.code_key == other.code_key:
        return True
    if one.subject is None and other.subject is None:
        return False
    if one.speaks_of_several or other.speaks_of_several or not one.names & other.names:
        return False
    return _share_place(one, other) is True and (_dates_agree(one, other) is True or _is_full_name(one, other))


def contradict(one: Facts, other: Facts) -> bool:
    """Whether two documents cannot be about one case."""
    codes = one.code_key is not None and other.code_key is not None and one.code_key != other.code_key
    subjects = one.subject is not None and other.subject is not None and one.names != other.names
    places, dates = _share_place(one, other) is False, _dates_agree(one, other) is False
    return codes or subjects or places or dates or not _types_agree(one, other)


def _types_agree(one: Facts, other: Facts) -> bool:
    types = {one.review_type, other.review_type}
    if None in types or len(types) == 1:
        return True
    return "rapid_review" in types and bool(types & _FOLLOWS_RAPID)


def _share_place(one: Facts, other: Facts) -> bool | None:
    """Whether two documents come from one place; None where one of them names none."""
    if not (one.bodies or one.areas) or not (other.bodies or other.areas):
        return None
    bodies = {body.casefold() for body in one.bodies} & {body.casefold() for body in other.bodies}
    areas = {area.casefold() for area in one.areas} & {area.casefold() for area in other.areas}
    return bool(bodies or areas) or _is_named(one.areas, other.bodies) or _is_named(other.areas, one.bodies)


def _is_named(areas: Iterable[str], bodies: Iterable[str]) -> bool:
    text = "\n".join(bodies)
    return any(re.search(rf"\b{re.escape(area)}\b", text, re.IGNORECASE) for area in areas)


def _dates_agree(one: Facts, other: Facts) -> bool | None:
    """Whether what happened, and the end of the review, are the same; else whether the documents are near in time.

    None where neither can be told.
    """
    fixed = [(a, b) for a, b in zip(one.fixed_dates, other.fixed_dates, strict=True) if a is not None and b is not None]
    if fixed:
        return all(a.startswith(b) or b.startswith(a) for a, b in fixed)
    if one.year is None or other.year is None:
        return None
    return abs(one.year - other.year) <= _YEARS_APART


def _is_full_name(one: Facts, other: Facts) -> bool:
    """Whether the name that both have is that of a person in full, which comes only once."""
    name = one.subject or other.subject or ""
    return _FULL_NAME.fullmatch(name) is not None and not _PSEUDONYM.search(name)


@dataclass(frozen=True)
class _Grouping:
    """Documents by id, and what people decided about them."""

    documents: dict[str, Facts]
    decided: Decided

    def groups(self) -> list[list[Facts]]:
        """What belongs together: first what people put together, then by code, then by name."""
        group_of = {document: [facts] for document, facts in self.documents.items()}
        by_hand = sorted(tuple(sorted(pair)) for pair in self.decided.together if pair <= self.documents.keys())
        for one, other in by_hand:
            if not self._are_apart(group_of[one], group_of[other]):
                _join(group_of, one, other)
        for one, other in self._likely_pairs():
            mine, theirs = group_of[one], group_of[other]
            if mine is theirs or not are_of_one_review(self.documents[one], self.documents[other]):
                continue
            if not self._are_apart(mine, theirs) and not self._contradict(mine, theirs):
                _join(group_of, one, other)
        return list({id(members): members for members in group_of.values()}.values())

    def _likely_pairs(self) -> Iterator[tuple[str, str]]:
        by_code: dict[str, list[str]] = defaultdict(list)
        by_name: dict[str, list[str]] = defaultdict(list)
        subjects = {name for facts in self.documents.values() if facts.subject is not None for name in facts.names}
        for document in sorted(self.documents):
            facts = self.documents[document]
            if facts.code_key is not None:
                by_code[facts.code_key].append(document)
            for name in facts.names & subjects:
                by_name[name].append(document)
        for documents in (*by_code.values(), *by_name.values()):
            yield from combinations(documents, 2)

    def _are_apart(self, mine: Collection[Facts], theirs: Collection[Facts]) -> bool:
        return any(
            frozenset({one.document_id, other.document_id}) in self.decided.apart for one in mine for other in theirs
        )

    def _contradict(self, mine: Collection[Facts], theirs: Collection[Facts]) -> bool:
        """Whether one document of each contradict each other; what people put together may."""
        hand = self.decided.documents
        return any(
            contradict(one, other)
            for one in mine
            for other in theirs
            if one.document_id not in hand and other.document_id not in hand
        )


def _join(group_of: dict[str, list[Facts]], one: str, other: str) -> None:
    mine, theirs = group_of[one], group_of[other]
    if mine is not theirs:
        mine.extend(theirs)
        group_of |= {facts.document_id: mine for facts in theirs}


def _ids(groups: Sequence[Sequence[Facts]]) -> list[str]:
    """An id for each review that people can read and type: its code, or subject and place, or the name of a file."""
    plain = [_slug(_name(documents)) for documents in groups]
    dated = [f"{name}-{documents[0].year}" for name, documents in zip(plain, groups, strict=True)]
    often, often_dated = Counter(plain), Counter(dated)
    ids: list[str] = []
    for name, with_year, documents in zip(plain, dated, groups, strict=True):
        if often[name] == 1:
            ids.append(name)
        elif often_dated[with_year] == 1 and documents[0].year is not None:
            ids.append(with_year)
        else:
            ids.append(f"{name}-{documents[0].document_id[:6]}")
    return ids


def _name(documents: Sequence[Facts]) -> str:
    code = next((facts.code for facts in documents if facts.code is not None), None)
    subject = next((facts.subject for facts in documents if facts.subject is not None), None)
    area = next((area for facts in documents for area in facts.areas), None)
    if subject is not None:
        return " ".join(part for part in (subject, area) if part is not None)
    return code or documents[0].filename.removesuffix(".pdf")


def _slug(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
