"""The one place where an IRI is minted: from content alone, so that every build names a thing alike.

Local names start with a letter and go no deeper than one step below `ukr:`. Nothing hangs below a
resource, neither as a fragment nor as a path: at least one widespread Turtle writer needs time that
grows with the square of the number of such namespaces.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ukgraph.records import Evidence

UKG = "https://w3id.org/ukgraph/ontology#"
UKR = "https://w3id.org/ukgraph/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
WD = "http://www.wikidata.org/entity/"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "ukg": UKG,
        "ukr": UKR,
        "rdf": RDF,
        "rdfs": RDFS,
        "owl": OWL,
        "xsd": XSD,
        "skos": SKOS,
        "dcterms": DCTERMS,
        "wd": WD,
    }
)

_DIGEST_LENGTH = 16
_SLUG_LENGTH = 80  # longer names are cut, for file names and eyes, and told apart by a digest

# The official Ukrainian romanization (resolution 55 of 27 January 2010): some letters have another form
# at the start of a word. The soft sign and the apostrophe are not written.
_UKRAINIAN = MappingProxyType(
    {
        "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh",
        "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
        "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
    }
)  # fmt: skip
_UKRAINIAN_INITIAL = MappingProxyType({"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"})
_OTHER_LETTERS = MappingProxyType(
    {
        "ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
        "ы": "y", "э": "e", "ё": "e", "ъ": "", "ў": "u",
    }
)  # fmt: skip
_LETTERS = str.maketrans({**_UKRAINIAN, **_OTHER_LETTERS})
_INITIALS = re.compile(r"(?<!\w)[єїйюя]")
_APOSTROPHES = re.compile("['’ʼ`´]")
_RESERVED = ("article-", "frame-", "evidence-", "quantity-", "trigger-", "dataset", "same-events")
_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_WEB = re.compile(r"https?://[^/\s]", re.IGNORECASE)


def ukg(name: str) -> NamedNode:
    """A class, role or property of the ontology."""
    return NamedNode(UKG + name)


def ukr(local: str) -> NamedNode:
    """A node of the graph by its local name; that of an entity is `Entity.id`."""
    return NamedNode(UKR + local)


def local_name(node: NamedNode) -> str:
    """What stands behind `ukg:` or `ukr:`; the whole IRI for any other node."""
    return node.value.removeprefix(UKG).removeprefix(UKR)


def digest(*parts: str) -> str:
    """Sixteen hex digits that stand for these texts in this order."""
    # The length in front keeps ("ab", "c") apart from ("a", "bc").
    packed = b"".join(
        b"%d:" % len(data) + data for data in (p.encode("utf-8", "surrogatepass") for p in parts)
    )
    return hashlib.sha256(packed).hexdigest()[:_DIGEST_LENGTH]


@lru_cache(maxsize=4096)
def slug(label: str) -> str:
    """The label in lower-case ASCII with hyphens, starting with a letter and never empty.

    Where letters are lost (a script without a table, a very long name), a digest of the label is added,
    so that different names stay different. The local name of an entity is the slug of its label.
    """
    normal = " ".join(unicodedata.normalize("NFC", label).split())
    ascii_name, lost = _to_ascii(normal.lower())
    name = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")
    if lost or not name or len(name) > _SLUG_LENGTH:
        name = f"{name[:_SLUG_LENGTH].strip('-') or 'x'}-{digest(normal)}"
    # "Article 5" of a treaty is not article number 5 of the corpus.
    return f"x-{name}" if not name[0].isalpha() or name.startswith(_RESERVED) else name


def _to_ascii(text: str) -> tuple[str, bool]:
    """The text in ASCII as far as it goes, and whether a letter or digit was lost on the way."""
    initial = _INITIALS.sub(lambda m: _UKRAINIAN_INITIAL[m.group()], _APOSTROPHES.sub("", text))
    romanized = initial.replace("зг", "zgh").translate(_LETTERS)
    marked = unicodedata.normalize("NFKD", romanized).translate(_LETTERS)
    bare = "".join(c for c in marked if not unicodedata.combining(c)).lower()
    return bare, any(c.isalnum() and not c.isascii() for c in bare)


def article(article_id: str) -> NamedNode:
    """An article by its id; ids that no local name can hold are made one and told apart by a digest."""
    if _PLAIN_ID.fullmatch(article_id):
        return ukr(f"article-{article_id}")
    return ukr(f"article-{slug(article_id)}-{digest(article_id)}")


def frame(frame_id: str) -> NamedNode:
    """A frame by its id, which is the `digest` of what makes it this frame."""
    return ukr(f"frame-{frame_id}")


def is_frame(node: object) -> bool:
    """Whether a node is a frame; the graphs of shortcuts are told by this."""
    return isinstance(node, NamedNode) and node.value.startswith(f"{UKR}frame-")


def evidence(sentence: Evidence) -> NamedNode:
    """A sentence of an article; frames that were read from the same sentence share it."""
    parts = (sentence.article, str(sentence.start), str(sentence.end), sentence.quote)
    return ukr(f"evidence-{digest(*parts)}")


def quantity(*parts: str) -> NamedNode:
    """A quantity by what makes it: frame, role, number, unit. Two frames never share one."""
    return ukr(f"quantity-{digest(*parts)}")


def trigger(*parts: str) -> NamedNode:
    """The word that a frame was read from, by frame, offset and text."""
    return ukr(f"trigger-{digest(*parts)}")


def web_page(url: str) -> NamedNode | None:
    """The IRI of a web page, with what an IRI cannot hold percent-encoded; None if it is no web address."""
    if not _WEB.match(url):
        return None
    try:
        return NamedNode(quote(_BAD_PERCENT.sub("%25", url.strip()), safe="%/:?#@!$&'()*+,;=~-._"))
    except (ValueError, UnicodeEncodeError):
        return None


SAME_EVENTS = ukr("same-events")  # the graph that holds the links between articles
DATASET = ukr("dataset")  # the graph that describes a build, and the build itself
