"""Frames as event data: rows of PLOVER, and of CAMEO as dyads, each with the way back to speaker and sentence.

The mapping is data (`ontology/plover.toml`); here are only the conditions that its rules may name, and the rules of
speech that both schemes share. What somebody says that another did is an accusation by the speaker, in which the act is
kept as claimed; it never becomes a row of its own. What somebody says of himself is his act.
Sources: PLOVER Codebook, draft 2.0 (Open Event Data Alliance); Gerner and others, CAMEO codebook 1.1b3 (2012).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ukgraph import iris
from ukgraph.errors import KnowledgeError
from ukgraph.records import Entity, Factuality

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ukgraph.knowledge import Knowledge
    from ukgraph.recall import Told

_FILE = "ontology/plover.toml"
_ITEM_ROLES = ("item", "weapon", "force")
_KEYS = frozenset(
    {
        "frame",
        "factuality",
        "item",
        "parties",
        "actor",
        "recipient",
        "type",
        "mode",
        "context",
        "cameo",
        "future",
    }
)


@dataclass(frozen=True, slots=True)
class Rule:
    """How frames of one class become rows; see the head of the mapping file for each field."""

    frame: str
    type: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...] = ()
    factuality: tuple[str, ...] = (Factuality.ASSERTED.value,)
    item: tuple[str, ...] = ()
    parties: int = 0
    mode: str = ""
    context: tuple[str, ...] = ()
    cameo: str = ""
    future: bool = False


@dataclass(frozen=True)
class Scheme:
    """The whole mapping. Read one with `read_mapping`."""

    rules: tuple[Rule, ...]
    quads: Mapping[str, int]
    entities: Mapping[str, str]
    classes: Mapping[str, str]
    sectors: Mapping[str, str]
    accusing: frozenset[str]
    accusation: Rule
    suppressed: Mapping[str, str]
    members: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or is acted upon: a country in ISO 3166-1 alpha-3 or an international code, and a sector or nothing."""

    code: str
    sector: str
    name: str
    id: str

    @property
    def cameo(self) -> str:
        """Both as CAMEO writes them: "UKRMIL"."""
        return self.code + self.sector


@dataclass(frozen=True, slots=True)
class Event:
    """One row. `claimed` is the act inside an accusation; `told` is where it stands."""

    rule: Rule
    quad: int
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    speaker: Actor | None
    told: Told
    claimed: Event | None = field(default=None)


# The mapping ----------------------------------------------------------------------------------------


def read_mapping(text: str, knowledge: Knowledge) -> Scheme:
    """The mapping from its text.

    Raises:
        KnowledgeError: it is not TOML, or names a frame, role, entity, type, mode or context that is none.
    """
    try:
        data = tomllib.loads(text)
        modes, contexts, quads = data["modes"], data["contexts"]["all"], data["quads"]
        rules = tuple(_rule(number, entry) for number, entry in enumerate(data["rule"], start=1))
        accusation = Rule(
            "", data["claimed"]["type"], (), mode=data["claimed"]["mode"], cameo=data["claimed"]["cameo"]
        )
        found = Scheme(
            rules, quads, data["actors"]["entities"], data["actors"]["classes"], data["sectors"], frozenset(data["claimed"]["accusing"]), accusation,
            data["suppressed"], data["members"],
        )  # fmt: skip
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{_FILE}: not TOML: {error}") from error
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{_FILE}: {error} is missing or malformed") from error
    for number, rule in enumerate(rules, start=1):
        _refuse_unknown(
            number, rule, knowledge, {"type": quads, "mode": modes.get(rule.type, ()), "context": contexts}
        )
    for name in found.entities:
        if name not in knowledge.entries:
            raise KnowledgeError(f"{_FILE}: actors.entities names ukr:{name}, which is not in the catalogue")
    return found


def _rule(number: int, entry: dict[str, Any]) -> Rule:
    if odd := sorted(entry.keys() - _KEYS):
        raise KnowledgeError(f"{_FILE}, rule {number}: {', '.join(odd)} is no key of a rule")
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
    }
    return Rule(**values)


def _refuse_unknown(
    number: int, rule: Rule, knowledge: Knowledge, terms: Mapping[str, Iterable[str]]
) -> None:
    frame = knowledge.schema.frames.get(rule.frame)
    wrong = [] if frame is not None else [f"ukg:{rule.frame} is no frame"]
    roles = frame.roles if frame is not None else ()
    wrong += [
        f"ukg:{role} is no role of ukg:{rule.frame}"
        for role in (*rule.actor, *rule.recipient)
        if role not in roles
    ]
    wrong += [f"ukr:{item} is not in the catalogue" for item in rule.item if item not in knowledge.entries]
    wrong += [f"{rule.type} is no PLOVER type"] if rule.type not in terms["type"] else []
    wrong += (
        [f"{rule.mode} is no mode of {rule.type}"] if rule.mode and rule.mode not in terms["mode"] else []
    )
    wrong += [
        f"{context} is no PLOVER context" for context in rule.context if context not in terms["context"]
    ]
    if wrong:
        raise KnowledgeError(f"{_FILE}, rule {number} ({rule.frame}): {wrong[0]}")


