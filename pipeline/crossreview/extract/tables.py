"""Rows of tables to candidates: recommendations, actions, answers, evidence, with the cells beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, cast

from crossreview.extract.asks import REPORTING_GENRES
from crossreview.extract.candidates import Candidate
from crossreview.extract.contexts import Context, LabelFinder
from crossreview.extract.fields import StatusReader
from crossreview.extract.forms import NARRATIVE_ROLES
from crossreview.extract.naming import numbers_in
from crossreview.parse import TextBlock, TextCell, TextTable
from crossreview.records import ASK_KINDS, FINDING_KINDS, Genre, ItemKind, Section, Source
from crossreview.structure import follows_number
from crossreview.vocabulary.items import ColumnWords, ItemWords, any_of
from crossreview.vocabulary.sections import plain_heading

ColumnRole: TypeAlias = Literal["number", "answers", "who", "when", "status", "evidence", "progress", "answer"]
_FEWEST_WORDS = 5  # of a report on progress without a full stop; fewer are a status
_ROLES: tuple[ColumnRole, ...] = ("number", "answers", "who", "when", "status", "evidence", "progress", "answer")
_TITLE = 5  # words of a recommendation that is only named
_FEWEST_CLOSED = 2  # reports that open with a word for done: a habit, and no chance
_NAME_WORDS = 8  # the median cell of a column of addressees on the left is shorter
# "Scope (local or regional)", "Lead agency, e.g. police": the rest of a head explains it.
_REMARK = re.compile(r"\s*(?:[(\[:,;]|\bi\.?e\b|\be\.?g\b)", re.IGNORECASE)
# "Update, September 2023", "Progress as at 1 May 2024": when the cells were written.
_DATED = re.compile(
    r"""[\s,:(–-]+
    (?: (?:as\s+)?(?:at|of|to|on|in|by)\s+ )?
    (?: \d{1,2}(?:st|nd|rd|th)?\s+ )?
    (?: [A-Z][a-z]{2,8}\s+ | Q[1-4]\s+ )?
    (?: 19 | 20 ) \d\d \)? $""",
    re.VERBOSE,
)
# "Update/evidence", "Lead officer and agency": the first says what the column is.
_ALTERNATIVE = re.compile(r"\s*(?:/|&|\band\b|\bor\b)\s*", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:earlier|previous)\b")
_LONG = 6  # words: the median cell of the column that holds asks in a table without a head is longer


@dataclass(frozen=True)
class Columns:
    """What the columns of a table hold: items by kind, and what stands beside them."""

    items: dict[int, ItemKind]
    beside: dict[ColumnRole, int]
    earlier: frozenset[int] = frozenset()  # columns of what earlier reviews recommended
    numbers_recommend: bool = False  # whether the numbers of rows are those of recommendations, beside actions too

    @property
    def answers_recommendations(self) -> bool:
        """Whether actions stand beside the recommendations that they answer."""
        return {"recommendation", "action"} <= set(self.items.values())

    @property
    def names_answerer(self) -> bool:
        """Whether those named in a row are to do what its answer says, and were not asked: they stand behind it."""
        beside = self.beside
        return "action" not in self.items.values() and beside.get("who", -1) > beside.get("answer", len(beside))

    def leads(self, role: ColumnRole) -> bool:
        """Whether a column stands to the left of all items, where a cell may speak for the rows below it too."""
        return role in self.beside and self.beside[role] < min(self.items, default=0)


@dataclass(frozen=True)
class Above:
    """What the rows above say of a row whose cells are empty because they were merged."""

    who: str | None = None
    recommendation: Source | None = None
    finding: Source | None = None


class TableReader:
    """Reads tables of asks with the column heads of the vocabulary."""

    def __init__(self, words: ItemWords, labels: LabelFinder, statuses: StatusReader) -> None:
        self._kinds = {plain_heading(column): kind.kind for kind in words.kinds for column in kind.columns}
        self._patterns = tuple((any_of(kind.patterns), kind.kind) for kind in words.kinds if kind.patterns)
        self._roles = _role_words(words.columns)
        self._worded = tuple((any_of(turns), cast(ColumnRole, role)) for role, turns in words.columns.worded.items())
        self._shows = any_of(words.evidence_cells)
        self._empty = {text.lower() for text in words.empty_cells}
        self._labels = labels
        self._statuses = statuses

    def candidates(
        self,
        table: TextTable,
        section: Section | None,
        context: Context,
        genre: Genre | None,
        beside: Iterable[TextTable] = (),
    ) -> list[Candidate]:
        """The items in the rows of a table; none where neither its head nor its section announces any.

        A table that lost its head at a page end has that of one `beside` it.
        """
        if context.blocked or not table.rows:
            return []
        columns = self._columns(table)
        rows = table.rows[1:]
        if not columns.items and not columns.beside:
            alike = (self._columns(other) for other in beside if len(other.rows[0]) == len(table.rows[0]))
            shared = next((other for other in alike if other.items and other.beside), columns)
            columns, rows = shared, table.rows if shared is not columns else rows
        if not columns.items and {"who", "when"} <= columns.beside.keys():
            columns = _with_what(table, columns, context)
        elif not columns.items and context.kind in ASK_KINDS:
            columns, rows = self._headless(table, context)
        columns = replace(columns, numbers_recommend=self._numbers_recommend(rows, columns))
        plan = "action" in columns.items.values() or genre in REPORTING_GENRES or "answer" in columns.beside
        found: list[Candidate] = []
        above = Above()
        for row in rows:
            items = self._row(row, columns, section, above, plan=plan)
            found.extend(items)
            above = _seen(items, above)
        return self._with_unmarked(found)

    def _with_unmarked(self, found: list[Candidate]) -> list[Candidate]:
        """Where reports on what is done say so with a word ("Complete. ..."), those without it go on."""
        closed = [one for one in found if one.kind == "progress" and self._statuses.is_closed(one.text)]
        if len(closed) < _FEWEST_CLOSED:
            return found
        return [replace(one, status="in_progress") if self._reads_as_done(one) else one for one in found]

    def _reads_as_done(self, candidate: Candidate) -> bool:
        report = candidate.text if candidate.kind == "progress" else candidate.status_text
        if report is None or candidate.kind not in ("progress", "action") or self._statuses.is_closed(report):
            return False
        return self._statuses.status_of(report) == "completed"

    def _columns(self, table: TextTable) -> Columns:
        items: dict[int, ItemKind] = {}
        beside: dict[ColumnRole, int] = {}
        for index, cell in enumerate(table.rows[0]):
            head = self._known_head(cell.text)
            if (kind := self._kind_of(head)) is not None:
                items[index] = kind
            elif (role := self._role_of(head)) is not None:
                beside.setdefault(role, index)
        heads = (plain_heading(cell.text) for cell in table.rows[0])
        earlier = frozenset(index for index, head in enumerate(heads) if index in items and _EARLIER.search(head))
        return Columns(items, beside, earlier)

    def _role_of(self, head: str) -> ColumnRole | None:
        told = (role for pattern, role in self._worded if pattern.fullmatch(head))
        return self._roles.get(head) or next(told, None)

    def _kind_of(self, head: str) -> ItemKind | None:
        told = (kind for pattern, kind in self._patterns if pattern.fullmatch(head))
        return self._kinds.get(head) or next(told, None)

    def _known_head(self, head: str) -> str:
        """The words of a head that the vocabulary has: all, else those before a remark, a date or an "and"."""
        shorter = (head, _REMARK.split(head)[0], _DATED.sub("", head), *_ALTERNATIVE.split(head))
        plain = [plain_heading(words) for words in shorter]
        known = next((words for words in plain if self._kind_of(words) or self._role_of(words)), plain[0])
        parts = [plain_heading(words) for words in _ALTERNATIVE.split(head)]
        told = next((words for words in parts if self._role_of(words) == "progress"), known)
        return told if self._role_of(known) == "status" else known  # "Status and progress" holds reports

    def _headless(self, table: TextTable, context: Context) -> tuple[Columns, tuple[tuple[TextCell, ...], ...]]:
        """A table without a known head in a section of asks: the column with the longest cells holds them."""
        width = max(len(row) for row in table.rows)
        lengths = [sorted(len(row[at].text.split()) for row in table.rows if at < len(row)) for at in range(width)]
        medians = [length[len(length) // 2] if length else 0 for length in lengths]
        longest = max(range(width), key=lambda at: medians[at])
        if medians[longest] < _LONG or context.kind is None:
            return Columns({}, {}), ()
        names: dict[ColumnRole, int] = {"who": 0} if longest > 0 and 0 < medians[0] <= _NAME_WORDS else {}
        return Columns({longest: context.kind}, names), table.rows

    def _row(
        self, row: tuple[TextCell, ...], columns: Columns, section: Section | None, above: Above, *, plan: bool
    ) -> list[Candidate]:
        found: list[Candidate] = []
        number = self._cell_text(row, columns.beside.get("number"))
        answered = self._cell_text(row, columns.beside.get("answers"))
        about = self._merged_above(row, columns, above)
        for index, kind in sorted(columns.items.items()):
            cell = row[index] if index < len(row) else None
            if cell is None or not self._filled(cell):
                continue
            repeated = plan or index in columns.earlier
            quoted: ItemKind = "quoted_recommendation" if kind == "recommendation" and repeated else kind
            label = number if not columns.numbers_recommend or kind == "recommendation" else None
            if kind == "recommendation":  # beside actions, the number of a row is that of the action
                alone = "action" not in columns.items.values() or not plan or columns.numbers_recommend
                label = answered or (number if alone else None)
            if kind == "recommendation" and len(cell.text.split()) <= _TITLE:
                continue  # what a recommendation is called, not what it says
            items = [self._item(part, quoted, label, section) for part in _numbered_parts(cell)]
            if kind in ASK_KINDS:
                named = numbers_in(answered or "")
                items = [replace(item, about=tuple(about), answers=named) for item in items]
            about.extend(item.source for item in items)
            found.extend(self._with_cells(item, row, columns, above) for item in items)
        for role in ("answer", "progress", "evidence"):
            reported = role == "progress" and not columns.items and not _is_narrative(section)
            told = found or reported
            found.extend(self._beside(row, columns, role, section, tuple(about)) if told else [])
        return found

    def _numbers_recommend(self, rows: Sequence[tuple[TextCell, ...]], columns: Columns) -> bool:
        """Whether rows with a further action for the recommendation above have no number: numbers count those above."""
        if not columns.answers_recommendations or "number" not in columns.beside:
            return False
        at = {kind: index for index, kind in columns.items.items()}
        filled = [
            tuple(index < len(row) and self._filled(row[index]) for index in (at["recommendation"], at["action"]))
            for row in rows
        ]
        numbers = [self._cell_text(row, columns.beside["number"]) for row in rows]
        return any(cells == (False, True) and number is None for cells, number in zip(filled, numbers, strict=True))

    def _item(
        self, blocks: tuple[TextBlock, ...], kind: ItemKind, number: str | None, section: Section | None
    ) -> Candidate:
        first = blocks[0]
        label = self._labels.find(first.body)
        start = first.body_start + (label.end if label is not None else 0)
        sources = [first.source(start), *(block.source(block.bullet_end) for block in blocks[1:])]
        texts = [first.text[start:].strip(), *(block.text[block.bullet_end :].strip() for block in blocks[1:])]
        spans = tuple(span for source in sources for span in source.spans)
        printed = label.number if label is not None else (first.label.number if first.label else None)
        own = printed or number
        return Candidate(kind, own, " ".join(text for text in texts if text), Source(spans), section)

    def _merged_above(self, row: tuple[TextCell, ...], columns: Columns, above: Above) -> list[Source]:
        """The finding and the recommendation that stand in rows above and count for this one too."""
        filled = {kind for index, kind in columns.items.items() if index < len(row) and self._filled(row[index])}
        found = [above.finding] if not filled & FINDING_KINDS else []
        if columns.answers_recommendations and "recommendation" not in filled:
            found.append(above.recommendation)
        return [source for source in found if source is not None]

    def _with_cells(self, candidate: Candidate, row: tuple[TextCell, ...], columns: Columns, above: Above) -> Candidate:
        who = self._cell_text(row, columns.beside.get("who"))
        if candidate.kind == "quoted_recommendation" and columns.answers_recommendations:
            return candidate  # the cells speak of the action beside it
        if candidate.kind == "quoted_recommendation" and "answer" in columns.beside:
            return replace(
                candidate, who=None if columns.names_answerer else who
            )  # when and how far are said of the answer
        return replace(
            candidate,
            who=who or (above.who if columns.leads("who") else None),
            when=self._cell_text(row, columns.beside.get("when")),
            status_text=self._status(row, columns),
        )

    def _beside(
        self,
        row: tuple[TextCell, ...],
        columns: Columns,
        role: ColumnRole,
        section: Section | None,
        about: tuple[Source, ...],
    ) -> list[Candidate]:
        index = columns.beside.get(role)
        cell = row[index] if index is not None and index < len(row) else None
        if cell is None or not self._filled(cell) or cell.source is None:
            return []
        if role == "progress" and self._is_status(cell, columns):
            return []
        kind: ItemKind = "response" if role == "answer" else role  # type: ignore[assignment]
        status = self._cell_text(row, columns.beside.get("status"))
        when = self._cell_text(row, columns.beside.get("when")) if role == "answer" else None
        names = role == "answer" and columns.names_answerer
        who = self._cell_text(row, columns.beside.get("who")) if names else None
        if kind == "progress" and self._shows.search(cell.text):
            kind = "evidence"
        return [Candidate(kind, None, cell.text, cell.source, section, None, who, when, status, about=about)]

    def _is_status(self, cell: TextCell, columns: Columns) -> bool:
        """Whether a cell says in a word or two how far an action is ("Not due yet"), or, beside no ask, something else.

        Beside no ask, a column of positions may hold the posts of those who are named.
        """
        text = cell.text.rstrip()
        told = text.endswith(".") or (len(text.split()) >= _FEWEST_WORDS and self._statuses.tells(text))
        if not columns.items:
            return not told
        return "status" not in columns.beside and not told

    def _status(self, row: tuple[TextCell, ...], columns: Columns) -> str | None:
        """The words on how far an action is: of a column of its own, else of the report on it."""
        own = columns.beside.get("status")
        return self._cell_text(row, own if own is not None else columns.beside.get("progress"))

    def _filled(self, cell: TextCell) -> bool:
        return bool(cell.blocks) and cell.text.strip().lower().rstrip(".") not in self._empty

    def _cell_text(self, row: tuple[TextCell, ...], index: int | None) -> str | None:
        if index is None or index >= len(row):
            return None
        return row[index].text.strip() or None


def _with_what(table: TextTable, columns: Columns, context: Context) -> Columns:
    """Where heads say who is to act and by when: what is to be done is in the column with the longest cells beside."""
    width = max(len(row) for row in table.rows)
    others = set(range(width)) - set(columns.beside.values())
    if not others:
        return columns
    longest = max(others, key=lambda at: sum(len(row[at].text) for row in table.rows[1:] if at < len(row)))
    kind = context.kind if context.kind in ASK_KINDS else "action"
    return replace(columns, items={longest: kind})


def _is_narrative(section: Section | None) -> bool:
    """Whether a section tells what happened in the case, where a column of actions holds what was done then."""
    return section is None or section.role in NARRATIVE_ROLES


def _seen(items: list[Candidate], above: Above) -> Above:
    """What a row leaves for the next."""
    who = next((item.who for item in items if item.who is not None), above.who)
    quoted = next((item for item in items if item.kind == "quoted_recommendation"), None)
    finding = next((item for item in items if item.kind in FINDING_KINDS), None)
    return Above(
        who,
        quoted.source if quoted is not None else above.recommendation,
        finding.source if finding is not None else above.finding,
    )


def _numbered_parts(cell: TextCell) -> tuple[tuple[TextBlock, ...], ...]:
    """The blocks of a cell, cut where its numbers go on: "1. ..." and "2. ..." in one cell are two items."""
    parts = [[cell.blocks[0]]]
    for block in cell.blocks[1:]:
        if follows_number(parts[-1][0], block):
            parts.append([block])
        else:
            parts[-1].append(block)
    return tuple(tuple(part) for part in parts)


def _role_words(columns: ColumnWords) -> dict[str, ColumnRole]:
    return {plain_heading(word) or word: role for role in _ROLES for word in getattr(columns, role)}
