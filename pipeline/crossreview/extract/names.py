"""What a document itself calls the bodies it speaks of.

Local services have names that no gazetteer holds. A document says once what they are ("Wayfarer, the drug and alcohol
service", "Fenmoor Partnership NHS Trust (FPFT)", a row of its table of agencies), and then uses the name alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from crossreview.extract.abbreviations import definitions
from crossreview.extract.fields.named import NamedBodies
from crossreview.parse import TextTable
from crossreview.records import Section
from crossreview.structure import StructuredDocument

TypeOf: TypeAlias = Callable[[str], str | None]

_CAPITALISED = r"[A-Z][\w’'&-]+"
_NAME = rf"(?P<name>{_CAPITALISED}(?:\ (?:(?:and|of|the|for|&)\ )?{_CAPITALISED}){{0,4}})"
_WHAT = r"(?P<what>(?:[\w’'&/-]+\ ){0,7}?[\w’'&/-]+)"
_OF_WHICH = r"(?:the|a|an|its|their)"
_ENDS = r"(?=[,.;:)]|\ (?:who|which|that|in|for|at|of|run|commissioned|provided|from|and|was|is|had|has)\b)"
# "Wayfarer, the drug and alcohol service,"; "Beacon (domestic abuse service)"; "Wayfarer is a charity that runs ...".
_NAME_THEN_WHAT = re.compile(
    rf"""(?<!\w){_NAME}
        (?:(?:,\ (?:which\ (?:is|was)\ )?|\ \(|\ (?:is|was|provides|provided|runs|ran)\ ){_OF_WHICH}\ |\ \()
        {_WHAT}{_ENDS}""",
    re.VERBOSE,
)
# "the drug and alcohol service, Wayfarer,"; in brackets or behind "called" nothing need follow.
_WHAT_THEN_NAME = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur)\ {_WHAT},\ {_NAME}(?=[,.;)]|\ \()", re.VERBOSE
)
_WHAT_CALLED_NAME = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur)\ {_WHAT}(?:\ \(|,?\ (?:called|known\ as|named)\ ){_NAME}", re.VERBOSE
)
# "a charity commissioned to provide drug treatment", "which runs community health services".
_DOES = re.compile(
    r"""[^.;:]{0,60}?\b(?:provid(?:es?|ed|ing)|runs?|running|ran|deliver(?:s|ed|ing)?)\ (?:the\ |a\ )?
        (?P<does>(?:[\w’'&/-]+\ ){0,4}[\w’'&/-]+)""",
    re.VERBOSE,
)
# A body, by the noun with which what is said of it ends; "the nurse" and "the manager" are people.
_BODY_NOUN = re.compile(
    r"""\b(?:services?|trust|team|charity|provider|agency|organisation|association|company|homes?|hospital|school
          |college|unit|surgery|practice|centre|project|refuge|board|partnership|landlord|hostel|helpline|council
          |nursery|force|programme|scheme|authority|infirmary|academy|clinic)$""",
    re.IGNORECASE | re.VERBOSE,
)
# The words of a description up to the noun that says what it is.
_HEAD = re.compile(
    r"""[\s\S]+?(?=[,.;:()]|$
        |\ (?:who|which|that|in|for|at|run|commissioned|provided|providing|from|was|is|had|has|part|of|called|known
          |named)\b)""",
    re.VERBOSE,
)
_ABBREVIATION = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Z][A-Za-z&/+-]{1,9}")
_PARTS = re.compile(r"^|, (?:the |an? )?")
_FULL_NAME = re.compile(
    rf"""{_CAPITALISED}\ (?:(?:(?:and|of|the|for|&)\ )?{_CAPITALISED}\ ){{0,6}}?
        (?P<noun>Trust|Practice|Surgery|Department|Charity|Home|Hospital|School|College)\b(?!\ [A-Z])""",
    re.VERBOSE,
)
# "Department for Education": the noun goes first.
_DEPARTMENT = re.compile(r"(?P<noun>Department|Ministry)\ (?:for|of)\ (?:the\ )?[A-Z]\w+(?:(?:,?\ and|,)?\ [A-Z]\w+)*")
# What stands for a body that is named elsewhere: "the Trust, the police service and the school" explains no name.
_COMMON_NAME = re.compile(
    r"""(?:The\ )?(?:Trust|Board|Committee|Panel|Partnership|Council|Department|Authority|Service|Hospital|School
        |College|Surgery|Practice|Home|Charity|Police|Police\ Service|Health\ Board|Education\ Authority)""",
    re.VERBOSE,
)
_PERSON = re.compile(
    r"""(?:Mr|Mrs|Ms|Miss|Dr|Professor|Sir|Dame|Judge|Child|Baby|Adult|Head|Director|Chair|Manager|Chief|Detective
        |He|She|They|It|We|Her|His|Their|This|That|There|Mother|Father)\b""",
    re.VERBOSE,
)
_RELATIVES = (
    r"['’]s? (?:\w+ )?"
    r"(?:mother|father|parents|sister|brother|family|partner|son|daughter|husband|wife|children|death)\b"
)
_OPENING_WORD = re.compile(r"^(?:[Tt]he|In|At|By|For|From|When|But|And|Both|After|Before|While|Since|Although|If|As) ")
_AGENCY_COLUMN = re.compile(
    r"(?:agency|agencies|organisation|service|body|provider|partner|abbreviation|acronym|initials|term|short)s?\b",
    re.IGNORECASE,
)
_TAIL = 60  # characters behind what a body is, in which may stand what it does
_LONGEST_CELL = 8  # words of a name in a table


def bodies_named_in(document: StructuredDocument, type_of: TypeOf) -> NamedBodies:
    """The names in a document and their types; `type_of` says of what type a body is that is described in words."""
    tables = (block.content for block in document.blocks if isinstance(block.content, TextTable))
    rows = [tuple(tuple(cell.text.strip() for cell in row) for row in table.rows) for table in tables]
    return named_bodies(document.text, document.sections, rows, type_of)


def named_bodies(
    text: str, sections: tuple[Section, ...], tables: Iterable[tuple[tuple[str, ...], ...]], type_of: TypeOf
) -> NamedBodies:
    """The names in a text and its tables (rows of cells, the head first)."""
    found: dict[str, str] = {}
    # What the document says an abbreviation means comes before what it means elsewhere.
    for short, long in (*_in_tables(tables), *definitions(text, sections).items()):
        if _ABBREVIATION.fullmatch(short) and (type_id := _first_typed(long, type_of)) is not None:
            found.setdefault(short, type_id)
    in_tables = ((name, next(_parts(what), "")) for name, what in _in_tables(tables))
    for name, what in (*in_tables, *_in_apposition(text)):
        known = name in found or any(type_of(words) is not None for words in (name, f"the {name}"))
        if not known and (type_id := _described(what, type_of)) is not None:
            found[name] = type_id
    for short, long in definitions(text, sections).items():
        if short not in found and long in found:
            found[short] = found[long]
    return NamedBodies(found, _by_noun(text, type_of))


def _described(what: str, type_of: TypeOf) -> str | None:
    """The type of a body by what it does, where that is said, else by what it is; None if that is no body."""
    bodies = [part for part in _parts(what) if _BODY_NOUN.search(part)]
    return _first_typed(what, type_of) if bodies else None


def _doing(what: str, type_of: TypeOf) -> str | None:
    does = _DOES.search(what)
    return (type_of(f"{does['does']} service") or type_of(does["does"])) if does else None


def _first_typed(what: str, type_of: TypeOf) -> str | None:
    """The type of the first part that has one: "Mere Living, the supported living provider"."""
    told = _doing(what, type_of)
    return told or next((found for part in _parts(what) if (found := type_of(part)) is not None), None)


def _parts(what: str) -> Iterator[str]:
    for start in _PARTS.finditer(what):
        if (part := _HEAD.match(what, start.end())) is not None:
            yield part.group().strip()


def _by_noun(text: str, type_of: TypeOf) -> dict[str, str]:
    """For the last words of full names the type that all bodies so called share: what "the Trust" means here."""
    types: dict[str, set[str]] = {}
    full_names = (match for pattern in (_FULL_NAME, _DEPARTMENT) for match in pattern.finditer(text))
    for name in {match.group(): match["noun"].lower() for match in full_names}.items():
        if (type_id := type_of(name[0])) is not None:
            types.setdefault(name[1], set()).add(type_id)
    return {noun: next(iter(shared)) for noun, shared in types.items() if len(shared) == 1}


def _in_tables(tables: Iterable[tuple[tuple[str, ...], ...]]) -> Iterator[tuple[str, str]]:
    """Rows of a table of agencies or abbreviations: the name in the first cell, what it is in the second."""
    for head, *rows in (table for table in tables if table):
        if head and _AGENCY_COLUMN.match(head[0]):
            for name, *what in (row for row in rows if len(row) > 1):
                if 0 < len(name.split()) <= _LONGEST_CELL:
                    yield name, ", ".join(filter(None, what))


def _in_apposition(text: str) -> Iterator[tuple[str, str]]:
    for pattern in (_NAME_THEN_WHAT, _WHAT_THEN_NAME, _WHAT_CALLED_NAME):
        for match in pattern.finditer(text):
            name = _OPENING_WORD.sub("", match["name"])
            if not _is_no_body(name, text):
                tail = text[match.start("what") : match.end("what") + _TAIL]
                yield name, tail.split(".", 1)[0]


def _is_no_body(name: str, text: str) -> bool:
    """Whether a name is none of a body.

    It is a common noun, a person's (a title, relatives), a place's (it begins other names), or opens sentences only.
    """
    escaped = re.escape(name)
    named_amid = re.search(rf"[a-z,(] {escaped}\b", text)
    begins_others = re.search(rf"\b{escaped} [A-Z][a-z]", text)
    relatives = re.search(escaped + _RELATIVES, text)
    common = _COMMON_NAME.fullmatch(name)
    return bool(common or _PERSON.match(name) or named_amid is None or begins_others or relatives)
