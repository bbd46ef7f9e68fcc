"""The golden thread of one review, across its documents: finding, recommendation, action, progress.

The same recommendation in a report, a summary and a plan is one strand. What is not in the library is not known: a
recommendation without an action, or an action without progress, has "no update in this library", and is not "not done".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final, TypeAlias

from crossreview.library.reviews import Facts
from crossreview.records import (
    FINDING_KINDS,
    RECOMMENDED_KINDS,
    REPORT_KINDS,
    DocumentRecord,
    Genre,
    Item,
    ItemKind,
    Link,
    LinkBasis,
    LinkRelation,
    Status,
)
from crossreview.vocabulary.wording import label_key, likeness, same_wording, telling_words

NO_UPDATE: Final = "no update in this library"

# Documents whose quoted recommendations and actions are those of the review; elsewhere the first are an earlier
# review's and the second advice to readers.
_REPORTING: frozenset[Genre | None] = frozenset({"action_plan", "progress_summary", "response"})
_ALIKE = 0.5  # of the shorter one's words, where the number is the same: a plan shortens what it quotes
_FEWEST_WORDS = 3  # where the number is the same, so few are enough
_Key: TypeAlias = tuple[str, str]  # document and item


@dataclass(frozen=True)
class Place:
    """Where a strand is printed: a document (id and file name), its date (partial ISO), the page, the item."""

    document_id: str
    filename: str
    date: str | None
    page: int
    item_id: str


@dataclass(frozen=True)
class Strand:
    """One finding, ask or report, in however many documents it stands; the words are those of the fullest.

    `text` is None, and there are no places, where it is only named by its number.
    """

    kind: ItemKind
    label: str | None
    text: str | None
    status: Status | None
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Node:
    """A strand and what follows from it; `told_by` is how its link to the strand above was told.

    `gap` says what the library does not have, where something should follow.
    """

    strand: Strand
    relation: LinkRelation | None
    told_by: LinkBasis | None
    gap: str | None
    below: tuple[Node, ...]

    def gaps(self) -> Iterator[Node]:
        """The broken links in it, itself included."""
        if self.gap is not None:
            yield self
        for node in self.below:
            yield from node.gaps()


@dataclass(frozen=True)
class Thread:
    """What a review found, asked and brought about.

    `named` are recommendations that reports name by numbers and that the library does not have; `unlinked` are reports
    that nothing tells what they are about: one of them may be the update that seems to be missing.
    """

    roots: tuple[Node, ...]
    named: tuple[Node, ...]
    unlinked: tuple[Node, ...]

    def gaps(self) -> tuple[Node, ...]:
        """The broken links, each once, in the order of the tree."""
        found = (node for root in self.roots for node in root.gaps())
        return tuple({node.strand: node for node in found}.values())


def thread_of(records: Iterable[DocumentRecord]) -> Thread:
    """The thread of the documents of one review."""
    weave = _Weave(_fullest_first(records))
    roots = [at for at in range(len(weave.strands)) if weave.is_root(at)]
    reports = [at for at in roots if weave.kind(at) in REPORT_KINDS]
    return Thread(
        tuple(weave.node(at) for at in roots if at not in reports),
        tuple(weave.named(reports)),
        tuple(weave.node(at) for at in reports if not weave.names(at)),
    )


def asked_once(records: Iterable[DocumentRecord]) -> Iterator[tuple[Item, ...]]:
    """The items of the documents of one review; what several of them print is one, in all its wordings."""
    weave = _Weave(_fullest_first(records))
    yield from (tuple(member.item for member in strand) for strand in weave.strands)
    woven = {member.key for strand in weave.strands for member in strand}
    for record in weave.records:
        yield from ((item,) for item in record.items if (record.document.id, item.id) not in woven)


def _fullest_first(records: Iterable[DocumentRecord]) -> tuple[DocumentRecord, ...]:
    return tuple(sorted(records, key=lambda record: Facts.of(record).order))


@dataclass(frozen=True)
class _Member:
    """An item in the document that has it."""

    record: DocumentRecord
    item: Item
    date: str | None

    @property
    def document_id(self) -> str:
        return self.record.document.id

    @property
    def key(self) -> _Key:
        return self.document_id, self.item.id

    @property
    def genre(self) -> Genre | None:
        genre = self.record.metadata.genre
        return genre.value if genre is not None else None

    @cached_property
    def words(self) -> frozenset[str]:
        return telling_words(self.item.text)

    @property
    def place(self) -> Place:
        document = self.record.document
        return Place(document.id, document.filename, self.date, self.item.source.page, self.item.id)


_Strand: TypeAlias = tuple[_Member, ...]  # one statement in several documents, the fullest first


@dataclass(frozen=True)
class _Edge:
    """A link between strands, by their places among all strands; `upper` None where only a number is named."""

    lower: int
    upper: int | None
    link: Link


@dataclass(frozen=True)
class _Weave:
    """The documents of one review, the fullest first, and how their items hang together."""

    records: tuple[DocumentRecord, ...]

    @cached_property
    def strands(self) -> tuple[_Strand, ...]:
        """What several documents say, once, in the order of the fullest document that says it."""
        strand_of: dict[_Key, list[_Member]] = {member.key: [member] for member in self._members}
        pairs = [(one, other, _sameness(one, other)) for one, other in combinations(self._members, 2)]
        for one, other, _ in sorted((pair for pair in pairs if pair[2] > 0), key=lambda pair: -pair[2]):
            _tie(strand_of, one, other)
        for member in self._members:
            for link in member.item.links:
                quoted = self._member_of.get((member.document_id, link.to or ""))
                if link.relation == "quotes" and quoted is not None:
                    _tie(strand_of, quoted, member, within_document=True)
        order = {member.key: at for at, member in enumerate(self._members)}
        groups = {id(group): group for group in strand_of.values()}.values()
        strands = [tuple(sorted(group, key=lambda member: order[member.key])) for group in groups]
        return tuple(sorted(strands, key=lambda strand: order[strand[0].key]))

    def kind(self, at: int) -> ItemKind:
        """What kind of statement a strand is; strands go by their places among all."""
        return self.strands[at][0].item.kind

    def is_root(self, at: int) -> bool:
        """Whether a strand begins a thread: it follows from nothing, and if it is a finding, something follows."""
        if self.kind(at) in FINDING_KINDS:
            return bool(self._below[at])
        return not any(edge.upper is not None for edge in self._above[at])

    def node(self, at: int, edge: _Edge | None = None) -> Node:
        """A strand with all that follows from it; `edge` is its link to the strand above."""
        below = sorted(self._below[at], key=lambda lower: self._order(lower.lower))
        return Node(
            _shown(self.strands[at]),
            edge.link.relation if edge is not None else None,
            edge.link.told_by if edge is not None else None,
            NO_UPDATE if self._lacks_update(at) else None,
            tuple(self.node(lower.lower, lower) for lower in below),
        )

    def names(self, at: int) -> tuple[_Edge, ...]:
        """The links of a strand to what it only names by number."""
        return tuple(edge for edge in self._above[at] if edge.upper is None and edge.link.label is not None)

    def named(self, reports: Iterable[int]) -> Iterator[Node]:
        """What reports name by number, with the reports."""
        by_label: dict[str, list[_Edge]] = defaultdict(list)
        for at in reports:
            for edge in self.names(at):
                by_label[label_key(edge.link.label or "")].append(edge)
        for edges in by_label.values():
            strand = Strand("recommendation", edges[0].link.label, None, None, ())
            yield Node(strand, None, None, None, tuple(self.node(edge.lower, edge) for edge in edges))

    def _order(self, at: int) -> tuple[bool, str, int]:
        """Asks and actions as printed, then reports by date."""
        first = self.strands[at][0]
        reports = first.item.kind in REPORT_KINDS
        return reports, (first.date or "") if reports else "", at

    def _lacks_update(self, at: int) -> bool:
        """Whether nothing in the library says what became of an ask.

        A status printed beside an ask is an update; so is a report on the recommendation that an action carries out,
        where it is not about another action.
        """
        strand = self.strands[at]
        if strand[0].item.kind not in RECOMMENDED_KINDS | {"action"} or self._below[at]:
            return False
        if any(member.item.status not in {None, "no_status"} for member in strand):
            return False
        above = [edge.upper for edge in self._above[at] if edge.upper is not None]
        beside = [lower.lower for upper in above for lower in self._below[upper]]
        return not any(self.strands[lower][0].item.kind in REPORT_KINDS for lower in beside)

    @cached_property
    def _members(self) -> tuple[_Member, ...]:
        """All items that can be part of a thread."""
        dates = {record.document.id: Facts.of(record).date for record in self.records}
        members = (_Member(record, item, dates[record.document.id]) for record in self.records for item in record.items)
        targets = {(r.document.id, link.to) for r in self.records for item in r.items for link in item.links}
        return tuple(member for member in members if _belongs(member, linked=member.key in targets))

    @cached_property
    def _member_of(self) -> dict[_Key, _Member]:
        return {member.key: member for member in self._members}

    @cached_property
    def _at(self) -> dict[_Key, int]:
        """The place of each item's strand among all strands."""
        return {member.key: at for at, strand in enumerate(self.strands) for member in strand}

    @cached_property
    def _edges(self) -> tuple[_Edge, ...]:
        edges = (
            _Edge(at, self._upper(member, link), link)
            for at, strand in enumerate(self.strands)
            for member in strand
            for link in member.item.links
            if link.relation != "quotes"
        )
        once = {(e.lower, e.upper, e.link.label if e.upper is None else None): e for e in edges}
        return tuple(_without_circles(once.values()))

    def _upper(self, member: _Member, link: Link) -> int | None:
        """The strand that a link leads to; one that is only numbered is looked for in the other documents."""
        if link.to is not None:
            return self._at.get((member.document_id, link.to))
        kinds = {"finding"} if link.relation == "arises_from" else RECOMMENDED_KINDS
        others = [other for other in self._members if other.document_id != member.document_id]
        fitting = [other for other in others if other.item.kind in kinds and _same_label(other.item.label, link.label)]
        found = {self._at[other.key] for other in fitting}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _above(self) -> dict[int, list[_Edge]]:
        above: dict[int, list[_Edge]] = defaultdict(list)
        for edge in self._edges:
            above[edge.lower].append(edge)
        return above

    @cached_property
    def _below(self) -> dict[int, list[_Edge]]:
        """What follows from each strand; a report on an action is not listed under its recommendation again."""
        below: dict[int, list[_Edge]] = defaultdict(list)
        for edge in self._edges:
            if edge.upper is not None and not self._goes_by_way(edge):
                below[edge.upper].append(edge)
        return below

    def _goes_by_way(self, edge: _Edge) -> bool:
        others = (other.upper for other in self._above[edge.lower] if other.upper not in {None, edge.upper})
        return any(step.upper == edge.upper for upper in others if upper is not None for step in self._above[upper])


