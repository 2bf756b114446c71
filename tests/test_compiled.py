"""The stages that a wheel holds compiled: what mypyc makes of them is what the sources are."""

from __future__ import annotations

import ast
import copy
import importlib
import os
import pickle
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from ukgraph.records import Date, Evidence, Factuality, Filler, Frame

ROOT = Path(__file__).resolve().parents[1]
HOOK = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
    "wheel"
]
MODULES = HOOK["hooks"]["custom"]["modules"]


@pytest.mark.parametrize("name", MODULES)
def test_a_module_to_be_compiled_uses_nothing_that_mypyc_lets_be_computed_anew_each_time(name: str) -> None:
    tree = ast.parse((ROOT / "src" / "ukgraph" / f"{name}.py").read_text("utf-8"))
    assert "cached_property" not in {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_to_be_compiled_looks_for_nothing_in_a_tuple_with_a_star(name: str) -> None:
    tree = ast.parse((ROOT / "src" / "ukgraph" / f"{name}.py").read_text("utf-8"))
    sought = [c for node in ast.walk(tree) if isinstance(node, ast.Compare) for c in node.comparators]
    assert not [
        c.lineno
        for c in sought
        if isinstance(c, ast.Tuple) and any(isinstance(e, ast.Starred) for e in c.elts)
    ]


@pytest.mark.skipif("UKGRAPH_COMPILED" not in os.environ, reason="make test-compiled asks for it")
def test_the_compiled_modules_are_what_runs() -> None:
    files = [Path(str(importlib.import_module(f"ukgraph.{name}").__file__)) for name in MODULES]
    assert [f.name for f in files if f.suffix not in (".so", ".pyd")] == []


def test_a_record_is_copied_and_pickled_compiled_or_not() -> None:
    evidence = Evidence("a", 0, 16, "Oslo sent tanks.")
    frame = Frame(
        "1",
        "Delivery",
        "a",
        (Filler("time", Date("2024-05")),),
        Factuality.ASSERTED,
        None,
        Decimal("0.9"),
        (evidence,),
        (),
    )
    assert copy.copy(frame) == copy.deepcopy(frame) == pickle.loads(pickle.dumps(frame)) == frame  # noqa: S301
    assert hash(copy.copy(frame)) == hash(frame)
    with pytest.raises(AttributeError, match="kind"):
        frame.kind = "Attack"  # type: ignore[misc]


@pytest.mark.skipif("UKGRAPH_COMPILED" not in os.environ, reason="make test-compiled asks for it")
def test_what_makes_a_record_is_compiled_as_well() -> None:
    assert not hasattr(Frame.__init__, "__code__")
