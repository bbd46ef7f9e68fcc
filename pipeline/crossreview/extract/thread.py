"""The golden thread within a document: which item arises from, carries out, reports on, answers or quotes which.

Links lead back: from an ask to the finding behind it, from an action to the recommendation, from progress to the ask.
A link is made where the page tells it and left out where it could mean two things, since a wrong one misinforms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from msgspec.structs import replace

from crossreview.extract.candidates import Candidate
from crossreview.extract.contexts import LabelFinder
from crossreview.extract.naming import Named, NameFinder, opening_code
from crossreview.records import (
    ASK_KINDS,
    FINDING_KINDS,
    RECOMMENDED_KINDS,
    REPORT_KINDS,
    Item,
    ItemKind,
    Link,
    LinkBasis,
    LinkRelation,
    Section,
    Source,
)
from crossreview.vocabulary.wording import label_key, likeness, quotations, same_wording, telling_words

_ASKS: frozenset[ItemKind] = frozenset(ASK_KINDS)
# What each kind of item may say, and of which kinds.
_RELATIONS: dict[ItemKind, tuple[tuple[LinkRelation, frozenset[ItemKind]], ...]] = {
    **dict.fromkeys(ASK_KINDS, (("arises_from", FINDING_KINDS),)),
    "action": (("carries_out", RECOMMENDED_KINDS), ("arises_from", FINDING_KINDS)),
    "progress": (("reports_on", _ASKS | RECOMMENDED_KINDS),),
    "evidence": (("reports_on", _ASKS | RECOMMENDED_KINDS),),
    "response": (("answers", RECOMMENDED_KINDS),),
    "quoted_recommendation": (("quotes", _ASKS - {"action"}),),
}
# What is looked for in the other documents of the review; their actions and questions have numbers of their own.
_NAMED_ELSEWHERE: tuple[frozenset[ItemKind], ...] = (RECOMMENDED_KINDS, frozenset({"finding"}))
_QUOTED = 0.9  # of the words in quotation marks that a statement must have to be the one that is quoted
_TOUCHING = 20  # characters: with fewer between them, one box stands on the other
_FEWEST_SHARED = 2  # words that a report has from the one of several recommendations above it that it is about
_FEWEST_PREFIXES = 2  # findings that decimal numbers must lead to, or they are the numbers of paragraphs


def relation_between(kind: ItemKind, target: ItemKind) -> LinkRelation | None:
    """What an item of one kind says about an item of another; None where it says nothing."""
    return next((relation for relation, kinds in _RELATIONS.get(kind, ()) if target in kinds), None)


@dataclass(frozen=True)
class Threader:
    """Links the items of documents; holds the vocabulary, and nothing of a document."""

    names: NameFinder
    labels: LabelFinder

    def with_links(
        self, items: Sequence[Item], candidates: Sequence[Candidate], sections: Sequence[Section]
    ) -> tuple[Item, ...]:
        """The items, in reading order and each beside the candidate it was made of, with what they say of others."""
        thread = _Thread(self, tuple(map(_Entry, items, candidates, range(len(items)))), sections)
        links = thread.links()
        return tuple(replace(item, links=tuple(links[item.id])) for item in items)


@dataclass(frozen=True)
class _Entry:
    """An item with the candidate that it was made of and its place in the order of reading."""

    item: Item
    candidate: Candidate
    at: int

    @property
    def kind(self) -> ItemKind:
        return self.item.kind

    @cached_property
    def number(self) -> str | None:
        """Its label, or a number with letters that its words begin with."""
        return self.item.label or opening_code(self.item.text)

    @cached_property
    def words(self) -> frozenset[str]:
        return telling_words(self.item.text)

    @property
    def section(self) -> str:
        return self.item.section or ""

    def link_to(self, target: _Entry, told_by: LinkBasis) -> Link | None:
        relation = relation_between(self.kind, target.kind) if target is not self else None
        return Link(target.item.id, relation, told_by, target.number) if relation is not None else None


@dataclass(frozen=True)
class _Thread:
    """The entries of one document, and its sections."""

    rules: Threader
    entries: tuple[_Entry, ...]
    sections: Sequence[Section]

    def links(self) -> dict[str, list[Link]]:
        """The links of each item; the section and the words are asked only where nothing plainer tells."""
        found: dict[str, list[Link]] = defaultdict(list)
        for entry in self.entries:
            told = list(self._beside(entry))
            # What a report stands beside is what it is about; the numbers in it are cross-references.
            if not told or entry.kind in _ASKS:
                told.extend(self._numbered(entry))
            _add(found[entry.item.id], told or self._in_section(entry) or self._worded(entry))
        for finding in self.entries:
            for ask in self._led_to(finding):
                if (link := ask.link_to(finding, "number")) is not None:
                    _add(found[ask.item.id], [link])
        return found

    def _beside(self, entry: _Entry) -> Iterator[Link]:
        for source in entry.candidate.about:
            target = self._by_source.get(source)
            if target is not None and (link := entry.link_to(target, "beside")) is not None:
                yield link

    def _numbered(self, entry: _Entry) -> Iterator[Link]:
        """Links to what it names by number; a finding or recommendation of another document has no target."""
        for named in self._named(entry):
            relations = (relation_between(entry.kind, kind) for kind in sorted(named.kinds))
            relation = next((relation for relation in relations if relation is not None), None)
            for number in named.numbers if relation is not None else ():
                targets = self._with_number(number, named.kinds, entry)
                target = self._only(targets, entry)
                if target is not None and (link := entry.link_to(target, "number")) is not None:
                    yield link
                elif relation is not None and not targets and named.kinds in _NAMED_ELSEWHERE:
                    yield Link(None, relation, "number", number)

    def _named(self, entry: _Entry) -> Iterator[Named]:
        """What an item names in its words, its row or heading, or the line or heading above it."""
        if entry.kind == "quoted_recommendation":
            return
        yield from self.rules.names.named(entry.item.text)
        if entry.candidate.answers:
            yield Named(RECOMMENDED_KINDS, entry.candidate.answers, 0, 0)
        code = opening_code(entry.item.text) if entry.kind in REPORT_KINDS and entry.item.label is None else None
        if code is not None:
            yield Named(_ASKS | RECOMMENDED_KINDS, (code,), 0, 0)
        if entry.kind in _ASKS:
            yield from self._named_above(entry)
            yield from self._prefixed(entry)

    def _named_above(self, entry: _Entry) -> Iterator[Named]:
        """What the line that leads into its list names, or a heading that is not itself a label."""
        yield from self.rules.names.named(entry.candidate.lead_in or "")
        heading = self._heading(entry.section) or ""
        if self.rules.labels.find(heading) is None:
            yield from self.rules.names.named(heading)

    def _prefixed(self, entry: _Entry) -> Iterator[Named]:
        """The finding whose number that of the ask begins with: Recommendation 2.1 belongs to Finding 2.

        Numbers of paragraphs all begin with that of their section; these begin with several.
        """
        beside = [other for other in self.entries if other.kind == entry.kind and other.section == entry.section]
        prefixes = {(other.number or "").partition(".")[0] for other in beside if "." in (other.number or "")}
        prefix, point, _ = (entry.number or "").partition(".")
        if point and len(prefixes) >= _FEWEST_PREFIXES:
            findings = {label_key(other.number) for other in self.entries if other.kind == "finding" and other.number}
            if prefixes <= findings:
                yield Named(frozenset({"finding"}), (prefix,), 0, 0)

    def _led_to(self, finding: _Entry) -> Iterator[_Entry]:
        """The asks that a finding says it led to."""
        if finding.kind in FINDING_KINDS:
            for named in self.rules.names.led_to(finding.item.text):
                for number in named.numbers:
                    target = self._only(self._with_number(number, named.kinds & _ASKS, finding), finding)
                    yield from [target] if target is not None else []

    def _with_number(self, number: str, kinds: Iterable[ItemKind], entry: _Entry) -> list[_Entry]:
        key, kinds = label_key(number), frozenset(kinds)
        return [
            other
            for other in self.entries
            if other.kind in kinds and other is not entry and other.number and label_key(other.number) == key
        ]

    def _only(self, targets: Sequence[_Entry], entry: _Entry) -> _Entry | None:
        """The one of several with the same number that is meant.

        That is the one in the only list which has all numbers that are named beside it: a plan that counts to ten
        carries out the list of ten recommendations, not the list of three of one agency.
        """
        if len(targets) < 2:
            return next(iter(targets), None)
        wanted = self._numbers_named_in[entry.section]
        whole = [target for target in targets if wanted <= self._numbers_in[target.section]]
        return whole[0] if len(whole) == 1 else None

    def _in_section(self, entry: _Entry) -> list[Link]:
        """The finding under which an ask stands, or the recommendation under which a report on it does.

        What stands under the last of several findings, where none stands under the others, follows from all.
        """
        target = self._around.get(entry.at)
        if target is None or (target.kind in FINDING_KINDS and self._is_last_alone(target)):
            return []
        link = entry.link_to(target, "section")
        return [link] if link is not None else []

    def _is_last_alone(self, finding: _Entry) -> bool:
        numbered = [other.at for other in self.entries if other.kind == finding.kind and other.item.label]
        holding = {target.at for target in self._around.values() if target.kind in FINDING_KINDS}
        return len(numbered) > 1 and finding.at == numbered[-1] and holding == {finding.at}

    @cached_property
    def _around(self) -> dict[int, _Entry]:
        """What each entry stands under, by its place in the order of reading."""
        found = ((entry.at, self._above(entry)) for entry in self.entries)
        return {at: target for at, target in found if target is not None}

    def _above(self, entry: _Entry) -> _Entry | None:
        wanted = (
            FINDING_KINDS
            if entry.kind in _ASKS
            else RECOMMENDED_KINDS
            if entry.kind in REPORT_KINDS
            else frozenset[ItemKind]()
        )
        chain = self._chain(entry.section)
        before = [
            other
            for other in self.entries[: entry.at]
            if other.kind in wanted and other.item.label and other.section in chain and self._may_hold(other, entry)
        ]
        if before and entry.kind in REPORT_KINDS and before[-1].section != entry.section:
            over = [other for other in before if other.section == before[-1].section]
            if len(over) > 1:
                return self._taken_up(entry, over)
        return before[-1] if before and not self._is_stacked(before[-1]) else None

    def _taken_up(self, entry: _Entry, over: Sequence[_Entry]) -> _Entry | None:
        """The one of several recommendations over a report whose own words it takes up, and hardly any other's."""
        shared = [len(entry.words & self._own_words(target, over)) for target in over]
        best = max(shared)
        return over[shared.index(best)] if best >= _FEWEST_SHARED and best > sum(shared) - best else None

    def _own_words(self, target: _Entry, over: Sequence[_Entry]) -> frozenset[str]:
        return target.words.difference(*(other.words for other in over if other is not target))

    def _may_hold(self, target: _Entry, entry: _Entry) -> bool:
        """Whether what follows a target can be about it: under its own heading, or in the same section.

        The reports in a section of recommendations are about each where these are quoted; the recommendations
        themselves stand in a list, and what follows the last is about all of them.
        """
        if self._is_headed(target):
            return True
        reports = entry.kind in REPORT_KINDS and target.kind == "quoted_recommendation"
        if reports and self._parent(entry.section) == target.section:
            return True  # "What has been done?" below what is quoted under the heading of a theme
        return target.section == entry.section and target.kind in {*FINDING_KINDS, "quoted_recommendation"}

    def _is_stacked(self, target: _Entry) -> bool:
        """Whether another of its kind stands directly before the target, so that what follows may be about both.

        Two boxes with learning points may stand before what follows from both; a recommendation with a heading of its
        own and nothing under it has had no report.
        """
        kinds = FINDING_KINDS if target.kind in FINDING_KINDS else RECOMMENDED_KINDS
        followers = _ASKS if target.kind in FINDING_KINDS else REPORT_KINDS
        near = [other for other in self.entries[: target.at] if other.kind in kinds | followers]
        last = near[-1] if near else None
        if last is None or last.kind not in kinds:
            return False
        if self._is_headed(target):
            between = self._sections_by_id[target.section].source.start - last.item.source.end
            return target.kind in FINDING_KINDS and self._is_headed(last) and 0 <= between < _TOUCHING
        return last.section == target.section

    def _worded(self, entry: _Entry) -> list[Link]:
        """The one ask whose words an item quotes or repeats."""
        if entry.kind == "quoted_recommendation":
            like = [other for other in self.entries if same_wording(entry.words, other.words)]
        elif entry.kind in REPORT_KINDS or entry.kind == "action":
            said = [telling_words(quotation) for quotation in quotations(entry.item.text)]
            like = [other for other in self.entries for words in said if _is_quoted(words, other.words)]
        else:
            return []
        links = [link for other in like if (link := entry.link_to(other, "wording")) is not None]
        return links if len(links) == 1 else []

    def _is_headed(self, entry: _Entry) -> bool:
        """Whether its label is the heading of its section."""
        label = self.rules.labels.find(self._heading(entry.section) or "")
        return label is not None and label.number is not None and label.number == entry.item.label

    def _parent(self, section: str) -> str | None:
        return self._sections_by_id[section].parent if section in self._sections_by_id else None

    def _heading(self, section: str) -> str | None:
        return self._sections_by_id[section].heading if section in self._sections_by_id else None

    def _chain(self, section: str) -> tuple[str, ...]:
        """A section and those above it."""
        found: list[str] = []
        while section in self._sections_by_id:
            found.append(section)
            section = self._sections_by_id[section].parent or ""
        return tuple(found)

    @cached_property
    def _sections_by_id(self) -> dict[str, Section]:
        return {section.id: section for section in self.sections}

    @cached_property
    def _by_source(self) -> dict[Source, _Entry]:
        return {
            source: entry for entry in self.entries for source in (entry.candidate.source, *entry.candidate.restated)
        }

    @cached_property
    def _numbers_in(self) -> dict[str, set[str]]:
        """The numbers of the recommendations in each section."""
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self.entries:
            if entry.kind in RECOMMENDED_KINDS and entry.number is not None:
                found[entry.section].add(label_key(entry.number))
        return found

    @cached_property
    def _numbers_named_in(self) -> dict[str, set[str]]:
        """The numbers that the actions and reports of each section name."""
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self.entries:
            for named in self._named(entry):
                found[entry.section].update(map(label_key, named.numbers))
        return found


def _is_quoted(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words) <= len(others) and likeness(words, others) >= _QUOTED


def _add(links: list[Link], more: Iterable[Link]) -> None:
    """Add links to items that are not linked yet, in the order told."""
    for link in more:
        if all((link.to, link.label) != (other.to, other.label) for other in links):
            links.append(link)
