"""Takes the furniture out of a page, so that every offset points into text somebody wrote as news.

What furniture looks like is data (`ontology/furniture.toml`); this module knows only how much goes when
a line is furniture, and how text is laid out: a paragraph a line, a blank line between paragraphs.
Wording is never changed. Cleaning a clean text changes nothing.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import ftfy

from ukgraph.errors import InputError, KnowledgeError
from ukgraph.records import Article, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

LONGEST_ARTICLE: Final = (
    250_000  # characters; what is read of an article is compared with all else that is read of it
)
MOST_FURNITURE: Final = 2  # times the length of an article, itself included
FURNITURE_FILE: Final = "furniture.toml"
LONGEST_FURNITURE: Final = 300  # characters; longer lines are prose unless an entry says otherwise
SHORTEST_PROSE: Final = 60  # characters; shorter lines are headings, links and buttons
LONGEST_HEADLINE: Final = 200
LONGEST_SENTENCE_HEADLINE: Final = 120  # with a full stop at its end; first sentences of news are longer
FEWEST_HEADLINE_WORDS: Final = 3
WRAP_WIDTHS: Final = range(50, 121)  # columns at which programs and people break lines
FEWEST_WRAPPED_LINES: Final = 3  # two lines could be anything
MOST_PASSES: Final = 12  # one or two are enough for real pages; see `clean`
DOUBLED: Final = "doubled headline"
MARKUP: Final = "code"

_ENTRY_KEYS: Final = {"reason", "scope", "patterns", "goes", "stays", "case", "longest"}
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P=|[()]|[+*]|\{\d*,?\d*\}|.", re.DOTALL)

# ftfy repairs mojibake, entities and control characters; quotation marks stay as the site set them.
_FTFY: Final = ftfy.TextFixerConfig(uncurl_quotes=False, normalization="NFC", explain=False)
# A line of nothing but these characters, and without entities, comes out of ftfy as it went in.
_SOUND = re.compile("[\t -~“”‘’–—…]*")
_ENTITY = re.compile("&#?[0-9A-Za-z]{1,24};")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    r"\ufff9-\ufffc\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U0010ffff]"
)

_TAG = re.compile(r"(<[!/]?[A-Za-z-][^<>]{0,2000}>)")
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_HIDDEN_TAGS: Final = frozenset({"script", "style", "noscript", "svg", "iframe", "template"})
_BLOCK_TAGS: Final = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
_INLINE_TAGS: Final = frozenset({
    "a", "abbr", "b", "button", "cite", "code", "em", "font", "i", "img", "input", "label", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "time", "u",
})  # fmt: skip

_TARGET: Final = r"\((?:<[^<>\n]{0,2000}>|(?:[^()\s]|\([^()\s]{0,200}\)){0,2000})(?:\s\"[^\"]{0,300}\")?\)"
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]" + _TARGET)
_LINK = re.compile(r"\[([^\[\]]{1,500})\](?:" + _TARGET + r"|\[[^\[\]]{0,100}\])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>")
_STARS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]{0,2000}[^\s*])\1(?![\w*])")
_UNDERSCORES = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^_\n]{0,2000}[^\s_])\1(?!\w)")
_CODE_SPAN = re.compile(r"`{1,3}([^`\n]{1,300})`{1,3}")
_HEADING = re.compile(r"#{1,6}\s+(.*?)(?:\s+#+)?$")
_QUOTE = re.compile(r"(?:>\s?)+")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_NO_TEXT = re.compile(r"(?:[-*_=~#>`+|:]\s?)+$|```\w*$|\[[^\]]{1,100}\]:\s*(?:https?:|/)\S+.*$")
_BULLET = re.compile(r"(?:[•▪◦‣●■►▶➤✓✔]\s*|[*+·-]\s+)+")
_BULLET_MARK: Final = "- "
_MARKED = re.compile(r"[\[<*_`\\#]|^\W|\s\s")  # no other line has Markdown in it

_SENTENCE_END = re.compile(r"[.!?…][\"'”\u2019»)\]]*$")
_INNER_END = re.compile(
    r"[^\W\d_]{2}[.!?…][\"'”\u2019»)\]]*\s+[\"'“\u2018«(]?[A-ZÀ-ŽА-Я]"
)  # "U.S. Sees" is none
_NO_HEADLINE_END = (":", ";", ",", "-", "\u2013", "\u2014")
_SITE = re.compile(r"\s+[|»]\s+[^|»]{2,40}$")
_NOT_WORD = re.compile(r"[\W_]+")


class Scope(StrEnum):
    """How much goes with a line of furniture; furniture.toml says what each means."""

    SPAN = "span"
    LINE = "line"
    LIST = "list"
    REST = "rest"
    TAIL = "tail"


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of furniture.toml."""

    reason: str
    scope: Scope
    patterns: tuple[re.Pattern[str], ...]
    longest: int
    goes: tuple[str, ...]
    stays: tuple[str, ...]

    def takes(self, line: str) -> bool:
        """Whether the line is furniture of this kind."""
        return len(line) <= self.longest and any(pattern.match(line) for pattern in self.patterns)


