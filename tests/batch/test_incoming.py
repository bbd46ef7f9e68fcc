"""What lies in a watched folder: what is passed over, and when a file that cannot be opened is tried again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from crossreview.batch.incoming import Postponed, Seen, Stamp, is_one_of
from crossreview.errors import InboxUnusable


def test_a_file_that_cannot_be_opened_is_tried_less_and_less_and_fails_after_a_day() -> None:
    now = 0.0
    postponed, seen = Postponed(lambda: now), Seen(Path("a.pdf"), Stamp(1, 1))
    tried = [0.0]
    while postponed.put_off(seen):
        while not list(postponed.without([seen])):
            now += 1
        tried.append(now)

    assert [later - earlier for earlier, later in pairwise(tried)][:10] == [
        *(10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600)
    ]
    assert 24 * 3600 < tried[-1] < 26 * 3600
    assert seen.path not in postponed


def test_a_share_that_is_gone_for_a_while_lets_no_attempt_be_forgotten() -> None:
    postponed, seen = Postponed(lambda: 0.0), Seen(Path("a.pdf"), Stamp(1, 1))
    postponed.put_off(seen)

    def gone() -> Iterator[Seen]:
        raise InboxUnusable("The share is gone.", remedy="Wait.")
        yield

    with pytest.raises(InboxUnusable):
        list(postponed.without(gone()))

    assert list(postponed.without([seen])) == []
    assert list(postponed.without([])) == []
    assert list(postponed.without([seen])) == [seen]


def test_a_file_that_was_written_anew_is_tried_at_once() -> None:
    postponed, again = Postponed(lambda: 0.0), Seen(Path("a.pdf"), Stamp(2, 2))
    postponed.put_off(Seen(Path("a.pdf"), Stamp(1, 1)))

    assert list(postponed.without([again])) == [again]


def test_the_shelves_are_known_under_another_name(tmp_path: Path) -> None:
    for name in ("inbox/done", "inbox/failed"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "other" / "done").mkdir(parents=True)
    # As on a share that does not tell capitals from small letters.
    (tmp_path / "inbox" / "Done").symlink_to(tmp_path / "inbox" / "done")
    shelves = frozenset({tmp_path / "inbox" / "done", tmp_path / "inbox" / "failed"})

    assert is_one_of(tmp_path / "inbox" / "Done", shelves)
    assert not is_one_of(tmp_path / "other" / "done", shelves)