def _without_circles(edges: Iterable[_Edge]) -> Iterator[_Edge]:
    """The links but for those by which something would follow from itself: two documents may number differently."""
    above: dict[int, set[int]] = defaultdict(set)
    for edge in edges:
        if edge.upper is None:
            yield edge
        elif edge.lower not in _with_all_above(edge.upper, above):
            above[edge.lower].add(edge.upper)
            yield edge


def _with_all_above(at: int, above: Mapping[int, set[int]]) -> set[int]:
    found, waiting = {at}, [at]
    while waiting:
        new = above.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def _belongs(member: _Member, *, linked: bool) -> bool:
    """Whether an item is part of the thread: a finding, an ask of this review to others, or a report.

    Advice to readers and what earlier reviews recommended are not, unless the document says what became of them.
    """
    kind = member.item.kind
    if kind in FINDING_KINDS or kind in REPORT_KINDS:
        return True
    if kind == "action":
        return linked or member.genre in _REPORTING or bool(member.item.links)
    if kind == "quoted_recommendation":
        return linked or member.genre in _REPORTING
    if kind == "question":
        return linked or member.genre == "full_report" or bool(member.item.links)
    return kind in RECOMMENDED_KINDS


def _sameness(one: _Member, other: _Member) -> float:
    """How surely two items of two documents are one statement, above 0; 0 where they are two, or may be."""
    if one.document_id == other.document_id or not _comparable(one.item.kind, other.item.kind):
        return 0.0
    mine, theirs = one.item.label, other.item.label
    alike = likeness(one.words, other.words, _FEWEST_WORDS)
    if one.item.text.casefold() == other.item.text.casefold():
        alike = 1.0
    if mine is not None and theirs is not None and _same_label(mine, theirs):
        return 1.0 + alike if alike >= _ALIKE else 0.0
    if mine is not None and theirs is not None and _same_form(mine, theirs):
        return 0.0  # the words may be those of one, but the number is that of another
    return alike if alike == 1.0 or same_wording(one.words, other.words) else 0.0


