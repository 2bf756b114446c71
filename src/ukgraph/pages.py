"""Pages that are complete in themselves: templates that escape whatever they are given, and a policy that lets nothing else in.

The policy names the fingerprint of every script and style of the page (CSP Level 3, W3C); whatever else stands in a page
cannot run, and nothing is loaded from anywhere.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable

TEMPLATES = Path(__file__).parent / "templates"
# Inside a script element only these can end it or start a comment; the last two end a line in old engines.
_ESCAPES = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


@cache
def environment() -> Environment:
    """Templates that escape whatever they are given."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def shipped(name: str) -> str:
    """A part of a page that ships; line ends as a browser sees them, or the fingerprint would not fit."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def trusted(text: str) -> Markup:
    """A part that ships with ukgraph or pyvis, and whose fingerprint the policy of the page names."""
    return Markup(text)  # noqa: S704 - see above; nothing that was read from an article comes here


def data(value: object) -> Markup:
    """Data as JSON that can stand in a script element whatever it says."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - nothing that means anything to an HTML parser is left


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Nothing may be loaded, and nothing may run but the parts with these fingerprints."""
    run = " ".join(map(_fingerprint, scripts)) or "'none'"
    return (
        f"default-src 'none'; script-src {run}; style-src {' '.join(map(_fingerprint, styles))}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _fingerprint(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