@dataclass(frozen=True, slots=True)
class Furniture:
    """All entries: those that take a piece out of a line, and those that take the line."""

    spans: tuple[Rule, ...]
    lines: tuple[Rule, ...]
    spanning: re.Pattern[str]
    lining: re.Pattern[str]

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> Furniture:
        """All these entries, with one pattern each for what could be any of them: most lines are none."""
        spans = tuple(rule for rule in rules if rule.scope is Scope.SPAN)
        lines = tuple(rule for rule in rules if rule.scope is not Scope.SPAN)
        return cls(spans, lines, _any_of(spans), _any_of(lines))

    def rule(self, line: str) -> Rule | None:
        """The first entry that takes the line."""
        if self.lining.match(line) is None:
            return None
        return next((rule for rule in self.lines if rule.takes(line)), None)


def _any_of(rules: Sequence[Rule]) -> re.Pattern[str]:
    """One pattern that matches wherever a pattern of a rule does."""
    patterns = (pattern for rule in rules for pattern in rule.patterns)
    return re.compile(
        "|".join(f"(?{'i' if p.flags & re.IGNORECASE else ''}:{p.pattern})" for p in patterns) or "(?!)"
    )


@dataclass(frozen=True, slots=True)
class Removed(Mapping[str, int]):
    """How many lines were taken out of a page, or out of how many a piece, by reason."""

    counts: tuple[tuple[str, int], ...] = ()

    def __getitem__(self, reason: str) -> int:
        """The lines taken out for one reason."""
        return dict(self.counts)[reason]

    def __iter__(self) -> Iterator[str]:
        """The reasons in alphabetical order."""
        return (reason for reason, _ in self.counts)

    def __len__(self) -> int:
        """The number of reasons."""
        return len(self.counts)


def clean(page: Page, furniture: Furniture | None = None) -> tuple[Article, Removed]:
    """The article on a page, and what was taken away from around it.

    Passes are repeated until one changes nothing, because one repair may uncover the next: an entity
    that stood for a tag, a doubled headline behind a script. So a second cleaning finds nothing to do.

    Raises:
        InputError: nothing is left, or more than anybody writes in one article.
    """
    if len(page.raw) > LONGEST_ARTICLE * MOST_FURNITURE:
        raise InputError(_too_long())
    page = replace(page, title=_settled(_bare_title, page.title or ""))
    rules = furniture or load_furniture()
    removed: Counter[str] = Counter()
    text = _settled(lambda text: _pass(text, page, rules, removed), page.raw)
    if len(text) > LONGEST_ARTICLE:
        raise InputError(_too_long())
    if not any(char.isalpha() for char in text):
        raise InputError(f"nothing is left but furniture ({_told(removed)}): save the article itself")
    article = Article(
        id=page.id,
        title=_title(page, text),
        text=text,
        publisher=page.publisher,
        published=page.published,
        url=page.url,
        sha256=page.sha256,
    )
    return article, Removed(tuple(sorted((+removed).items())))


def _too_long() -> str:
    return f"is longer than an article of {LONGEST_ARTICLE:,} characters: split it"


def _told(removed: Counter[str]) -> str:
    return ", ".join(f"{reason} {count}" for reason, count in sorted((+removed).items())) or "no letters"


def _pass(text: str, page: Page, furniture: Furniture, removed: Counter[str]) -> str:
    lines = _untag(repair(text), removed).split("\n")
    lines = _unwrap([line.strip() for line in lines])
    lines = [plain for line in lines if (plain := _plain(line))]
    lines = _sweep(lines, furniture, removed)
    return _layout(_undouble(lines, page, removed))


# --- characters --------------------------------------------------------------------------------------


