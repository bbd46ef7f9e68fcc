from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossreview.search.meaning.embedder import WIDTH, Floats
from crossreview.search.meaning.vectors import (
    CODES,
    SIGNS,
    WORDINGS,
    Vectors,
    append,
    codes_of,
    prune,
    rows_in,
    signs_of,
)


def unit(count: int, seed: int = 1) -> Floats:
    vectors = np.random.default_rng(seed).normal(size=(count, WIDTH)).astype(np.float32)
    lengths: Floats = np.linalg.norm(vectors, axis=1, keepdims=True)
    made: Floats = vectors / lengths
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    append(tmp_path / "vectors", np.arange(100, 150), unit(50))
    return tmp_path / "vectors"


def test_a_vector_is_nearest_to_itself(folder: Path) -> None:
    vectors = Vectors.opened(folder)
    for at in (0, 7, 49):
        rows, likeness = vectors.nearest(unit(50)[at], 3)
        assert vectors.wordings[rows[0]] == 100 + at
        assert likeness[0] == pytest.approx(1, abs=0.01)
        assert likeness[0] > likeness[1] >= likeness[2]


def test_of_many_the_nearest_are_found_by_their_signs(tmp_path: Path) -> None:
    many, asked = unit(20_000, seed=3), unit(30, seed=4)
    # Each has a neighbour, which chance would not give it.
    neighbours = many[:30] + 0.02 * unit(30, seed=5)
    append(tmp_path, np.arange(20_000), many)
    vectors = Vectors.opened(tmp_path)
    for at, near in enumerate(neighbours / np.linalg.norm(neighbours, axis=1, keepdims=True)):
        assert vectors.nearest(near, 1)[0].tolist() == [at]
    exact = [np.argsort(-(many @ each))[:20] for each in asked]
    found = [vectors.nearest(each, 20)[0] for each in asked]
    recall = np.mean([len(set(a.tolist()) & set(b.tolist())) / 20 for a, b in zip(exact, found, strict=True)])
    assert recall > 0.9


def test_among_some_rows_only_those_are_found(folder: Path) -> None:
    vectors = Vectors.opened(folder)
    among = vectors.rows_of(np.array([101, 999, 120]))
    assert sorted(vectors.wordings[among].tolist()) == [101, 120]
    assert set(vectors.nearest(unit(50)[7], 5, among)[0].tolist()) == set(among.tolist())


def test_what_a_killed_writer_left_is_cut_off(folder: Path) -> None:
    for name, left in ((CODES, WIDTH * 2 + 5), (SIGNS, 48)):
        with (folder / name).open("ab") as file:
            file.write(b"\x01" * left)
    assert rows_in(folder) == 50
    append(folder, np.array([900]), unit(1, seed=9))
    vectors = Vectors.opened(folder)
    assert len(vectors) == 51
    assert vectors.wordings[vectors.nearest(unit(1, seed=9)[0], 1)[0][0]] == 900


def test_what_is_gone_is_pruned(folder: Path) -> None:
    assert prune(folder, {101, 149, 5}) == 48
    vectors = Vectors.opened(folder)
    assert vectors.wordings.tolist() == [101, 149]
    assert vectors.nearest(unit(50)[49], 1)[0].tolist() == [1]
    assert prune(folder, {101, 149}) == 0


def test_nothing_is_near_where_there_is_nothing(tmp_path: Path) -> None:
    vectors = Vectors.opened(tmp_path / "nowhere")
    assert len(vectors) == 0
    assert vectors.rows_of(np.array([1])).tolist() == []
    assert vectors.nearest(unit(1)[0], 5)[0].tolist() == []
    assert not (tmp_path / WORDINGS).exists()


@settings(max_examples=30)
@given(st.integers(1, 40), st.integers(0, 2**31))
def test_eight_bits_keep_the_direction_and_one_bit_the_signs(count: int, seed: int) -> None:
    vectors = unit(count, seed)
    codes = codes_of(vectors).astype(np.float32)
    assert np.all((codes * vectors).sum(axis=1) / np.linalg.norm(codes, axis=1) > 0.999)
    bits = np.unpackbits(signs_of(vectors).view(np.uint8), axis=1)
    assert np.array_equal(bits.astype(bool), vectors > 0)
