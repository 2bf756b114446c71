"""The vocabulary as records: which frames there are, what may fill them, and which edges they make.

`ontology/ukgraph.ttl` says it; this module only reads and refuses what does not fit together. It knows
no frame, role or entity class by name, but for the roots that CONTRACT fixes.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from ukgraph.errors import KnowledgeError
from ukgraph.iris import OWL, RDF, RDFS, UKG, XSD, local_name, ukg
from ukgraph.records import Factuality

if TYPE_CHECKING:
    from collections.abc import Iterable

GENERIC_KINDS = frozenset(
    {"AidKind", "GroupKind", "TargetKind", "ActKind"}
)  # that name nobody and nothing in particular
RoleKind = Literal["entity", "quantity", "date", "text"]

_TYPE = ox.NamedNode(RDF + "type")
_FIRST = ox.NamedNode(RDF + "first")
_REST = ox.NamedNode(RDF + "rest")
_NIL = ox.NamedNode(RDF + "nil")
_CLASS = ox.NamedNode(OWL + "Class")
_UNION = ox.NamedNode(OWL + "unionOf")
_EQUIVALENT = ox.NamedNode(OWL + "equivalentClass")
_SUBCLASS = ox.NamedNode(RDFS + "subClassOf")
_RANGE = ox.NamedNode(RDFS + "range")
_LABEL = ox.NamedNode(RDFS + "label")

_LITERAL_RANGES: Mapping[ox.NamedNode, RoleKind] = {
    ox.NamedNode(RDFS + "Literal"): "date",
    ox.NamedNode(XSD + "string"): "text",
    ukg("Quantity"): "quantity",
}
# An edge states a fact, so only what happened may make one; a given promise is a fact as well.
_FACTUAL = frozenset({Factuality.ASSERTED.value, Factuality.PLANNED.value})

_Resource = ox.NamedNode | ox.BlankNode


@dataclass(frozen=True, slots=True)
class Role:
    """What may fill one place of a frame: `range` names the entity classes, and is empty for the rest.

    A person who fills it fills the role `also` as well: who receives somebody takes part in the meeting.
    """

    name: str
    kind: RoleKind
    range: frozenset[str]
    also: str | None = None


@dataclass(frozen=True, slots=True)
class FrameClass:
    """A frame class with its roles, inherited ones included; `core` are those of which one must be filled."""

    name: str
    event: bool
    core: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shortcut:
    """How a frame becomes an edge: from the filler of one role to that of another."""

    name: str
    label: str
    frame: str
    subject: str
    object: str
    factualities: frozenset[str]
    symmetric: bool


_PRECISIONS = {"day": len("2024-05-03"), "month": len("2024-05"), "year": len("2024")}


@dataclass(frozen=True, slots=True)
class Identity:
    """By what one happening of a class is told from another.

    `within` is for how many days reports without a date may be about one happening, None if never; `once` is true
    where the same fillers cannot have it happen twice. `numbered` are the roles whose number tells one from all others,
    `exact` is how many characters of an ISO date have to be known for two dates to count as one.
    """

    roles: frozenset[str]
    within: int | None
    once: bool
    numbered: frozenset[str]
    exact: int


@dataclass(frozen=True)
class Schema:
    """The whole vocabulary. Build one with `load_schema`.

    `identities` are by frame class, and `telling` are the entity classes whose members take part in few happenings;
    one of `telling_alone` is enough to know a happening of a day by. `shortcuts_of` are the edges that a frame class makes.
    """

    frames: Mapping[str, FrameClass]
    roles: Mapping[str, Role]
    parents: Mapping[str, str]
    shortcuts: tuple[Shortcut, ...]
    identities: Mapping[str, Identity]
    telling: frozenset[str]
    telling_alone: frozenset[str]
    shortcuts_of: Mapping[str, tuple[Shortcut, ...]] = field(init=False, repr=False, compare=False)
    _lineages: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _accepted: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Derive, once, what the stages ask for at every word."""
        derive = object.__setattr__  # the record is frozen
        by_frame = {name: tuple(s for s in self.shortcuts if s.frame == name) for name in self.frames}
        derive(self, "shortcuts_of", by_frame)
        derive(self, "_lineages", self._find_lineages())
        derive(self, "_accepted", self._find_accepted())

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Whether a class is another or lies below it."""
        return ancestor in self._lineages.get(cls, (cls,))

    def lineage(self, cls: str) -> tuple[str, ...]:
        """The class itself, its parent, and so on up to the root."""
        return self._lineages.get(cls, (cls,))

    def _find_lineages(self) -> Mapping[str, tuple[str, ...]]:
        lines: dict[str, tuple[str, ...]] = {}
        for cls in self.parents:
            line = [cls]
            while (parent := self.parents.get(line[-1])) is not None:
                line.append(parent)
            lines[cls] = tuple(line)
        return lines

    def accepts(self, role: str, cls: str) -> bool:
        """Whether an entity of this class may fill the role."""
        return cls in self._accepted[role]

    def _find_accepted(self) -> Mapping[str, frozenset[str]]:
        """Role -> the classes that may fill it, with all that lie below them."""
        return {
            name: frozenset(
                cls for cls in (*self.parents, *role.range) if not role.range.isdisjoint(self.lineage(cls))
            )
            for name, role in self.roles.items()
        }


def load_schema(store: ox.Store) -> Schema:
    """Read the schema out of a store that holds the ontology, in whatever graphs.

    Raises:
        KnowledgeError: a frame, role, range or shortcut names what nobody declared; names the term.
    """
    return _Reader(store).schema()


class _Reader:
    """Asks the store; holds nothing else."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.classes = {local_name(c) for c in self._typed(_CLASS)}

    def schema(self) -> Schema:
        parents = self._parents()
        declared = {local_name(r): r for r in self._typed(ukg("Role"))}
        roles = {name: self._role(name, node) for name, node in sorted(declared.items())}
        bare = Schema({}, roles, parents, (), {}, frozenset(), frozenset())
        frames = {
            f.name: f for f in (self._frame(name, bare) for name in sorted(self.classes)) if f is not None
        }
        shortcuts = tuple(self._shortcut(node, frames, roles) for node in self._typed(ukg("Shortcut")))
        identities = {
            name: identity
            for name, frame in frames.items()
            if (identity := self._identity(frame)) is not None
        }
        telling = frozenset(c for c in self.classes if self._true(ukg(c), "tellsApart"))
        alone = frozenset(c for c in self.classes if self._true(ukg(c), "tellsAlone"))
        return Schema(frames, roles, parents, shortcuts, identities, telling, alone)

    # Reading single values ----------------------------------------------------------------------

    def _objects(self, subject: _Resource, predicate: ox.NamedNode) -> list[_Resource | ox.Literal]:
        found = {q.object for q in self.store.quads_for_pattern(subject, predicate, None, None)}
        return sorted((o for o in found if not isinstance(o, ox.Triple)), key=str)

    def _typed(self, cls: ox.NamedNode) -> list[ox.NamedNode]:
        found = {q.subject for q in self.store.quads_for_pattern(None, _TYPE, cls, None)}
        ours = (s for s in found if isinstance(s, ox.NamedNode) and s.value.startswith(UKG))
        return sorted(ours, key=lambda node: node.value)

    def _names(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> tuple[str, ...]:
        return tuple(local_name(o) for o in self._objects(subject, predicate) if isinstance(o, ox.NamedNode))

    def _name(self, subject: ox.NamedNode, predicate: str) -> str:
        found = self._names(subject, ukg(predicate))
        if len(found) != 1:
            raise KnowledgeError(
                f"ontology/ukgraph.ttl, ukg:{local_name(subject)}: needs one ukg:{predicate}, has {len(found)}"
            )
        return found[0]

    # Classes ------------------------------------------------------------------------------------

    def _parents(self) -> dict[str, str]:
        parents: dict[str, str] = {}
        for name in sorted(self.classes):
            above = [o for o in self._objects(ukg(name), _SUBCLASS) if isinstance(o, ox.NamedNode)]
            ours = [local_name(o) for o in above if o.value.startswith(UKG)]
            if len(ours) > 1:
                raise _wrong(name, f"has several parents, {' and '.join(ours)}; keep one")
            for parent in ours:
                _require(parent, self.classes, name, "class")
                parents[name] = parent
        for name in parents:
            _refuse_circle(name, parents)
        return parents

    def _frame(self, name: str, bare: Schema) -> FrameClass | None:
        line = bare.lineage(name)
        if line[-1] != "Frame":
            return None
        core = {role for cls in line for role in self._names(ukg(cls), ukg("coreRole"))}
        more = {role for cls in line for role in self._names(ukg(cls), ukg("role"))}
        for role in sorted(core | more):
            _require(role, bare.roles, name, "role")
        if not core:
            if name in bare.parents.values():
                return None
            raise _wrong(name, "has no ukg:coreRole; name at least one")
        return FrameClass(
            name, "EventFrame" in line, tuple(sorted(core)), (*sorted(core), *sorted(more - core))
        )

    def _identity(self, frame: FrameClass) -> Identity | None:
        node = ukg(frame.name)
        roles = self._names(node, ukg("identifyingRole"))
        for role in roles:
            _require(role, frame.roles, frame.name, f"role of {frame.name}")
        if not roles:
            return None
        days = [o.value for o in self._objects(node, ukg("reportedWithin")) if isinstance(o, ox.Literal)]
        if len(days) > 1 or not all(day.isdecimal() for day in days):
            raise _wrong(frame.name, "ukg:reportedWithin takes one whole number of days")
        precisions = [o.value for o in self._objects(node, ukg("dateToThe")) if isinstance(o, ox.Literal)]
        if len(precisions) > 1 or not all(precision in _PRECISIONS for precision in precisions):
            raise _wrong(frame.name, f"ukg:dateToThe takes one of {', '.join(_PRECISIONS)}")
        return Identity(
            frozenset(roles),
            int(days[0]) if days else None,
            self._true(node, "happensOnce"),
            frozenset(r for r in roles if self._true(ukg(r), "tellsApart")),
            _PRECISIONS[precisions[0] if precisions else "day"],
        )

    def _true(self, node: ox.NamedNode, predicate: str) -> bool:
        return any(
            isinstance(o, ox.Literal) and o.value == "true" for o in self._objects(node, ukg(predicate))
        )

    # Roles --------------------------------------------------------------------------------------

    def _role(self, name: str, node: ox.NamedNode) -> Role:
        ranges = self._objects(node, _RANGE)
        if len(ranges) != 1 or isinstance(ranges[0], ox.Literal):
            raise _wrong(name, f"a role needs one rdfs:range, this one has {len(ranges)}")
        target = ranges[0]
        if isinstance(target, ox.NamedNode) and target in _LITERAL_RANGES:
            return Role(name, _LITERAL_RANGES[target], frozenset())
        also = self._names(node, ukg("personIsAlso"))
        return Role(name, "entity", frozenset(self._classes_of(target, name)), next(iter(also), None))

    def _classes_of(self, target: _Resource, role: str) -> Iterable[str]:
        """The classes that a range means: itself, or the members of the union that it is or equals."""
        union = self._objects(target, _UNION)
        if isinstance(target, ox.NamedNode):
            _require(local_name(target), self.classes, role, "class")
            union = [
                u
                for e in self._objects(target, _EQUIVALENT)
                if isinstance(e, _Resource)
                for u in self._objects(e, _UNION)
            ]
            if not union:
                yield local_name(target)
        elif not union:
            raise _wrong(role, "its rdfs:range is neither a class nor an owl:unionOf classes")
        for head in union:
            for member in self._list(head):
                yield from self._classes_of(member, role)

    def _list(self, head: _Resource | ox.Literal) -> Iterable[_Resource]:
        while isinstance(head, _Resource) and head != _NIL:
            yield from (o for o in self._objects(head, _FIRST) if isinstance(o, _Resource))
            head = next(iter(self._objects(head, _REST)), _NIL)

    # Shortcuts ----------------------------------------------------------------------------------

    def _shortcut(
        self, node: ox.NamedNode, frames: Mapping[str, FrameClass], roles: Mapping[str, Role]
    ) -> Shortcut:
        name = local_name(node)
        if name in roles:
            raise _wrong(name, "is a role and a shortcut; rename the shortcut")
        frame = self._name(node, "fromFrame")
        _require(frame, frames, name, "frame")
        ends = self._name(node, "subjectRole"), self._name(node, "objectRole")
        for role in ends:
            _require(role, frames[frame].roles, name, f"role of {frame}")
            if roles[role].kind != "entity":
                raise _wrong(
                    name, f"ukg:{role} holds a {roles[role].kind}; an edge needs entities at both ends"
                )
        symmetric = self._true(node, "symmetric")
        if symmetric != (ends[0] == ends[1]):
            raise _wrong(
                name, "ukg:symmetric true belongs to shortcuts whose two roles are one, and only to them"
            )
        return Shortcut(name, self._label(node), frame, *ends, self._factualities(node, name), symmetric)

    def _factualities(self, node: ox.NamedNode, name: str) -> frozenset[str]:
        found = frozenset(self._names(node, ukg("whenFactuality")))
        if not found or not found <= _FACTUAL:
            raise _wrong(
                name,
                f"ukg:whenFactuality takes {' or '.join(sorted(_FACTUAL))}, not {', '.join(sorted(found)) or 'nothing'}",
            )
        return found

    def _label(self, node: ox.NamedNode) -> str:
        labels = [o.value for o in self._objects(node, _LABEL) if isinstance(o, ox.Literal)]
        return labels[0] if labels else local_name(node)


def _wrong(term: str, what: str) -> KnowledgeError:
    return KnowledgeError(f"ontology/ukgraph.ttl, ukg:{term}: {what}")


def _require(name: str, declared: Iterable[str], where: str, what: str) -> None:
    known = sorted(declared)
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean ukg:{near[0]}?" if near else ""
        raise _wrong(where, f"ukg:{name} is not declared as a {what}{hint}")


def _refuse_circle(name: str, parents: Mapping[str, str]) -> None:
    seen: set[str] = set()
    step: str | None = name
    while step is not None:
        if step in seen:
            raise _wrong(name, "is its own ancestor")
        seen.add(step)
        step = parents.get(step)
