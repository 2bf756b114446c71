"""The main text of an HTML page, with what the page says of itself: the one door to trafilatura."""

from __future__ import annotations

import re
from typing import Final

from ukgraph.drafts import Draft, Metadata, Metadatum, ReadError

# A date that stands in the page, not the likeliest number in its text: no date is better than a wrong
# one. With a fixed end, what a page gives does not depend on the day on which it is read.
HTML_DATES: Final = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}

MAX_PAGE: Final = 3_000_000  # characters; trafilatura takes half a minute over a hostile page of that length
MAX_ATTRIBUTES: Final = 200  # of one tag; for each the parser of libxml2 compares it with all before it
# As browsers read it, and possessive: no place of a page is looked at twice.
_ATTRIBUTE: Final = r"""[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+))?+"""
_TAG = re.compile(rf"(<[A-Za-z][^\s/>]*+)((?:[\s/=]*+{_ATTRIBUTE})*+)")
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_LANGUAGE = re.compile(r"<html\b[^<>]{0,1000}?\slang\s*=\s*[\"']?\s*([A-Za-z]{2,8})", re.IGNORECASE)
_HEAD: Final = 20_000  # characters in which a page tells its language
_WEB = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)


def read_page(place: str, name: str, text: str, told: Metadata) -> Draft:
    """The main text of a page; what the page only seems to say of itself yields to what is told of it.

    Raises:
        ReadError: there is no main text.
    """
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415  # importing it takes a second

    if len(text) > MAX_PAGE:
        raise ReadError(place, f"is longer than {MAX_PAGE:,} characters: save the article's text as .txt")
    tree = load_html(_TAG.sub(_thinned, text))
    document = None if tree is None else bare_extraction(
        tree, with_metadata=True, include_comments=False, date_extraction_params=dict(HTML_DATES),
    )  # fmt: skip
    if tree is None or document is None or isinstance(document, dict) or not document.text:
        raise ReadError(place, "no main text was found in the page: save the article's text as .txt")
    site = [str(name) for name in tree.xpath('//meta[@property="og:site_name"]/@content')]
    seems = {"title": document.title, "date": document.date, "publisher": next(iter(site), None)}
    if document.url and _WEB.match(document.url):
        seems["url"] = document.url
    return Draft(
        place, name, document.text, {**{k: Metadatum(v, place) for k, v in seems.items() if v}, **told}
    )


def _thinned(tag: re.Match[str]) -> str:
    """A tag as it is, or without its attributes where they are too many."""
    crowded = len(tag[2]) > MAX_ATTRIBUTES and len(_ATTRIBUTES.findall(tag[2])) > MAX_ATTRIBUTES
    return tag[1] if crowded else tag[0]


def declared_language(text: str) -> str | None:
    """The language that a page says it is in ("en"), None if it does not say."""
    found = _LANGUAGE.search(text[:_HEAD])
    return found[1].lower() if found else None
