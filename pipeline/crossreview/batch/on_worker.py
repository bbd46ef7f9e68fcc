"""What runs on a worker of a cluster: it lends children to the documents of each run that uses it."""

from __future__ import annotations

import threading
import time
from collections import deque
from concurrent.futures import CancelledError
from dataclasses import dataclass

from crossreview.batch.reading import Children, Result, Task, Unseen, read_under_limits
from crossreview.batch.settings import BatchSettings, Pipeline
from crossreview.batch.worker import Unread
from crossreview.errors import UnreadableDocument
from crossreview.library import hash_of

_LONGEST_IDLE = 600.0  # seconds that children of a run wait for a document: its program was perhaps killed
_ENDED_KEPT = 100  # runs


def read_on_worker(task: Task, pipeline: Pipeline, settings: BatchSettings, run: str) -> Result:
    """Read a document in a child of this worker, for a run. A file that is not the one that was meant is not seen.

    Raises CancelledError for a run that has ended.
    """
    with _keeping:
        if run in _ended:
            raise CancelledError
        mine = _kept.setdefault(run, _Kept(Children(pipeline, settings)))
        mine.busy += 1
        forgotten = [name for name, kept in _kept.items() if kept.is_forgotten]
        left = [_kept.pop(name).children for name in forgotten]
    for children in left:
        threading.Thread(target=children.stop, daemon=True).start()
    try:
        result = read_under_limits(task, mine.children)
    finally:
        with _keeping:
            mine.busy -= 1
            mine.since = time.monotonic()
    return Unseen() if isinstance(result, Unread) and task.data is None and _is_another(task) else result


@dataclass
class _Kept:
    """The children of this worker for a run, how many of its documents they read, and since when they read no more."""

    children: Children
    busy: int = 0
    since: float = 0.0

    @property
    def is_forgotten(self) -> bool:
        return not self.busy and time.monotonic() - self.since > _LONGEST_IDLE


_kept: dict[str, _Kept] = {}
_ended: deque[str] = deque(maxlen=_ENDED_KEPT)
_keeping = threading.Lock()


def stop_children(run: str) -> None:
    """End the children of this worker at the end of a run; what comes for it yet is not read."""
    with _keeping:
        _ended.append(run)
        kept = _kept.pop(run, None)
    if kept is not None:
        kept.children.stop()


def _is_another(task: Task) -> bool:
    try:
        return hash_of(task.path) != task.sha256
    except UnreadableDocument:
        return True
