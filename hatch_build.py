"""Compiles the stages between the parser and the frames to C with mypyc, where a wheel is asked for that is compiled.

The source stays what it is: the same modules run interpreted, to the same bytes, where they are not compiled. As a
build hook (`HATCH_BUILD_HOOKS_ENABLE=1 pip wheel .`) this puts the compiled modules beside their sources in the wheel;
as a program it compiles the modules that are named to it, in the folder where it is started.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "ukgraph"
SHORTEST = 3  # letters of a constant's name: "_T" is a type
RECORDS = ("dataclass(frozen=True)", "dataclass(frozen=True, slots=True)")  # what the sources make them with


class CompileHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the compiled modules to a wheel; an editable install keeps to the sources, which are edited."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the modules that pyproject.toml names under this hook.

        Raises:
            subprocess.CalledProcessError: mypyc or the C compiler refused them; it has told why.
        """
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        shutil.copytree(Path(self.root, "src", PACKAGE), folder / PACKAGE)
        modules = [f"{PACKAGE}/{name}.py" for name in self.config["modules"]]
        for module in modules:
            file = folder / module
            file.write_text(write_out(file.read_text("utf-8")), "utf-8")
        command = [sys.executable, str(Path(__file__).resolve()), *modules]
        subprocess.run(command, cwd=folder, check=True)  # noqa: S603
        for file in sorted(folder.glob(f"{PACKAGE}/*.so")) + sorted(folder.glob(f"{PACKAGE}/*.pyd")):
            build_data["force_include"][str(file)] = f"{PACKAGE}/{file.name}"
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove what was compiled, now that it is in the wheel."""
        if version != "editable":
            self._folder.cleanup()


def write_out(source: str) -> str:
    """Write out what the sources leave unsaid, for mypyc to compile; every line keeps its number.

    Raises:
        ValueError: a record has no blank lines around its fields.
    """
    lines = source.split("\n")
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and any(ast.unparse(d) in RECORDS for d in node.decorator_list):
            _write_record(lines, node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            _write_constant(lines, node)
        elif isinstance(node, ast.ImportFrom) and node.module == "__future__":
            lines[node.lineno - 1] += "; from typing import Final"
    return "\n".join(lines)


def _write_constant(lines: list[str], node: ast.Assign | ast.AnnAssign) -> None:
    """Say of a constant that it is `Final`: mypyc looks up by its name, each time, whatever might be set anew."""
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
    if not isinstance(target, ast.Name) or len(target.id) < SHORTEST or not target.id.isupper():
        return
    at, end = node.lineno - 1, target.end_col_offset or 0
    if isinstance(node, ast.Assign):
        lines[at] = f"{lines[at][:end]}: Final{lines[at][end:]}"
    elif (kind := ast.unparse(node.annotation)) != "Final":
        lines[at] = f"{lines[at][:end]}: Final[{kind}]{lines[at][node.annotation.end_col_offset :]}"


def _write_record(lines: list[str], record: ast.ClassDef) -> None:
    """Give a record its `__init__`, and the `__reduce__` by which it is copied and pickled.

    mypyc leaves what dataclasses makes to the interpreter, where a record takes ten times as long. A compiled record
    cannot be copied or pickled field by field, as it is frozen. Both are written on the blank lines around its fields.
    """
    fields = [n for n in record.body if isinstance(n, ast.AnnAssign)]
    if not all(f.value is None or isinstance(f.value, (ast.Constant, ast.Tuple)) for f in fields):
        return
    before, behind = fields[0].lineno - 2, fields[-1].end_lineno or 0
    if lines[before].strip() or lines[behind].strip():
        raise ValueError(f"line {record.lineno}: no blank lines around the fields of {record.name}")
    at = record.lineno - 2
    lines[at] = lines[at].replace("frozen=True", "frozen=True, init=False")
    lines[before], lines[behind] = _init(fields), _reduce(record.name, fields)


def _init(fields: list[ast.AnnAssign]) -> str:
    parameters = ", ".join(ast.unparse(f) for f in fields)
    body = "; ".join(f"self.{name} = {name}" for name in map(_name, fields))
    return f"    def __init__(self, {parameters}) -> None: {body}  # type: ignore[misc]"


def _reduce(record: str, fields: list[ast.AnnAssign]) -> str:
    kinds = ", ".join(ast.unparse(f.annotation) for f in fields)
    values = "".join(f"self.{name}, " for name in map(_name, fields))
    return f"    def __reduce__(self) -> tuple[type[{record}], tuple[{kinds}]]: return {record}, ({values})"


def _name(field: ast.AnnAssign) -> str:
    return ast.unparse(field.target)


def compile_here(modules: list[str]) -> None:
    """Compile modules in place, each to a library of its own.

    One library of them all is no faster, and its C compiler sees one file of half a million lines.
    """
    from mypyc.build import mypycify  # noqa: PLC0415
    from setuptools import setup  # noqa: PLC0415

    libraries = mypycify(
        ["--strict", "--ignore-missing-imports", *modules], opt_level="2", debug_level="0", separate=True
    )
    setup(name=PACKAGE, ext_modules=libraries, script_args=["--quiet", "build_ext", "--inplace"])


if __name__ == "__main__":
    compile_here(sys.argv[1:])
