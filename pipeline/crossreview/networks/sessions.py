"""Running a network with onnxruntime, which is an extra."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crossreview.errors import MissingExtra


def open_session(network: Path, *, in_full: bool) -> Any:
    """A session for a network in a file, on one thread. Raises MissingExtra where onnxruntime is not installed.

    `in_full`: weights kept in 8 bits are made numbers of 32 bits once, and computed with so; else what is computed is
    rounded to 8 bits too, where the network says so: faster, and a little less exact.
    """
    try:
        import onnxruntime  # noqa: PLC0415  (an extra)
    except ImportError:
        raise MissingExtra(
            "Reading what sentences mean needs onnxruntime.", remedy="Install it: pip install 'crossreview[meaning]'."
        ) from None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # documents are read side by side, each in a process of its own
    if in_full:
        options.add_session_config_entry("session.disable_quant_qdq", "1")
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
