"""Documents of one text and sources in it, for tests of themes."""

from __future__ import annotations

from tests.records.examples import BOX, item_of, source_of

from crossreview.records import Block, Item, Section, Source, Span


class Pages:
    """A text made of lines; what is made of them points at the right places."""

    def __init__(self, *lines: str) -> None:
        self.text = "\n".join(lines)

    def source(self, *words: str) -> Source:
        """The places of some words, one span each."""
        return Source(tuple(source_of(self.text, part, 1).spans[0] for part in words))

    def item(self, words: str, section: str | None = None, kind: str = "finding") -> Item:
        from msgspec.structs import replace

        item = item_of("0" * 64, self.text, words, 1)
        return replace(item, id=words[:20], kind=kind, section=section, themes=())

    def section(self, heading: str, *, parent: str | None = None, role: str | None = None) -> Section:
        source = self.source(heading)
        end = len(self.text)
        return Section(heading, parent, None, heading, 1, role, 0.9, source, source.start, end)

    def block(self, words: str, section: str | None = None) -> Block:
        return Block(words[:20], "paragraph", section, self.source(words))


def span(start: int, end: int, page: int = 1) -> Span:
    return Span(page, BOX, start, end)
