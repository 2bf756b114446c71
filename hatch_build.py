"""Compiles the stages between the parser and the frames to C with mypyc, where a wheel is asked for that is compiled.

The source stays what it is: the same modules run interpreted, to the same bytes, where they are not compiled. As a
build hook (`HATCH_BUILD_HOOKS_ENABLE=1 pip wheel .`) this puts the compiled modules beside their sources in the wheel;
as a program it compiles the modules that are named to it, in the folder where it is started.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "ukgraph"


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
