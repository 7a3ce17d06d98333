"""The encoder and its heads in PyTorch. Only training imports this module."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from transforms.language.examples import WORD_HEADS, Inventory
from transforms.language.labels import BIO_TAGS
from transforms.language.pieces import SHAPE_ROWS

if TYPE_CHECKING:
    from pathlib import Path

# all-MiniLM-L6-v2.
HIDDEN, FEED_FORWARD, ATTENTION_HEADS, LAYERS, PIECES, POSITIONS = 384, 1536, 12, 6, 30522, 512
ARC_WIDTH, RELATION_WIDTH = 192, 64
_EPSILON = 1e-12
_MASKED = -1e4


class Layer(nn.Module):  # type: ignore[misc]
    """One transformer layer, written so that it exports to few ONNX nodes."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.output = nn.Linear(HIDDEN, HIDDEN)
        self.attention_norm = nn.LayerNorm(HIDDEN, _EPSILON)
        self.widen = nn.Linear(HIDDEN, FEED_FORWARD)
        self.narrow = nn.Linear(FEED_FORWARD, HIDDEN)
        self.output_norm = nn.LayerNorm(HIDDEN, _EPSILON)
        self.dropout = nn.Dropout(dropout)
        self.is_exporting = False

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return the states after attention and feed-forward."""
        batch, length, _ = states.shape
        size = HIDDEN // ATTENTION_HEADS
        mixed = self.query_key_value(states).view(batch, length, 3, ATTENTION_HEADS, size)
        query, key, value = mixed.permute(2, 0, 3, 1, 4).unbind(0)
        if self.is_exporting:
            weights = torch.softmax(query @ key.transpose(-1, -2) * (1 / math.sqrt(size)) + mask, -1)
            attended = weights @ value
        else:
            attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        attended = attended.transpose(1, 2).reshape(batch, length, HIDDEN)
        states = self.attention_norm(states + self.dropout(self.output(attended)))
        widened = functional.gelu(self.widen(states))
        out: Tensor = self.output_norm(states + self.dropout(self.narrow(widened)))
        return out


class Reader(nn.Module):  # type: ignore[misc]
    """MiniLM with word shapes and one output per head: `forward` returns name -> scores."""

    def __init__(self, inventory: Inventory, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(PIECES, HIDDEN)
        self.places = nn.Embedding(POSITIONS, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.shapes = nn.Embedding(SHAPE_ROWS, HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(HIDDEN, _EPSILON)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        sizes = {"entities": len(BIO_TAGS)} | {head: len(inventory.classes[head]) for head in WORD_HEADS}
        self.heads = nn.ModuleDict({head: _small(nn.Linear(HIDDEN, size)) for head, size in sizes.items()})
        self.tree = Tree(len(inventory.classes["rel"]))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        """Return the scores of every head for every word; places of `first` and `last` name its pieces."""
        states = self.pieces(ids) + self.places.weight[: ids.shape[1]] + self.kind + self.shapes(shapes)
        states = self.dropout(self.norm(states))
        attention = (1.0 - mask[:, None, None, :].to(states.dtype)) * _MASKED
        for layer in self.layers:
            states = layer(states, attention)
        words = (_pick(states, first) + _pick(states, last)) * 0.5
        scores = {head: module(words) for head, module in self.heads.items()}
        outputs: dict[str, Tensor] = scores | self.tree(words, states[:, :1])
        return outputs

    def export_mode(self) -> None:
        """Switch attention to plain matrix products, as the export needs them."""
        for layer in self.layers:
            layer.is_exporting = True
        self.eval()


class Tree(nn.Module):  # type: ignore[misc]
    """A biaffine parser: who heads whom, and vectors from which the relation is read off later."""

    def __init__(self, relations: int) -> None:
        super().__init__()
        self.arc_dependent = nn.Linear(HIDDEN, ARC_WIDTH)
        self.arc_head = nn.Linear(HIDDEN, ARC_WIDTH)
        self.arc_weight = nn.Linear(ARC_WIDTH, ARC_WIDTH, bias=False)
        self.arc_bias = nn.Linear(ARC_WIDTH, 1, bias=False)
        self.relation_dependent = nn.Linear(HIDDEN, RELATION_WIDTH)
        self.relation_head = nn.Linear(HIDDEN, RELATION_WIDTH)
        self.relation_weight = nn.Parameter(torch.randn(relations, RELATION_WIDTH + 1, RELATION_WIDTH + 1) * 0.02)
        self.dropout = nn.Dropout(0.25)
        nn.init.orthogonal_(self.arc_weight.weight)

    def forward(self, words: Tensor, root: Tensor) -> dict[str, Tensor]:
        """Return arc scores [text, word, head] with the root as head 0, and the relation vectors."""
        heads = torch.cat([root, words], dim=1)
        arc_heads = self.dropout(functional.gelu(self.arc_head(heads)))
        arc_dependents = self.dropout(functional.gelu(self.arc_dependent(words)))
        arcs = self.arc_weight(arc_dependents) @ arc_heads.transpose(1, 2) / math.sqrt(ARC_WIDTH)
        arcs = arcs + self.arc_bias(arc_heads).transpose(1, 2)
        return {
            "arc": arcs,
            "relation_dependent": self.dropout(functional.gelu(self.relation_dependent(words))),
            "relation_head": self.dropout(functional.gelu(self.relation_head(heads))),
        }

    def relations(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Return relation scores of (dependent, head) vector pairs, one row each."""
        ones = torch.ones_like(dependents[:, :1])
        left, right = torch.cat([dependents, ones], 1), torch.cat([heads, ones], 1)
        return torch.einsum("ni,rij,nj->nr", left, self.relation_weight.to(left.dtype), right)


def _small(layer: nn.Linear) -> nn.Linear:
    nn.init.normal_(layer.weight, std=0.02)
    nn.init.zeros_(layer.bias)
    return layer


def _pick(states: Tensor, places: Tensor) -> Tensor:
    return torch.gather(states, 1, places[:, :, None].expand(-1, -1, HIDDEN))


def load_base(reader: Reader, weights: Path) -> None:
    """Fill the encoder of `reader` with the published all-MiniLM-L6-v2 weights."""
    base = load_file(weights)
    with torch.no_grad():
        reader.pieces.weight.copy_(base["embeddings.word_embeddings.weight"])
        reader.places.weight.copy_(base["embeddings.position_embeddings.weight"])
        reader.kind.copy_(base["embeddings.token_type_embeddings.weight"][0])
        _copy(reader.norm, base, "embeddings.LayerNorm")
        for number, layer in enumerate(reader.layers):
            prefix = f"encoder.layer.{number}."
            for part in ("weight", "bias"):
                stacked = [base[f"{prefix}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                getattr(layer.query_key_value, part).copy_(torch.cat(stacked))
            _copy(layer.output, base, f"{prefix}attention.output.dense")
            _copy(layer.attention_norm, base, f"{prefix}attention.output.LayerNorm")
            _copy(layer.widen, base, f"{prefix}intermediate.dense")
            _copy(layer.narrow, base, f"{prefix}output.dense")
            _copy(layer.output_norm, base, f"{prefix}output.LayerNorm")


def _copy(module: nn.Linear | nn.LayerNorm, base: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(base[f"{name}.weight"])
    module.bias.copy_(base[f"{name}.bias"])
