"""What a text is in a few bytes, and how far two texts are the same by that."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossreview.library import Library
from crossreview.library.sketches import UNKNOWN, Sketch

WORDS = [f"word{number}" for number in range(1000)]
texts = st.lists(st.sampled_from(WORDS), min_size=60, max_size=400).map(" ".join)


@given(texts)
def test_a_text_is_as_it_is_however_it_is_set(text: str) -> None:
    set_otherwise = text.upper().replace(" ", " –\n\t")

    sketch = Sketch.of(text)

    assert sketch.fingerprint is not None
    assert sketch == Sketch.of(set_otherwise)
    assert sketch.resembles(Sketch.of(set_otherwise)) == 1.0
    assert Sketch.decoded(sketch.fingerprint, sketch.encoded()) == sketch


@given(texts, texts)
def test_resemblance_is_the_same_from_both_sides_and_between_nothing_and_all(one: str, other: str) -> None:
    first, second = Sketch.of(one), Sketch.of(other)

    assert first.resembles(second) == second.resembles(first)
    assert 0.0 <= first.resembles(second) <= 1.0
    assert (first.fingerprint == second.fingerprint) == (one.replace(" ", "") == other.replace(" ", ""))


@settings(max_examples=20, deadline=None)  # each makes two libraries
@given(
    st.lists(texts, min_size=2, max_size=5, unique=True).flatmap(
        lambda some: st.tuples(st.just(some), st.permutations(some))
    )
)
def test_the_order_in_which_texts_are_noted_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, told: tuple[Sequence[str], Sequence[str]]
) -> None:
    def near(some: Sequence[str]) -> list[frozenset[str]]:
        found = Library.create(tmp_path_factory.mktemp("noted") / "library").catalogue.texts
        found.note((text, Sketch.of(text)) for text in some)
        return [frozenset(found.near(Sketch.of(text))) | frozenset(found.same_as(Sketch.of(text))) for text in told[0]]

    assert near(told[0]) == near(told[1])


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.8, 0.95])
def test_resemblance_is_about_the_share_of_runs_in_common(share: float) -> None:
    common = round(2000 * 2 * share / (1 + share))
    first = " ".join(f"w{number}" for number in range(2000))
    second = " ".join(f"w{number}" for number in (*range(common), *range(5000, 7000 - common)))

    assert Sketch.of(first).resembles(Sketch.of(second)) == pytest.approx(share, abs=0.12)


def test_a_short_text_says_nothing() -> None:
    assert Sketch.of("Page 1 of 12. " * 10) == UNKNOWN
    assert UNKNOWN.resembles(UNKNOWN) == 0.0
    assert Sketch.of("All boats should have a lamp at the mast. " * 10, whole=False).fingerprint is None


def test_near_texts_are_found_among_others(library: Library) -> None:
    texts = library.catalogue.texts
    sentences = [f"In year {number} the {WORDS[number]} of {WORDS[-number]} was mended" for number in range(400)]
    texts.note((f"d{at}", Sketch.of(". ".join(sentences[at : at + 40]))) for at in range(0, 360, 40))
    changed = Sketch.of(". ".join([*sentences[80:118], "It was mended twice", "It was never mended"]))

    assert texts.near(changed)[0] == "d80"
    assert texts.near(UNKNOWN) == ()
    texts.note([("d80", UNKNOWN)])
    assert "d80" not in texts.near(changed)
    assert texts.keep_only({"d80", "d0", "new"}) == ("new",)
    assert texts.sketch("d40") is None
