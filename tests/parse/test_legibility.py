"""Text from character recognition that cannot be trusted is told from text that can."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from crossreview.parse.legibility import is_garbled, judge, misshapen, words_of
from crossreview.parse.text import PlacedText
from crossreview.records import DocumentRecord

# A page recognised upside down.
UPSIDE_DOWN = """\
sey pue Aep A1aAa [OOS 0} $908 ‘S1a1ed J9}]SOJ YIM SIAT[ 9H{ BULIGAODAI SI Ue PaATAINS sey Ys ‘Teqidsoy UI syaaM Ud}
puke aJed dATSUAIUT UL SAep UaAaTa JUads a} ‘pues JOU p[Nod pure sjaay pue sdry sty UO saios payDajul mel sTy UT
ssadsqe Ue pey aH aA IMO} Jo pyiys e se YONUI se noge sWeISOTIY paysiam aH WOOL sireysdn ue UI SSaqJeU e UO BUTAT
BUT SEM OYM Y PUNOJ Maio ay aouUeTNQuIe Ue 10J pauoYdaya Jay}01q Jeyy Japfo sty 12q01I90 ZT UC Moda sty} UL paTfed"""
PLAIN = """\
The panel found that the school knew the child well and that nobody asked what the school knew. When he was
withdrawn, the notification was a letter of two sentences, and it was filed by an officer who had four hundred
others to look after. The review has thought about why that was so. It is not that people did not care. It is that
the system asked them to close what they had opened, and that there was no place in it for a question which had no
box. The panel does not say that a visit would have been enough, but it would have been a beginning, and it would
have been seen by the child."""


def document(*pages: str) -> PlacedText:
    offsets = [sum(len(page) + 1 for page in pages[:number]) for number in range(len(pages))]
    return PlacedText("\n".join(pages), (), tuple(offsets))


def test_pages_that_are_not_english_are_named() -> None:
    verdict = judge(document(PLAIN, UPSIDE_DOWN), (1, 2), frozenset())

    assert verdict.garbled_pages == (2,)


def test_little_text_is_not_judged() -> None:
    assert not is_garbled("Brnwck Sfgrdng Prtnrshp 2019")


def test_words_that_are_misread_are_quoted() -> None:
    page = PLAIN + " The provision of seivices was not reviewed, and there was no oveiview. Other services were."

    verdict = judge(document(page), (1,), frozenset({"services", "overview"}))

    assert verdict.misread == ("seivices", "oveiview")


def test_the_document_is_its_own_word_list() -> None:
    page = "Services came late. The services left. Some services stayed, and other seivices did not."

    assert judge(document(page), (1,), frozenset()).misread == ("seivices",)


def test_only_recognised_pages_are_judged() -> None:
    assert judge(document(PLAIN, UPSIDE_DOWN + " seivices"), (1,), frozenset({"services"})).garbled_pages == ()


@pytest.mark.parametrize("word", ["ch|ld", "wht", "aAey", "mmmay"])
def test_shapes_that_no_word_has(word: str) -> None:
    assert misshapen(word) == 1.0


@pytest.mark.parametrize(
    "word",
    ["children’s", "well-being", "MoD", "S47", "3(1)(a)", "https://x.org/pdf/ghtrb", "rhythm", "and/or", "Anwyl"],
)
def test_shapes_that_words_have(word: str) -> None:
    assert misshapen(word) == 0.0


def test_good_text_layers_are_not_suspected(corpus_records: Mapping[Path, DocumentRecord]) -> None:
    known = words_of(["services", "overview", "concern", "children"])
    for path, record in corpus_records.items():
        placed = PlacedText(record.document.text, (), record.document.page_offsets)
        verdict = judge(placed, range(1, record.document.pages + 1), known)
        assert (path.name, verdict.garbled_pages, verdict.misread) == (path.name, (), ())
