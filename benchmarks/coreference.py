"""Measures whom pronouns and descriptions are taken to mean, on the coreference annotations of GUM.

python benchmarks/coreference.py [dev|test]

The mentions that name a person, body or place are given as the annotators have them; every pronoun and every
definite description of theirs is then asked what it means, by the same code that reads articles. A link is right
if the named mention belongs to the same group. Recall is over those whose group has been named before (all
others have no name to be linked to); precision is over all that were linked. Zeldes (2017) describes GUM.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ukgraph import discourse, syntax
from ukgraph.conllu import read_cases
from ukgraph.discourse import Discourse
from ukgraph.gazetteer import Form
from ukgraph.link import Linked
from ukgraph.loading import load_knowledge
from ukgraph.pipeline import remember, traces_of
from ukgraph.records import Entity, Sentence
from ukgraph.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ukgraph.knowledge import Knowledge

GUM = Path(__file__).resolve().parents[1] / ".." / "shared" / "treebanks" / "GUM"
KINDS = {"person": "Person", "organization": "Organization", "place": "City"}
GENRES = ("news", "interview")
PRONOUNS = discourse.HE | discourse.SHE | discourse.IT | discourse.THEY
_OPEN = re.compile(r"\((?P<group>\d+)-(?P<type>[a-z]+)-(?P<rest>[^()]*)|(?P<close>\d+)\)|\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens [start, end) of a sentence that a group of coreferent mentions holds."""

    group: int
    kind: str
    start: int
    end: int


def main(part: str) -> None:
    """Two lines for each genre: pronouns and descriptions."""
    knowledge = load_knowledge()
    tallies: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for genre, document in documents(GUM / f"{part}.conllu"):
        for what, verdict in judged(document, knowledge):
            tallies[genre, what][verdict] += 1
            tallies["all", what][verdict] += 1
    for (genre, what), tally in sorted(tallies.items()):
        linked = tally["right"] + tally["wrong"] + tally["wrong of named"]
        named = tally["right"] + tally["missed"] + tally["wrong of named"]
        precision = tally["right"] / linked if linked else 0.0
        recall = tally["right"] / named if named else 0.0
        print(f"{genre:<10} {what:<12} P {precision:.3f} ({linked})  R {recall:.3f} ({named})")


def documents(file: Path) -> Iterator[tuple[str, list[tuple[Sentence, list[Mention]]]]]:
    """The documents of the chosen genres: their sentences with all mentions."""
    for chunk in file.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        genre = chunk.split("_")[1]
        if genre in GENRES:
            yield genre, [_sentence(i, block) for i, block in enumerate(_blocks(chunk))]


def _blocks(chunk: str) -> list[list[list[str]]]:
    blocks = [
        [line.split("\t") for line in block.splitlines() if line[:1].isdigit() and "\t" in line]
        for block in chunk.split("\n\n")
    ]
    return [[row for row in rows if row[0].isdigit()] for rows in blocks if rows]


def _sentence(index: int, rows: list[list[str]]) -> tuple[Sentence, list[Mention]]:
    text = " ".join(row[1] for row in rows)
    body = "\n".join("\t".join([*row[:8], "_", "_"]) for row in rows)
    (case,) = read_cases(f"# newdoc id = s\n# no frame\n# text = {text}\n{body}", "GUM")
    (sentence,) = case.sentences
    return Sentence(index, 0, len(text), text, sentence.tokens), list(_mentions(rows))


def _mentions(rows: list[list[str]]) -> Iterator[Mention]:
    opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for i, row in enumerate(rows):
        entity = next((part for part in row[9].split("|") if part.startswith("Entity=")), "")
        last = ""
        for match in _OPEN.finditer(entity.removeprefix("Entity=")):
            if match["group"]:
                last = match["group"]
                opened[last].append((i, match["type"]))
                continue
            start, kind = opened[match["close"] or last].pop()
            yield Mention(int(match["close"] or last), kind, start, i + 1)


def judged(document: list[tuple[Sentence, list[Mention]]], knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """For each pronoun and description of a person, body or place: ("pronoun", "right")."""
    talk = Discourse(knowledge)
    seen: set[int] = set()
    labels: dict[int, str] = {}
    for sentence, mentions in document:
        tree = syntax.plant(sentence)
        chosen = sorted((m for m in mentions if m.kind in KINDS), key=lambda m: (m.start, -m.end))
        heads = {m: _head(sentence, m) for m in chosen}
        relevant = [m for m in chosen if not _is_coordination(tree, m, heads[m])]
        named = [m for m in relevant if sentence.tokens[heads[m]].pos == "PROPN"]
        items = [_linked(sentence, m, heads[m], labels) for m in named]
        scene = Scene(tree, items, (), (), knowledge, talk, {}, None)
        remember(scene, tuple(traces_of(tree, items, knowledge)))
        for mention in relevant:
            token = sentence.tokens[heads[mention]]
            what = (
                "pronoun"
                if token.text.lower() in PRONOUNS
                else "description"
                if _definite(sentence, mention, token.pos)
                else ""
            )
            before = {m.group for m in named if heads[m] < token.i}
            verdict = _verdict(scene, token.i, mention.group, known=mention.group in seen | before)
            if what and verdict:
                yield what, verdict
        seen |= {m.group for m in named}


def _verdict(scene: Scene, token: int, group: int, *, known: bool) -> str:
    found = {
        f.value.id
        for f in scene.values(scene.tree.tokens[token])
        if isinstance(f.value, Entity) and f.inferred
    }
    if found:
        return "right" if found == {f"e{group}"} else "wrong of named" if known else "wrong"
    return "missed" if known else ""


def _is_coordination(tree: syntax.Tree, mention: Mention, head: int) -> bool:
    return any(k.i < mention.end for k in tree.children(tree.tokens[head], "conj"))


def _definite(sentence: Sentence, mention: Mention, pos: str) -> bool:
    return pos == "NOUN" and sentence.tokens[mention.start].text.lower() in (
        "the",
        "this",
        "that",
        "these",
        "both",
    )


def _head(sentence: Sentence, mention: Mention) -> int:
    for token in sentence.tokens[mention.start : mention.end]:
        if not mention.start <= token.head < mention.end or token.head == token.i:
            return token.i
    return mention.start


def _linked(sentence: Sentence, mention: Mention, head: int, labels: dict[int, str]) -> Linked:
    """The name itself, without what the annotators include in the mention: "Byron" of "the great-uncle of Byron"."""
    words = [head]
    for step in (-1, 1):
        i = head + step
        while mention.start <= i < mention.end and sentence.tokens[i].pos == "PROPN":
            words.append(i)
            i += step
    start, end = min(words), max(words) + 1
    text = " ".join(t.text for t in sentence.tokens[start:end])
    label = labels.setdefault(mention.group, text)
    entity = Entity(f"e{mention.group}", label, KINDS[mention.kind], known=False)
    return Linked(start, end, entity, entity, Form.NAME)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "dev")
