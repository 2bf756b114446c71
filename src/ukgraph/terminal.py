"""What the commands have in common: how a mistake is told, what a help text looks like, where a build lies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ukgraph.errors import UkgraphError

FINDINGS = 1  # exit status of a check that has findings, and of a comparison that finds differences
_MISTAKE = 2


class Mistake(click.ClickException):
    """A failure that the user can mend."""

    exit_code = _MISTAKE


class Group(click.Group):
    """Commands whose named failures are one message and a status, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  click's own signature
        """Run a command; turn what ukgraph names itself into a mistake.

        Raises:
            Mistake: something that the user can mend.
        """
        try:
            return super().invoke(ctx)
        except UkgraphError as error:
            raise Mistake(str(error)) from error


def example(*lines: str) -> str:
    """An epilog that click does not wrap."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def counted(number: int, what: str, many: str | None = None) -> str:
    """A number with its noun: "1 row", "2 rows"; `many` is a plural that an s does not make."""
    return f"{number:,} {what if number == 1 else many or f'{what}s'}"


out_option = click.option(
    "-o",
    "--out",
    default="out/",
    show_default=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder of the build.",
)
