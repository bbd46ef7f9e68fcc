"""From a trained network to a file that onnxruntime runs, with its weights in 8 bits."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from torch import nn

from crossreview.themes.sentences.fine_tuning import ThemeNetwork

_OPSET = 17
_LARGE = 10_000  # weights, from which on a matrix is worth keeping in 8 bits
_MOST = 127  # what 8 bits with a sign hold


class _ForOne(nn.Module):
    """The network for one statement: all of its pieces are there."""

    def __init__(self, network: ThemeNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: torch.Tensor) -> torch.Tensor:
        scores: torch.Tensor = self.network(pieces, torch.ones_like(pieces))
        return scores


def export(network: ThemeNetwork, path: Path) -> None:
    """Write the network as ONNX: input `pieces` (1, any number), output `scores` (1, themes)."""
    whole = io.BytesIO()
    torch.onnx.export(
        _ForOne(network).eval(),
        (torch.ones((1, 16), dtype=torch.long),),
        whole,
        input_names=["pieces"],
        output_names=["scores"],
        dynamic_axes={"pieces": {1: "pieces"}},
        opset_version=_OPSET,
        dynamo=False,
    )
    model = onnx.load_from_string(whole.getvalue())
    _shrink(model.graph)
    onnx.save(model, path)


def _shrink(graph: onnx.GraphProto) -> None:
    """Keep each large matrix in 8 bits, with a scale for each of its columns, or rows where it is a vocabulary."""
    nodes = []
    for kept in list(graph.initializer):
        weights = numpy_helper.to_array(kept)
        if weights.dtype == np.float32 and weights.ndim == 2 and weights.size > _LARGE:
            axis = 0 if weights.shape[0] > _LARGE else 1
            scale = _scale(weights, axis)
            names = [f"{kept.name}_{part}" for part in ("8", "scale", "zero")]
            rounded = np.clip(np.round(weights / np.expand_dims(scale, 1 - axis)), -_MOST, _MOST).astype(np.int8)
            parts = (rounded, scale, np.zeros(len(scale), dtype=np.int8))
            graph.initializer.remove(kept)
            graph.initializer.extend(numpy_helper.from_array(*pair) for pair in zip(parts, names, strict=True))
            nodes.append(helper.make_node("DequantizeLinear", names, [kept.name], axis=axis))
    for node in nodes:
        graph.node.insert(0, node)


def _scale(weights: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    most = np.abs(weights).max(axis=1 - axis)
    return np.maximum(most / _MOST, np.finfo(np.float32).tiny).astype(np.float32)
