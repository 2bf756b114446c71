"""How one text is read, step by step, as lines for a terminal: the daily debugger of whoever extends the ontology.

Pure: it is handed everything that the pipeline found on the way. It reads nothing anew, so what it shows is
what a build would do; the edges are those that `assemble` makes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from ukgraph import iris
from ukgraph.assemble import assemble, is_particular
from ukgraph.records import Date, Entity, Quantity
from ukgraph.why import quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ukgraph.extract import SentenceReading
    from ukgraph.knowledge import Knowledge
    from ukgraph.link import Linked
    from ukgraph.pipeline import Steps
    from ukgraph.records import Filler, Frame, Value
    from ukgraph.scene import Scene
    from ukgraph.schema import Schema, Shortcut
    from ukgraph.syntax import Tree
    from ukgraph.tellings import Draft

_INDENT = "  "


def explain(steps: Steps, knowledge: Knowledge, model: str) -> str:
    """Everything that was found in a text: parse, mentions, values, triggers, frames, and edges or why there are none."""
    article = steps.reading.article
    blocks = [
        [f"model  {model}", f"date   {article.published or 'none: offices and relative dates stay open'}"]
    ]
    for scene, read in zip(steps.scenes, steps.sentences, strict=True):
        blocks.append([f"“{scene.tree.sentence.text}”"])
        blocks.append(_section("parse", _parse(scene.tree)))
        blocks.append(_section("mentions", _table(_mention(scene, item) for item in scene.linked)))
        blocks.append(_section("values", _table(_values(scene))))
        blocks.append(_section("triggers", _table(_triggers(scene, read))))
    edges = edges_of(steps, knowledge)
    if not steps.reading.frames:
        blocks.append(["no frames"])
    blocks += [_frame(frame, edges.get(frame.id, ()), knowledge.schema) for frame in steps.reading.frames]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    body = [_INDENT + line for line in lines]
    return [title, *(body or [f"{_INDENT}none"])]


def _table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Cells in columns; the last one is as long as it likes."""
    listed = list(rows)
    widths = [
        max((len(row[i]) for row in listed if i < len(row) - 1), default=0)
        for i in range(max(map(len, listed), default=0))
    ]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
        for row in listed
    ]


# What a sentence holds ------------------------------------------------------------------------------


def _parse(tree: Tree) -> list[str]:
    return _table(
        (
            str(t.i + 1), t.text, t.lemma, t.pos, t.ent or "-",
            "root" if tree.head(t) is None else f"{t.dep} of {t.head + 1} {tree.tokens[t.head].text}", t.feats,
        )
        for t in tree.tokens
    )  # fmt: skip


def _mention(scene: Scene, item: Linked) -> tuple[str, ...]:
    remarks = [f"{item.form}" if item.form is not None else "a name that the catalogue does not have"]
    if item.described:
        remarks.append("described, not named")
    if item.actor.id != item.entity.id:
        remarks.append(f"acts as {_name(item.actor)}")
    if item.post is not None:
        remarks.append(
            f"office: {item.post.title}"
            + (f" of {item.post.organization.label}" if item.post.organization else "")
        )
    return _words_between(scene, item.start, item.end), _name(item.entity), ", ".join(remarks)


def _values(scene: Scene) -> Iterator[tuple[str, ...]]:
    for amount in scene.amounts:
        yield _words_between(scene, amount.start, amount.end), _shown(amount.quantity), amount.dimension
    for timex in scene.dates:
        yield _words_between(scene, timex.start, timex.end), timex.date.iso, "date"


def _words_between(scene: Scene, start: int, end: int) -> str:
    sentence = scene.tree.sentence
    return sentence.text[
        sentence.tokens[start].start - sentence.start : sentence.tokens[end - 1].end - sentence.start
    ]


def _triggers(scene: Scene, read: SentenceReading) -> Iterator[tuple[str, ...]]:
    tokens = scene.tree.tokens
    for draft in read.drafts:
        yield f"{draft.token + 1} {tokens[draft.token].text}", draft.kind, _stance(draft)
    for miss in read.missed:
        yield (
            f"{miss.token.i + 1} {miss.token.text}",
            miss.trigger.frame,
            f"no frame: {miss.reason} ({miss.trigger.name})",
        )


