"""Mutations of the bytes of a PDF, as values, so that Hypothesis can draw them and make them fewer and smaller."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st
from tests.fuzz.places import with_places

_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_REFERENCE = re.compile(rb"(?<![\w.])(\d+) (\d+) R\b")
_WORD = re.compile(rb"/[A-Za-z][\w#]*|\b[A-Za-z][A-Za-z0-9']{0,12}\*?(?=[\s/<(\[])")
_NUMBERS = (
    *(b"0", b"-1", b"1", b"2", b"255", b"256", b"65535", b"65536", b"2147483647", b"-2147483648", b"4294967296"),
    *(b"99999999999999999999", b"0.0000001", b"-0.5", b"1e9", b"1000000", b"14400", b"." * 3),
    *(b"1" + b"0" * 19, b"1" + b"0" * 38, b"-1" + b"0" * 38, b"9" * 400),
)
_WORDS = (
    *(b"/Length", b"/Count", b"/Kids", b"/Parent", b"/Type", b"/Pages", b"/Page", b"/Contents", b"/Resources"),
    *(b"/Font", b"/XObject", b"/Form", b"/Image", b"/MediaBox", b"/CropBox", b"/Rotate", b"/Annots", b"/Filter"),
    *(b"/FlateDecode", b"/LZWDecode", b"/ASCII85Decode", b"/RunLengthDecode", b"/DCTDecode", b"/JPXDecode"),
    *(b"/JBIG2Decode", b"/Subtype", b"/Type3", b"/Type0", b"/TrueType", b"/Encoding", b"/ToUnicode", b"/Widths"),
    *(b"/FirstChar", b"/LastChar", b"/Matrix", b"/BBox", b"/Group", b"/SMask", b"/Encrypt", b"/ObjStm", b"/XRef"),
    *(b"q", b"Q", b"cm", b"BT", b"ET", b"Tf", b"Td", b"Tm", b"Tj", b"TJ", b"Tr", b"Tz", b"Ts", b"Tw", b"Tc", b"T*"),
    *(b"re", b"m", b"l", b"c", b"h", b"f", b"f*", b"S", b"B", b"W", b"n", b"Do", b"sh", b"gs", b"BI", b"EI", b"BDC"),
    *(b"obj", b"endobj", b"stream", b"endstream", b"R", b"null", b"true", b"<<", b">>", b"[", b"]", b"(", b")"),
)

Change = Callable[[bytes, "Edit"], bytes]


@dataclass(frozen=True)
class Edit:
    """One change: what is done, where (of the bytes, or of the numbers, references or words, counted round and
    round), how many bytes it touches, and one number more that each kind uses in its own way."""

    kind: str
    at: int
    length: int
    other: int


@dataclass(frozen=True)
class Mutation:
    """A seed by its index, what is done to it in turn, and whether its table of places is made true afterwards."""

    seed: int
    edits: tuple[Edit, ...]
    places: bool

    def of(self, seeds: list[bytes]) -> bytes:
        """The mutated file."""
        data = seeds[self.seed]
        for edit in self.edits:
            data = _CHANGES[edit.kind](data, edit)[:_LARGEST]
        return with_places(data) if self.places else data


_LARGEST = 4_000_000  # bytes: repeated changes must not grow without end


def _flipped(data: bytes, edit: Edit) -> bytes:
    at = edit.at % max(len(data), 1)
    return data[:at] + bytes([data[at] ^ (edit.other % 255 + 1)]) + data[at + 1 :] if data else data


def _cut(data: bytes, edit: Edit) -> bytes:
    at = edit.at % (len(data) + 1)
    return data[:at] + data[at + edit.length :]


def _repeated(data: bytes, edit: Edit) -> bytes:
    at = edit.at % (len(data) + 1)
    piece = data[at : at + edit.length]
    return data[:at] + piece * (edit.other % 300 + 1) + data[at + edit.length :]


def _copied(data: bytes, edit: Edit) -> bytes:
    """A piece of the file put somewhere else too."""
    at, to = edit.at % (len(data) + 1), edit.other % (len(data) + 1)
    return data[:to] + data[at : at + edit.length] + data[to:]


def _inserted(data: bytes, edit: Edit) -> bytes:
    at = edit.at % (len(data) + 1)
    tokens = (*_NUMBERS, *_WORDS)
    token = tokens[edit.other % len(tokens)]
    return data[:at] + b" " + b" ".join([token] * (edit.length % 20 + 1)) + b" " + data[at:]


def _number_changed(data: bytes, edit: Edit) -> bytes:
    return _replaced(data, _NUMBER, edit, _NUMBERS[edit.other % len(_NUMBERS)])


def _reference_changed(data: bytes, edit: Edit) -> bytes:
    return _replaced(data, _REFERENCE, edit, b"%d 0 R" % (edit.other % 60))


def _word_changed(data: bytes, edit: Edit) -> bytes:
    return _replaced(data, _WORD, edit, _WORDS[edit.other % len(_WORDS)])


def _words_swapped(data: bytes, edit: Edit) -> bytes:
    """A word of the file where another of its words was."""
    places = _places(data, _WORD)
    if not places:
        return data
    start, end = places[edit.other % len(places)]
    return _replaced(data, _WORD, edit, data[start:end])


def _replaced(data: bytes, pattern: re.Pattern[bytes], edit: Edit, value: bytes) -> bytes:
    places = _places(data, pattern)
    if not places:
        return data
    start, end = places[edit.at % len(places)]
    return data[:start] + value + data[end:]


def _places(data: bytes, pattern: re.Pattern[bytes]) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(data)]


_CHANGES: dict[str, Change] = {
    "cut": _cut,
    "flip": _flipped,
    "number": _number_changed,
    "reference": _reference_changed,
    "word": _word_changed,
    "swap words": _words_swapped,
    "insert": _inserted,
    "copy": _copied,
    "repeat": _repeated,
}

_edits = st.builds(
    Edit,
    kind=st.sampled_from(tuple(_CHANGES)),
    at=st.integers(0, 1 << 20),
    length=st.integers(0, 20) | st.integers(0, 2_000),
    other=st.integers(0, 1 << 20),
)


def mutations(seeds: int) -> st.SearchStrategy[Mutation]:
    """Mutations of one of so many seeds."""
    edits = st.lists(_edits, min_size=1, max_size=6).map(tuple)
    return st.builds(Mutation, seed=st.integers(0, seeds - 1), edits=edits, places=st.booleans())