def _comparable(kind: ItemKind, other: ItemKind) -> bool:
    if kind == other:
        return kind not in REPORT_KINDS
    return "quoted_recommendation" in {kind, other} and {kind, other} <= RECOMMENDED_KINDS


def _same_label(label: str | None, other: str | None) -> bool:
    return label is not None and other is not None and label_key(label) == label_key(other)


def _same_form(label: str, other: str) -> bool:
    """Whether two labels are of one way of counting: "3" and "4", not "3" and "A2"."""
    first, second = label_key(label), label_key(other)
    return first[:1].isdigit() == second[:1].isdigit()


def _tie(strand_of: dict[_Key, list[_Member]], one: _Member, other: _Member, *, within_document: bool = False) -> None:
    """Make one strand of two, unless both have a statement of one document, which then would be two things."""
    mine, theirs = strand_of[one.key], strand_of[other.key]
    documents = {member.document_id for member in mine} & {member.document_id for member in theirs}
    if mine is theirs or (documents and not within_document):
        return
    mine.extend(theirs)
    strand_of |= {member.key: mine for member in theirs}


def _shown(strand: Sequence[_Member]) -> Strand:
    first = strand[0].item
    stated = [member.item.status for member in strand if member.item.status is not None]
    return Strand(
        first.kind,
        first.label or next((member.item.label for member in strand if member.item.label is not None), None),
        first.text,
        stated[-1] if stated else None,
        tuple(member.place for member in strand),
    )