def repair(text: str) -> str:
    """Text with its encoding mended, nothing invisible in it, and one kind of space."""
    text = _mended(_LINE_ENDS.sub("\n", text))
    text = _SPACES.sub(" ", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))
    return unicodedata.normalize("NFC", text)


def _mended(text: str) -> str:
    """What ftfy makes of a text. It mends each line alone, so it need not see those with which nothing can be wrong.

    Only a tag says more: below it, entities stay.
    """
    if "<" in text and "&" in text:
        return ftfy.fix_text(text, _FTFY)
    return "\n".join(line if _is_sound(line) else ftfy.fix_text(line, _FTFY) for line in text.split("\n"))


def _is_sound(line: str) -> bool:
    return _SOUND.fullmatch(line) is not None and not ("&" in line and _ENTITY.search(line))


def _untag(text: str, removed: Counter[str]) -> str:
    """Text without the HTML tags that feeds leave in it; unknown ones may be no tags, and stay.

    One walk over the tags: a pattern that looks for each closing tag would take quadratic time.
    """
    if "<" not in text:
        return text
    kept: list[str] = []
    hidden: list[str] = []
    inside = ""
    for piece in _TAG.split(text):
        name, closing = _tag(piece)
        if inside:
            hidden.append(piece)
            if closing and name == inside:
                removed[MARKUP] += 1 + "".join(hidden).count("\n")
                inside, hidden = "", []
        elif name in _HIDDEN_TAGS and not closing:
            inside, hidden = name, [piece]
        else:
            kept.append(_untagged(piece, name))
    return "".join(kept + hidden[1:])  # a script that never ends hid an article: only its tag goes


def _tag(piece: str) -> tuple[str, bool]:
    found = _TAG_NAME.match(piece) if piece.endswith(">") else None
    return (found[1].lower(), piece.startswith("</")) if found else ("", False)


def _untagged(piece: str, name: str) -> str:
    if name in _BLOCK_TAGS:
        return "\n"
    return "" if name in _INLINE_TAGS | _HIDDEN_TAGS or piece.startswith("<!--") else piece


# --- lines -------------------------------------------------------------------------------------------


