"""How much may stand on one page, and how many pages there may be, before it is no report any more.

A few bytes of a PDF can stand for millions of words, areas or rules. A page above one of these limits is not read, and
the record says so; its neighbours are read. The limits lie far above anything seen on the 4,650 pages of the sample
corpus and of published reviews, inspections and inquiries; the most that was found there stands beside each.
"""

from __future__ import annotations

from dataclasses import dataclass


class PageOverfull(Exception):
    """A page holds more than a page of a report does. It never leaves `parse`: the page is kept as not read."""


@dataclass(frozen=True)
class Limit:
    """The most of something that may be on a page, and how to speak of more."""

    most: int
    more: str

    def check(self, count: float) -> None:
        """Raise PageOverfull if there are more."""
        if count > self.most:
            raise PageOverfull(f"{self.more.format(self.most)} on one page")


PAGES = 5_000  # of a document: 240
BOOKMARKS = 10_000  # of a document: some hundreds; they only help to tell headings
CHARACTERS = Limit(100_000, "more than {:,} characters")  # 5,531
WORDS = Limit(20_000, "more than {:,} words")  # 1,207
LINE = Limit(2_000, "a line of more than {:,} characters")  # 235; time grows with their square
RUNS = Limit(2_500, "more than {:,} pieces of lines")  # 108; time grows with their square
OBJECTS = Limit(50_000, "more than {:,} drawn objects")  # 3,143; maps have thousands, or tens of thousands
NOTES = Limit(2_000, "more than {:,} notes and links")  # 76
PICTURE = Limit(10_000_000, "a picture of more than {:,} square points")  # 501,384; a poster of A0 has 8 million
# For every character the corners of all that is painted near it, by which it is told whether it can be seen: 210,000.
CORNERS = Limit(5_000_000, "too many areas painted over one another")
CROSSINGS = 5_000  # of rules that may make a table: 463; time grows with their square
