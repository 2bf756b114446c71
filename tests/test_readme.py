"""The README says what is so: every command in it runs, every example of output is real."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from ukgraph.cli import main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    c
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for c in re.findall(r"^\$ ukgraph (.*)$", block, re.MULTILINE)
]
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the corpus and a build of it, where the README's commands may write."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "corpus").symlink_to(ROOT / "corpus")
    result = CliRunner().invoke(main, ["build", str(folder / "corpus"), "-o", str(folder / "out"), "--quiet"])
    assert result.exit_code == 0, result.output
    shutil.copytree(folder / "out", folder / "yesterday")
    return folder


def test_the_readme_shows_all_commands_and_one_program() -> None:
    assert {shlex.split(c)[0] for c in COMMANDS} == set(main.commands)
    assert len(PYTHON) == 1


# A server runs until it is stopped, and the web is not ours: tests/test_serve.py and tests/test_fetch.py try both.
@pytest.mark.parametrize("command", [c for c in COMMANDS if not c.startswith(("serve ", "fetch "))])
def test_every_command_of_the_readme_runs(command: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    result = CliRunner().invoke(main, shlex.split(command))
    assert result.exit_code == 0, result.output
    if command != "check":
        assert result.output


@pytest.mark.parametrize("program", PYTHON)
def test_the_program_of_the_readme_runs(
    program: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    exec(compile(program, "README.md", "exec"), {})  # noqa: S102 - it is our own text
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_the_edge_on_the_first_screen_is_in_the_graph(place: Path) -> None:
    result = CliRunner().invoke(main, ["why", "Germany", "Ukraine", "-o", str(place / "out")])
    quote = re.search(r"“(Also on Tuesday .*?)”", README)
    assert quote is not None
    assert quote[1] in result.output.split("claimed")[0]


def test_the_explanation_shown_is_what_explain_prints() -> None:
    result = CliRunner().invoke(main, ["explain", "Moscow denied striking the port of Odesa."])
    shown = re.search(r"```\n(frame Attack\n.*?)```", README, re.DOTALL)
    assert shown is not None
    assert shown[1] in result.output


ANSWERS = re.findall(
    r"^\$ ukgraph query (\S+)(?: --param \S+)* --format csv\n((?:[^\n`$].*\n)+)", README, re.MULTILINE
)


@pytest.mark.parametrize(("name", "shown"), ANSWERS)
def test_the_answers_shown_are_those_of_the_corpus(name: str, shown: str) -> None:
    rows = (ROOT / "tests" / "queries" / f"{name}.csv").read_text(encoding="utf-8")
    assert rows.startswith(shown)


def test_five_answers_are_shown() -> None:
    assert len(ANSWERS) == 5
