"""A trained pipeline is given word vectors without unlearning anything: their weights begin at nothing."""

from pathlib import Path

import numpy as np
import spacy
from spacy.util import load_model_from_config
from thinc.api import Model
from vectors import Matrix, set_vectors

PARAMETERS = {"hashembed": ("E",), "maxout": ("W", "b"), "layernorm": ("G", "b")}


def _of_kind(model: Model, kind: str) -> list[Model]:
    return [node for node in model.walk() if node.name == kind]


def _copy(old: Model, new: Model) -> None:
    """Copy every weight; where the new layer takes more input, the rest of its weights is nothing."""
    for kind, names in PARAMETERS.items():
        for before, after in zip(_of_kind(old, kind), _of_kind(new, kind), strict=True):
            for name in names:
                value = before.get_param(name)
                wide = np.zeros_like(after.get_param(name))
                wide[..., : value.shape[-1]] = value
                after.set_param(name, wide)


def widen(base: Path, words: list[str], table: Matrix, out: Path) -> None:
    """Save `base` with word vectors as one more input of its encoder."""
    old = spacy.load(base)
    config = old.config.copy()
    config["components"]["tok2vec"]["model"]["embed"]["include_static_vectors"] = True
    config["initialize"]["before_init"] = None
    nlp = load_model_from_config(config, auto_fill=False)
    set_vectors(nlp, words, table)
    nlp.tokenizer.from_bytes(old.tokenizer.to_bytes(exclude=["vocab"]))
    encoder = nlp.get_pipe("tok2vec").model
    encoder.initialize(X=[nlp.make_doc("Words.")])
    _copy(old.get_pipe("tok2vec").model, encoder)
    for name in ("morphologizer", "parser"):
        nlp.get_pipe(name).from_bytes(old.get_pipe(name).to_bytes(exclude=["vocab"]))
    nlp.to_disk(out)
