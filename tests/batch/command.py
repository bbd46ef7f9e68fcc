"""The command line with readers that stand in for the real one, to be run as a process of its own."""

from __future__ import annotations

import signal

from tests.batch.readers import PIPELINE

from crossreview import batch
from crossreview.cli import main

if __name__ == "__main__":
    # Whoever starts the tests in the background has interrupts ignored, and every process below inherits that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    batch.standard_pipeline = lambda **_: PIPELINE
    main()
