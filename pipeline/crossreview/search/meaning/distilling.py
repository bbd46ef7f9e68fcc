"""Teaching one model what two know: what sentences mean in general, and what problem of practice they are about.

The published model knows the first, the sentence model of themes, which was trained from it on coded statements, the
second. Each gives vectors; the two side by side find better than either. A student, beginning as the published model,
learns to give vectors that lie to one another as those two do together (Hinton and others, "Distilling the knowledge in
a neural network", 2015), on the statements that the models of themes are trained on. Needs the extra `train`.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import AutoModel, get_linear_schedule_with_warmup

from crossreview.search.meaning.embedder import WIDTH, Floats
from crossreview.themes.sentences.fine_tuning import Base

log = logging.getLogger(__name__)

_ROUNDS: Final = 1.2  # times that all statements are seen
_RATE: Final = 1e-4
_WARMUP: Final = 0.1  # share of the steps
_ANCHORS, _NEIGHBOURS, _NEAR = 12, 7, 40  # a batch: so many statements, each with some of its nearest
_SHARPNESS: Final = 0.05  # of likeness, when it is compared as a distribution over the batch
_EXACTNESS: Final = 10.0  # weight of likeness itself, beside its distribution
_READ: Final = 64  # pieces of a statement in training
_AT_ONCE: Final = 64
_SEED: Final = 7
_IMPOSSIBLE: Final = -1e4


def distilled(base: Base, texts: Sequence[str], sentence_model: Path) -> nn.Module:
    """The student, taught on texts; `sentence_model` is the network of the model of themes."""
    torch.manual_seed(_SEED)
    dice = np.random.default_rng(_SEED)
    student = AutoModel.from_pretrained(base.folder, attn_implementation="eager").eval()
    numbers = [_shortened(each) for each in base.numbers(texts)]
    teachers = np.hstack([_vectors(student, numbers), _of_themes(sentence_model, base, texts)]) / math.sqrt(2)
    steps = int(_ROUNDS * len(texts) / (_ANCHORS * (_NEIGHBOURS + 1)))
    optimiser = torch.optim.AdamW(student.parameters(), lr=_RATE, weight_decay=0.01)
    schedule = get_linear_schedule_with_warmup(optimiser, int(_WARMUP * steps), steps)
    student.train()
    for step in range(steps):
        batch = _batch(teachers, dice)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            vectors = pooled(student, *_padded([numbers[row] for row in batch]))
        loss = _loss(vectors, torch.tensor(teachers[batch]))
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % 50 == 0:
            log.info("step %d of %d: loss %.3f", step, steps, float(loss.detach()))
    network: nn.Module = student.eval()
    return network


def pooled(network: nn.Module, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The mean of the last layer over the pieces that are there, made as long as 1."""
    hidden = network(input_ids=pieces, attention_mask=mask).last_hidden_state.float()
    weights = mask.unsqueeze(-1).float()
    return nn.functional.normalize((hidden * weights).sum(1) / weights.sum(1), dim=1)


def _loss(vectors: torch.Tensor, teachers: torch.Tensor) -> torch.Tensor:
    """How far the likeness of each to each is from what the teachers say."""
    mine, theirs = vectors @ vectors.T, teachers @ teachers.T
    itself = torch.eye(len(vectors), dtype=torch.bool)
    exact = ((mine - theirs)[~itself] ** 2).mean()
    distributed = nn.functional.kl_div(
        nn.functional.log_softmax((mine / _SHARPNESS).masked_fill(itself, _IMPOSSIBLE), 1),
        nn.functional.softmax((theirs / _SHARPNESS).masked_fill(itself, _IMPOSSIBLE), 1),
        reduction="batchmean",
    )
    return distributed + _EXACTNESS * exact


def _batch(teachers: Floats, dice: np.random.Generator) -> list[int]:
    """Rows of statements and of some that the teachers call near."""
    anchors = dice.choice(len(teachers), _ANCHORS, replace=False)
    near = np.argsort(-(teachers[anchors] @ teachers.T), axis=1)[:, 1:_NEAR]
    chosen = {int(row) for row in anchors}
    for rows in near:
        chosen |= {int(row) for row in dice.choice(rows, _NEIGHBOURS, replace=False)}
    return sorted(chosen)


def _vectors(network: nn.Module, numbers: Sequence[list[int]]) -> Floats:
    rows = np.zeros((len(numbers), WIDTH), dtype=np.float32)
    order = sorted(range(len(numbers)), key=lambda row: len(numbers[row]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), _AT_ONCE):
            part = order[start : start + _AT_ONCE]
            rows[part] = pooled(network, *_padded([numbers[row] for row in part])).float().numpy()
    return rows


def _of_themes(network: Path, base: Base, texts: Sequence[str]) -> Floats:
    """What the model of themes makes of texts before it says themes: the input of its last layer."""
    model = onnx.load(network)
    last = [node for node in model.graph.node if node.op_type == "Gemm"][-1].input[0]
    model.graph.output.append(onnx.helper.make_tensor_value_info(last, onnx.TensorProto.FLOAT, None))
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    rows = [session.run([last], {"pieces": np.array([each], dtype=np.int64)})[0] for each in base.numbers(texts)]
    vectors: NDArray[Any] = np.vstack(rows)
    made: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return made


def _shortened(numbers: list[int]) -> list[int]:
    return [*numbers[: _READ - 1], numbers[-1]] if len(numbers) > _READ else numbers


def _padded(numbers: Sequence[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    pieces = torch.zeros((len(numbers), max(map(len, numbers))), dtype=torch.long)
    mask = torch.zeros_like(pieces)
    for row, each in enumerate(numbers):
        pieces[row, : len(each)] = torch.tensor(each)
        mask[row, : len(each)] = 1
    return pieces, mask