# Events ---------------------------------------------------------------------------------------------


def events(told: Iterable[Told], scheme: Scheme, knowledge: Knowledge) -> list[Event]:
    """The rows of a build, by date, article and frame; no row without an actor, nor one that another of the article makes idle."""
    coder = _Coder(scheme, knowledge)
    found = [event for one in told if (event := coder.event(one)) is not None]
    done = {(e.told.source.id, e.rule.type, a.code) for e in found for a in e.actors}
    kept = [
        e
        for e in found
        if not any((e.told.source.id, scheme.suppressed.get(e.rule.type), a.code) in done for a in e.actors)
    ]
    return sorted(kept, key=lambda e: (e.told.when, e.told.source.id, e.told.frame.id))


class _Coder:
    """Codes one frame after another."""

    def __init__(self, scheme: Scheme, knowledge: Knowledge) -> None:
        self.scheme = scheme
        self.knowledge = knowledge

    def event(self, told: Told) -> Event | None:
        event = self._coded(told)
        speaker = told.frame.attributed_to
        if event is None or speaker is None:
            return event
        voice = self.actor(speaker, told.when)
        if voice is None:
            return None
        if voice.code in {a.code for a in event.actors}:
            return replace(event, speaker=voice)
        if event.rule.type not in self.scheme.accusing:
            return None  # a statement without content of its own
        accusation = self.scheme.accusation
        return Event(
            accusation, self.scheme.quads[accusation.type], (voice,), event.actors, voice, told, event
        )

    def _coded(self, told: Told) -> Event | None:
        for rule in self.scheme.rules:
            if rule.frame != told.frame.kind or told.frame.factuality.value not in rule.factuality:
                continue
            if rule.item and not self._holds(told, rule.item):
                continue
            actors = self._actors(told, rule.actor)
            if not actors or len(actors) < rule.parties:
                continue
            mine = {a.code for a in actors}
            recipients = tuple(a for a in self._actors(told, rule.recipient) if a.code not in mine)
            return Event(rule, self.scheme.quads[rule.type], actors, recipients, None, told)
        return None

    def _holds(self, told: Told, classes: Sequence[str]) -> bool:
        things = [e for role in _ITEM_ROLES for e in told.entities(role)]
        return any(above in classes for thing in things for above in self._broader(thing))

    def _broader(self, entity: Entity) -> Iterator[str]:
        name: str | None = entity.id
        yield entity.id
        name = entity.broader
        seen: set[str] = set()
        while name is not None and name not in seen:
            yield name
            seen.add(name)
            entry = self.knowledge.entries.get(name)
            name = entry.broader if entry is not None else None

    def _actors(self, told: Told, roles: Sequence[str]) -> tuple[Actor, ...]:
        """Everybody in these roles who has a code, each country or body once."""
        found: dict[str, Actor] = {}
        for role in roles:
            for entity in told.entities(role):
                actor = self.actor(entity, told.when)
                if actor is not None:
                    found.setdefault(actor.code, actor)
        return tuple(found.values())

    def actor(self, entity: Entity, on: str) -> Actor | None:
        """The code of an entity at a date; None for whoever has none: “allies”, a private person."""
        for name in self._bodies(entity, on):
            code = self._code(name)
            if code is not None:
                international = code in {*self.scheme.entities.values(), *self.scheme.classes.values()}
                return Actor(
                    code,
                    "" if international else self._sector(entity.kind),
                    entity.label,
                    iris.UKR + entity.id,
                )
        return None

    def _code(self, name: str) -> str | None:
        """The code of a body: that of an international one that it is or belongs to, or else of its country."""
        for above in self._above(name):
            if above in self.scheme.entities:
                return self.scheme.entities[above]
        entry = self.knowledge.entries.get(name)
        code = self._class_code(entry.kind) if entry is not None else None
        country = self.knowledge.country_of(name)
        return code or (self.knowledge.entries[country].iso3 if country is not None else None)

    def _above(self, name: str) -> Iterator[str]:
        seen: set[str] = set()
        todo = [name]
        while todo:
            body = todo.pop(0)
            if body not in seen:
                seen.add(body)
                yield body
                entry = self.knowledge.entries.get(body)
                todo += entry.part_of if entry is not None else ()

    def _bodies(self, entity: Entity, on: str) -> Iterator[str]:
        """What an entity stands for: itself, and a person the offices held on the day."""
        yield entity.id
        entry = self.knowledge.entries.get(entity.id)
        if entry is not None:
            yield from (office.of for office in entry.offices if office.held(on or None))
            yield from entry.part_of

    def _class_code(self, kind: str) -> str | None:
        line = self.knowledge.schema.lineage(kind)
        return next((self.scheme.classes[cls] for cls in line if cls in self.scheme.classes), None)

    def _sector(self, kind: str) -> str:
        line = self.knowledge.schema.lineage(kind)
        return next((self.scheme.sectors[cls] for cls in line if cls in self.scheme.sectors), "")