def _stance(told: Draft) -> str:
    return f"{told.factuality}, " + (
        f"says {told.speaker.label}" if told.speaker is not None else "in the article's own voice"
    )


# Frames and edges -----------------------------------------------------------------------------------


def edges_of(steps: Steps, knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Frame id -> the edges that it makes, as a build would have them."""
    quads = assemble([steps.reading], knowledge, knowledge.schema)
    ids = {iris.frame(f.id): f.id for f in steps.reading.frames}
    found: dict[str, list[str]] = {}
    for quad in quads:
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name in ids:
            ends = [
                iris.local_name(n)
                for n in (quad.subject, quad.predicate, quad.object)
                if isinstance(n, ox.NamedNode)
            ]
            found.setdefault(ids[quad.graph_name], []).append(f"ukr:{ends[0]} {ends[1]} ukr:{ends[2]}")
    return {frame: tuple(edges) for frame, edges in found.items()}


def _frame(frame: Frame, edges: Sequence[str], schema: Schema) -> list[str]:
    speaker = (
        _name(frame.attributed_to)
        if frame.attributed_to is not None
        else "nobody: the article says it itself"
    )
    rows = [
        ("factuality", str(frame.factuality)),
        ("attributed to", speaker),
        ("confidence", str(frame.confidence)),
    ]
    rows += [(f.role, _shown(f.value)) for f in frame.fillers]
    rows += [("edge", edge) for edge in edges] or [("no edge", why) for why in missing_edges(frame, schema)]
    return _section(f"frame {frame.kind}", _table(rows))


def missing_edges(frame: Frame, schema: Schema) -> list[str]:
    """Why a frame makes no edge: the first of speaker, factuality and roles that stands in the way."""
    shortcuts = schema.shortcuts_of[frame.kind]
    if not shortcuts:
        return [f"no shortcut is declared for {frame.kind}"]
    if frame.attributed_to is not None:
        return [f"it is the claim of {frame.attributed_to.label}, and claims make no edges"]
    able = [s for s in shortcuts if frame.factuality in s.factualities]
    if not able:
        wanted = sorted({f for s in shortcuts for f in s.factualities})
        return [f"it is {frame.factuality}, and edges of {frame.kind} need {' or '.join(wanted)}"]
    return [f"{s.name} needs {_ends(s)}: {'; '.join(_obstacles(frame, s, schema))}" for s in able]


def _ends(shortcut: Shortcut) -> str:
    return f"two of {shortcut.subject}" if shortcut.symmetric else f"{shortcut.subject} and {shortcut.object}"


def _obstacles(frame: Frame, shortcut: Shortcut, schema: Schema) -> list[str]:
    found = []
    for role in dict.fromkeys((shortcut.subject, shortcut.object)):
        fillers = [f for f in frame.fillers if f.role == role]
        if not fillers:
            found.append(f"nothing fills {role}")
        elif not any(_is_end(f, schema) for f in fillers):
            found.append(
                f"{role} is filled by {' and '.join(_shown(f.value) for f in fillers)}, nobody in particular"
            )
    return found or [f"only one {shortcut.subject}" if shortcut.symmetric else "both ends are the same"]


def _is_end(filler: Filler, schema: Schema) -> bool:
    return isinstance(filler.value, Entity) and is_particular(filler.value, schema)


def _shown(value: Value) -> str:
    match value:
        case Entity():
            return _name(value)
        case Date():
            return value.iso
        case Quantity():
            return quantity(f"{value.value:f}", value.unit, value.modifier) + (
                f" of ukr:{value.of}" if value.of else ""
            )
        case _:
            return f"“{value}”"


def _name(entity: Entity) -> str:
    kind = f"{entity.kind}, generic" if entity.generic else entity.kind
    return f"{entity.label} (ukr:{entity.id}, {kind}{'' if entity.known else ', not in the catalogue'})"