def _unwrap(lines: Sequence[str]) -> list[str]:
    """Paragraphs that were broken at a fixed width, each joined to one line.

    Such a break is known by its cause: the next line's first word had no room. A block of ordinary
    paragraphs or of headlines all but never looks so line after line.
    """
    unwrapped: list[str] = []
    for block in _blocks(lines):
        if _is_wrapped(block):
            unwrapped.append(" ".join(block))
        else:
            unwrapped.extend(block)
        unwrapped.append("")
    return unwrapped


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Lines without a blank line, bullet or heading between them; a bullet begins a block."""
    block: list[str] = []
    for line in lines:
        if block and (not line or _BULLET.match(line) or _HEADING.match(line) or _HEADING.match(block[0])):
            yield block
            block = []
        if line:
            block.append(line)
    if block:
        yield block


def _is_wrapped(block: Sequence[str]) -> bool:
    width = max(map(len, block))
    if len(block) < FEWEST_WRAPPED_LINES or width not in WRAP_WIDTHS:
        return False
    full = all(len(a) + 1 + len(b.split(" ", 1)[0]) > width for a, b in pairwise(block))
    return full and any(line[0].islower() for line in block[1:])


def _plain(line: str) -> str:
    """A line without its Markdown; bullets of all kinds become "- "."""
    if not _MARKED.search(line):
        return line
    line = _QUOTE.sub("", line, count=1) if line.startswith(">") else line
    if _NO_TEXT.match(line):
        return ""
    line = _HEADING.sub(r"\1", line, count=1) if line.startswith("#") else line
    line = _LINK.sub(r"\1", _IMAGE.sub("", line))
    line = _AUTOLINK.sub(r"\1", line)
    line = _UNDERSCORES.sub(r"\2", _STARS.sub(r"\2", line))
    line = _ESCAPE.sub(r"\1", _CODE_SPAN.sub(r"\1", line))
    bullet = _BULLET.match(line)
    if bullet:
        line = _BULLET_MARK + line[bullet.end() :]
    line = _SPACES.sub(" ", line).strip()
    return "" if line == _BULLET_MARK.strip() else line


def _layout(lines: Iterable[str]) -> str:
    """A blank line between paragraphs, none between the bullets of a list."""
    laid: list[str] = []
    for line in lines:
        if laid:
            listed = line.startswith(_BULLET_MARK) and laid[-1].startswith(_BULLET_MARK)
            laid.append("\n" if listed else "\n\n")
        laid.append(line)
    return "".join(laid)


# --- furniture ---------------------------------------------------------------------------------------


def _sweep(lines: Sequence[str], furniture: Furniture, removed: Counter[str]) -> list[str]:
    lines = [swept for line in lines if (swept := _sweep_spans(line, furniture, removed))]
    rules = [furniture.rule(line) for line in lines]
    cut = _cut(lines, rules)
    if cut is not None and (rule := rules[cut]) is not None:
        removed[rule.reason] += len(lines) - cut
        lines, rules = lines[:cut], rules[:cut]
    kept: list[str] = []
    i = 0
    while i < len(lines):
        rule = rules[i]
        end = i + 1
        if rule is None or rule.scope is Scope.TAIL:
            kept.append(lines[i])
        else:
            end = i + 1 if rule.scope is Scope.LINE else _end_of_list(lines, i)
            removed[rule.reason] += end - i
        i = end
    return kept


def _sweep_spans(line: str, furniture: Furniture, removed: Counter[str]) -> str:
    if furniture.spanning.search(line) is None:
        return line
    for rule in furniture.spans:
        before = line
        for pattern in rule.patterns:
            line = pattern.sub("", line).strip()
        removed[rule.reason] += line != before
    return line


def _cut(lines: Sequence[str], rules: Sequence[Rule | None]) -> int | None:
    """Where the article ends: at the first line with so little below it as its scope demands."""
    weights = [0 if rule else _weight(line) for line, rule in zip(lines, rules, strict=True)]
    above = list(accumulate(weights, initial=0))
    last_prose = max((i for i, weight in enumerate(weights) if weight > 1), default=-1)
    for i, rule in enumerate(rules):
        if rule and above[i] > 0:
            if rule.scope is Scope.REST and 2 * above[i] >= above[-1]:
                return i
            if rule.scope is Scope.TAIL and i > last_prose:
                return i
    return None


def _weight(line: str) -> int:
    """Prose counts by its length; a heading, link or button counts for next to nothing."""
    return len(line) if len(line) >= SHORTEST_PROSE and _SENTENCE_END.search(line) else 1


def _end_of_list(lines: Sequence[str], start: int) -> int:
    end = start + 1
    while end < len(lines) and lines[end].startswith(_BULLET_MARK):
        end += 1
    one_more = end == start + 1 and lines[start].endswith(":") and end < len(lines)
    return end + 1 if one_more and _is_headline(lines[end]) else end


# --- headlines ---------------------------------------------------------------------------------------


def _undouble(lines: Sequence[str], page: Page, removed: Counter[str]) -> list[str]:
    """Every headline once: where it first stands."""
    first = [lines[0]] if lines and _is_headline(lines[0]) else []
    headlines = {_key(line, page.publisher) for line in [*first, page.title or ""]} - {""}
    seen: set[str] = set()
    kept: list[str] = []
    for line in lines:
        key = _key(line, page.publisher) if len(line) <= LONGEST_HEADLINE else ""
        if key in seen:
            removed[DOUBLED] += 1
            continue
        if key in headlines:
            seen.add(key)
        kept.append(line)
    return kept


def _key(line: str, publisher: str | None) -> str:
    """What two settings of one headline share: the words, without the site's name behind them."""
    words = _NOT_WORD.sub(" ", _without_site(line)).casefold().strip()
    site = _NOT_WORD.sub(" ", publisher or "").casefold().strip()
    return words.removesuffix(site).strip()


def _without_site(headline: str) -> str:
    bare = _SITE.sub("", headline)
    return bare if len(bare.split()) >= FEWEST_HEADLINE_WORDS else headline


def _is_headline(line: str) -> bool:
    if line.startswith(_BULLET_MARK) or line.endswith(_NO_HEADLINE_END):
        return False
    if len(line.split()) < FEWEST_HEADLINE_WORDS or _INNER_END.search(line):
        return False
    return len(line) <= (LONGEST_SENTENCE_HEADLINE if line.endswith(".") else LONGEST_HEADLINE)


def _title(page: Page, text: str) -> str | None:
    title = page.title
    if not title:
        first, *others = text.split("\n", 1)
        title = _settled(_bare_title, first) if others and _is_headline(first) else ""
    return title or None


def _bare_title(title: str) -> str:
    line = " ".join(repair(title).split())
    return _without_site(_plain(line))