# Rows -----------------------------------------------------------------------------------------------


def as_json(event: Event) -> dict[str, Any]:
    """A row of PLOVER JSON (manual, chapter 5), with the speaker, the frame and the happening beside it."""
    told = event.told
    evidence = told.frame.evidence[0] if told.frame.evidence else None
    row: dict[str, Any] = {
        "id": f"frame-{told.frame.id}",
        "date": told.when or None,
        "date_is": "event" if told.date else "publication" if told.source.issued else "unknown",
        "actor": [_actor_json(a) for a in event.actors],
        "recipient": [_actor_json(a) for a in event.recipients],
        "event": [event.rule.type],
        "mode": [event.rule.mode] if event.rule.mode else [],
        "context": list(event.rule.context),
        "auxiliary": ["future"] if event.rule.future else [],
        "quad_code": event.quad,
        "happening": f"frame-{told.happening}",
        "speaker": _actor_json(event.speaker) if event.speaker is not None else None,
        "event_text": evidence.quote if evidence is not None else None,
        "text_info": {"article": told.source.id, "start": evidence.start, "end": evidence.end}
        if evidence is not None
        else None,
        "cite_info": {
            "url": told.source.url,
            "title": told.source.title,
            "publication": told.source.publisher,
            "date": told.source.issued,
        },
        "frame": iris.frame(told.frame.id).value,
        "cameo": event.rule.cameo or None,
    }
    if event.claimed is not None:
        act = event.claimed
        row["claimed"] = {
            "actor": [_actor_json(a) for a in act.actors],
            "recipient": [_actor_json(a) for a in act.recipients],
            "event": [act.rule.type],
            "mode": [act.rule.mode] if act.rule.mode else [],
            "context": list(act.rule.context),
        }
    return row


def _actor_json(actor: Actor) -> dict[str, str]:
    return {"code": actor.code, "sector": actor.sector, "name": actor.name, "id": actor.id}


CAMEO_COLUMNS = (
    "id",
    "date",
    "source",
    "target",
    "code",
    "quad",
    "speaker",
    "article",
    "start",
    "end",
    "url",
    "sentence",
)


def as_dyads(event: Event, members: Mapping[str, Sequence[Actor]]) -> Iterator[tuple[str, ...]]:
    """Rows of CAMEO: every source with every target; among equals every ordered pair. None where CAMEO has no code.

    `members` expands international bodies, by the id of the body, to those that stand for it; empty for no expansion.
    """
    if not event.rule.cameo:
        return
    told = event.told
    evidence = told.frame.evidence[0] if told.frame.evidence else None
    sources = list(_expanded(event.actors, members))
    targets = list(_expanded(event.recipients, members)) if event.rule.recipient or event.claimed else sources
    where = (str(evidence.start), str(evidence.end)) if evidence is not None else ("", "")
    seen: set[tuple[str, str]] = set()
    for source in sources:
        for target in targets or (None,):
            pair = source.cameo, target.cameo if target is not None else ""
            if pair in seen or (target is not None and target.code == source.code):
                continue
            seen.add(pair)
            yield (
                f"frame-{told.frame.id}", told.when, *pair, event.rule.cameo, str(event.quad), event.speaker.cameo if event.speaker else "",
                told.source.id, *where, told.source.url or "", evidence.quote if evidence is not None else "",
            )  # fmt: skip


def _expanded(actors: Sequence[Actor], members: Mapping[str, Sequence[Actor]]) -> Iterator[Actor]:
    for actor in actors:
        yield from members.get(actor.id) or (actor,)


def members_of(told: Iterable[Told], scheme: Scheme, knowledge: Knowledge) -> dict[str, list[Actor]]:
    """The members of each body, by what the articles of the build say of them in their own voice."""
    coder = _Coder(scheme, knowledge)
    found: dict[str, dict[str, Actor]] = {}
    for one in told:
        if (
            one.frame.kind != scheme.members["frame"]
            or one.frame.factuality is not Factuality.ASSERTED
            or one.frame.attributed_to is not None
        ):
            continue
        for body in one.entities(scheme.members["body"]):
            for member in one.entities(scheme.members["member"]):
                actor = coder.actor(member, one.when)
                if actor is not None:
                    found.setdefault(iris.UKR + body.id, {})[actor.code] = actor
    return {body: [actors[code] for code in sorted(actors)] for body, actors in found.items()}