def _settled(step: Callable[[str], str], text: str) -> str:
    """What is left when a step no longer changes anything; see `clean`."""
    for _ in range(MOST_PASSES):
        before, text = text, step(text)
        if text == before:
            break
    return text


# --- the furniture file ------------------------------------------------------------------------------


@cache
def load_furniture(path: Path | None = None) -> Furniture:
    """Read furniture.toml and check every entry; `path` is that of another such file."""
    where = path or _furniture_path()
    try:
        data = tomllib.loads(where.read_text(encoding="utf-8"))
    except OSError as error:
        raise KnowledgeError(f"{where}: cannot be opened ({error.strerror}): restore the file") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{where}: is not TOML in UTF-8: {error}") from error
    entries = data.get("furniture")
    if not isinstance(entries, list) or set(data) != {"furniture"}:
        raise KnowledgeError(f"{where}: takes [[furniture]] entries and nothing else")
    rules = [_rule(f"{where}, entry {i}", entry) for i, entry in enumerate(entries, start=1)]
    return Furniture.of(rules)


def _furniture_path() -> Path:
    """Beside this file in the installed package, at the top of the repository in a checkout."""
    here = Path(__file__).resolve()
    packaged = here.parent / "ontology" / FURNITURE_FILE
    return packaged if packaged.is_file() else here.parents[2] / "ontology" / FURNITURE_FILE


def _rule(where: str, entry: object) -> Rule:
    if not isinstance(entry, dict):
        raise KnowledgeError(f"{where}: is no table: write [[furniture]] above it")
    reason = entry.get("reason")
    if not isinstance(reason, str) or not reason:
        raise KnowledgeError(f'{where}: has no reason: write reason = "…"')
    where = f'{where} ("{reason}")'
    if unknown := sorted(set(entry) - _ENTRY_KEYS):
        raise KnowledgeError(
            f'{where}: key "{unknown[0]}" is unknown: {", ".join(sorted(_ENTRY_KEYS))} are known'
        )
    if entry.get("scope") not in list(Scope):
        raise KnowledgeError(f'{where}: scope "{entry.get("scope")}" is none of {", ".join(Scope)}')
    case, longest = entry.get("case", False), entry.get("longest", LONGEST_FURNITURE)
    if not isinstance(case, bool) or isinstance(longest, bool) or not isinstance(longest, int) or longest < 1:
        raise KnowledgeError(f"{where}: case is true or false, and longest a number of characters")
    patterns = _strings(where, entry, "patterns")
    if not patterns:
        raise KnowledgeError(f"{where}: has no patterns: write patterns = ['''…''']")
    return Rule(
        reason=reason,
        scope=Scope(entry["scope"]),
        patterns=tuple(_pattern(where, pattern, case=case) for pattern in patterns),
        longest=longest,
        goes=_strings(where, entry, "goes"),
        stays=_strings(where, entry, "stays"),
    )


def _strings(where: str, entry: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = entry.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise KnowledgeError(f'{where}: {key} is no list of strings: write {key} = ["…"]')
    return tuple(values)


def _pattern(where: str, text: str, *, case: bool) -> re.Pattern[str]:
    if _is_risky(text):
        raise KnowledgeError(
            f"{where}: pattern {text!r} repeats a repetition or refers back: it could take for ever"
        )
    try:
        pattern = re.compile(text, 0 if case else re.IGNORECASE)
    except re.error as error:
        raise KnowledgeError(f"{where}: pattern {text!r} is no regular expression: {error}") from error
    if pattern.match(""):
        raise KnowledgeError(f"{where}: pattern {text!r} matches nothing at all, and so every line")
    return pattern


def _is_risky(text: str) -> bool:
    """Whether a repetition is repeated without limit, as in "(a+)+", or an earlier group is referred to.

    Both can take exponential time on a line that does not match. A limit, as in "(a+ ){0,3}", is taken
    for a promise that each turn begins with something fixed.
    """
    repeats = [False]  # for each open group: has it a repetition inside?
    closed = False  # had the group that has just ended one?
    for piece in _PIECE.findall(text):
        if piece == "(?P=" or (piece[0] == "\\" and piece[1:].isdecimal()):
            return True
        if piece == "(":
            repeats.append(False)
        elif piece == ")":
            closed = len(repeats) > 1 and repeats.pop()
            repeats[-1] = repeats[-1] or closed
            continue
        elif piece in "+*" or (piece[0] == "{" and "," in piece):
            if closed and (piece in "+*" or piece.endswith(",}")):
                return True
            repeats[-1] = True
        closed = False
    return False
