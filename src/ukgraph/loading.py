"""The files of `ontology/`, read into one record of all that ukgraph knows, and checked on the way.

A wrong file stops the program before anything is written: the error names the file, the term and what to do.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ukgraph.errors import KnowledgeError
from ukgraph.iris import UKG, UKR
from ukgraph.knowledge import Entry, Knowledge, Office, Subject, Title
from ukgraph.lexicon import (
    ANCHOR,
    BEHIND,
    QUANTITIES,
    Cue,
    Effect,
    Pattern,
    Shift,
    Trigger,
    by_certainty,
    parse_pattern,
)
from ukgraph.schema import load_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
RDFS_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
SKOS = "http://www.w3.org/2004/02/skos/core#"
_Value = ox.NamedNode | ox.BlankNode | ox.Literal
ALT_LABEL = ox.NamedNode(SKOS + "altLabel")
BROADER = ox.NamedNode(SKOS + "broader")
SAME_AS = ox.NamedNode("http://www.w3.org/2002/07/owl#sameAs")
NOT_LOADED = frozenset({"shapes.ttl", "shapes-sparql.ttl"})
WORD_CLASSES = {
    "verb": "VERB",
    "noun": "NOUN",
    "adjective": "ADJ",
    "adverb": "ADV",
    "preposition": "ADP",
    "marker": "SCONJ",
    "mark": "PUNCT",
}
TRIGGER_FLAGS = {
    "abroad": "abroad",
    "continues": "continues",
    "copies": "copies",
    "elliptic": "elliptic",
    "needs_clause": "needsClause",
    "intransitive": "intransitive",
    "main_clause": "mainClause",
    "no_ability": "noAbility",
    "strict_subject": "strictSubject",
    "reciprocal": "reciprocal",
    "quotes": "needsQuotation",
    "tentative": "tentative",
    "among": "amongAid",
}
TRIGGER_CLASSES = ("verb", "noun", "adjective", "preposition", "mark")


def ontology_folder() -> Path:
    """Where the knowledge that ships with the package stands: beside it, or in the source tree."""
    packaged = Path(str(resources.files("ukgraph"))) / "ontology"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / "ontology"


def load_knowledge(folder: Path | None = None, extra: Sequence[str] = ()) -> Knowledge:
    """Read `folder` (by default the ontology that ships) and `extra` Turtle texts.

    Raises:
        KnowledgeError: a file does not parse, or names an undeclared term; says which and where.
    """
    root = folder or ontology_folder()
    store = ox.Store()
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.ttl")):
        if path.name not in NOT_LOADED:
            _load_turtle(store, path.read_bytes(), str(path.relative_to(root)), digest)
    for number, text in enumerate(extra):
        _load_turtle(store, text.encode(), f"extra Turtle {number + 1}", digest)
    return _Loader(store, digest.hexdigest()).load()


def _load_turtle(store: ox.Store, text: bytes, name: str, digest: hashlib._Hash) -> None:
    try:
        store.load(text, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(f"file:{name.replace(' ', '-')}"))
    except SyntaxError as error:
        raise KnowledgeError(f"ontology/{name}, line {error.lineno}: not Turtle: {error.msg}") from error
    digest.update(name.encode() + b"\0" + text)


class _Loader:
    """Walks the store once and builds the records; holds nothing else."""

    def __init__(self, store: ox.Store, sha256: str) -> None:
        self.store = store
        self.sha256 = sha256
        self.schema = load_schema(store)
        self.told: dict[tuple[object, ox.NamedNode], list[_Value]] = defaultdict(list)
        for quad in store:
            self.told[quad.subject, quad.predicate].append(quad.object)

    def load(self) -> Knowledge:
        entries = self.entries()
        selectors = self.selectors(entries)
        titles = self.titles()
        self.check_references(entries, titles)
        return Knowledge(
            schema=self.schema,
            entries=entries,
            titles=titles,
            ranks=tuple(
                sorted(
                    {
                        x
                        for s in self.typed("Rank")
                        for x in (self.text(s, RDFS_LABEL), *self.texts(s, ALT_LABEL))
                    }
                )
            ),
            triggers=tuple(self.triggers(selectors)),
            cues=tuple(self.cues()),
            shifts=tuple(self.shifts()),
            selectors=selectors,
            event_patterns=tuple(self.event_patterns(selectors)),
            performative=self.frames_marked("Performative"),
            gatherings=self.frames_marked("Gathering"),
            inheriting=self.frames_marked("Inheriting"),
            promissory=self.frames_marked("Promissory"),
            prospective=self.frames_marked("Prospective"),
            fallback=self.frames_marked("Fallback"),
            happenings=self.happenings(entries),
            heads=self.heads(),
            stand_ins=frozenset(w for s in self.typed("StandIn") for w in self.texts(s, _ukg("noun"))),
            representatives=frozenset(
                w for s in self.typed("Representatives") for w in self.texts(s, _ukg("noun"))
            ),
            grounds=frozenset(w for s in self.typed("Ground") for w in self.texts(s, _ukg("noun"))),
            surroundings=frozenset(
                w for s in self.typed("Surroundings") for w in self.texts(s, _ukg("noun"))
            ),
            viewpoints=frozenset(w for s in self.typed("Viewpoint") for w in self.texts(s, _ukg("noun"))),
            writings=frozenset(w for s in self.typed("Writing") for w in self.texts(s, _ukg("noun"))),
            settings=frozenset(w for s in self.typed("Setting") for w in self.texts(s, _ukg("noun"))),
            provisions=frozenset(w for s in self.typed("Provision") for w in self.texts(s, _ukg("noun"))),
            genders=self.gendered("GenderWords") | self.gendered("GivenNames"),
            surname_genders=self.gendered("SurnameEndings"),
            no_names=frozenset(w for s in self.typed("NoName") for w in self.texts(s, _ukg("noun"))),
            units=self.units(),
            local_units=self.local_units(),
            subject=self.subject(entries),
            sha256=self.sha256,
        )

    # Reading single values -----------------------------------------------------------------

    def where(self, subject: ox.NamedNode | ox.BlankNode) -> str:
        """The file and term of a subject, for messages."""
        quad = next(iter(self.store.quads_for_pattern(subject, None, None, None)), None)
        graph = (
            quad.graph_name.value.removeprefix("file:")
            if quad and isinstance(quad.graph_name, ox.NamedNode)
            else "?"
        )
        name = (
            subject.value.replace(UKR, "ukr:").replace(UKG, "ukg:")
            if isinstance(subject, ox.NamedNode)
            else "a blank node"
        )
        return f"ontology/{graph}, {name}"

    def objects(self, subject: ox.NamedNode | ox.BlankNode, predicate: ox.NamedNode) -> Sequence[_Value]:
        return self.told.get((subject, predicate), ())

    def texts(self, subject: ox.NamedNode | ox.BlankNode, predicate: ox.NamedNode) -> tuple[str, ...]:
        found = self.objects(subject, predicate)
        return tuple(sorted({o.value for o in found})) if found else ()

    def text(self, subject: ox.NamedNode | ox.BlankNode, predicate: ox.NamedNode) -> str:
        found = self.texts(subject, predicate)
        if len(found) != 1:
            name = predicate.value.rpartition("#")[2]
            raise KnowledgeError(f"{self.where(subject)}: needs exactly one {name}, has {len(found)}")
        return found[0]

    def maybe(self, subject: ox.NamedNode | ox.BlankNode, predicate: ox.NamedNode) -> str | None:
        return self.text(subject, predicate) if self.objects(subject, predicate) else None

    def links(self, subject: ox.NamedNode | ox.BlankNode, predicate: ox.NamedNode) -> tuple[str, ...]:
        return tuple(value.removeprefix(UKR).removeprefix(UKG) for value in self.texts(subject, predicate))

    def typed(self, kind: str) -> list[ox.NamedNode]:
        found = {q.subject for q in self.store.quads_for_pattern(None, RDF_TYPE, _ukg(kind), None)}
        return sorted((s for s in found if isinstance(s, ox.NamedNode)), key=lambda s: s.value)

    # Records -------------------------------------------------------------------------------

    def entries(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        kinds = [k for k in self.schema.parents if self.schema.is_a(k, "Entity")]
        for kind in sorted(kinds):
            for subject in self.typed(kind):
                entry = self.entry(subject, kind)
                if entry.id in found:
                    raise KnowledgeError(
                        f"{self.where(subject)}: has two classes, {found[entry.id].kind} and {kind}; keep one"
                    )
                found[entry.id] = entry
        return found

    def happenings(self, entries: Mapping[str, Entry]) -> dict[str, tuple[Mapping[str, str], ...]]:
        """Frame class -> what everybody knows to have happened: role -> entity."""
        found: dict[str, list[Mapping[str, str]]] = defaultdict(list)
        for subject in self.typed("KnownHappening"):
            (frame,) = self.links(subject, _ukg("fromFrame")) or ("",)
            if frame not in self.schema.frames:
                raise KnowledgeError(f"{self.where(subject)}: fromFrame names no frame class")
            roles = {r: self.links(subject, _ukg(r)) for r in self.schema.frames[frame].roles}
            told = {r: ids[0] for r, ids in roles.items() if ids}
            strangers = sorted(set(told.values()) - set(entries))
            if strangers:
                raise KnowledgeError(f"{self.where(subject)}: ukr:{strangers[0]} is not in the catalogue")
            found[frame].append(told)
        return {frame: tuple(known) for frame, known in found.items()}

    def entry(self, subject: ox.NamedNode, kind: str) -> Entry:
        capital = self.links(subject, _ukg("capital"))
        seat = self.links(subject, _ukg("seat"))
        broader = self.links(subject, BROADER)
        return Entry(
            id=subject.value.removeprefix(UKR),
            label=self.text(subject, RDFS_LABEL),
            kind=kind,
            aliases=self.texts(subject, ALT_LABEL),
            ambiguous=self.texts(subject, _ukg("ambiguousLabel")),
            descriptions=self.texts(subject, _ukg("description")),
            adjectives=self.texts(subject, _ukg("adjective")),
            people=self.texts(subject, _ukg("people")),
            metonyms=self.texts(subject, _ukg("metonym")),
            capital=capital[0] if capital else None,
            seat=seat[0] if seat else None,
            part_of=self.links(subject, _ukg("partOf")),
            broader=broader[0] if broader else None,
            origins=self.links(subject, _ukg("origin")),
            armed_by=self.links(subject, _ukg("armedBy")),
            offices=tuple(sorted((self.office(o) for o in self.objects(subject, _ukg("office"))), key=repr)),
            gender=self.maybe(subject, _ukg("gender")),
            same_as=self.texts(subject, SAME_AS),
            iso3=self.maybe(subject, _ukg("iso3")),
        )

    def office(self, node: ox.NamedNode | ox.BlankNode | ox.Literal) -> Office:
        if isinstance(node, ox.Literal):
            raise KnowledgeError(f'ontology: ukg:office takes a node in brackets, not "{node.value}"')
        heads = self.links(node, _ukg("heads"))
        return Office(
            title=self.text(node, _ukg("title")),
            of=self.links(node, _ukg("of"))[0] if self.links(node, _ukg("of")) else "",
            heads=heads[0] if heads else None,
            since=self.maybe(node, _ukg("since")),
            until=self.maybe(node, _ukg("until")),
        )

    def titles(self) -> dict[str, Title]:
        found = {}
        for subject in self.typed("Title"):
            label = self.text(subject, RDFS_LABEL)
            found[label] = Title(
                subject.value.removeprefix(UKR),
                label,
                self.texts(subject, ALT_LABEL),
                self.texts(subject, _ukg("shortForm")),
                self.maybe(subject, _ukg("ofAnyBody")) == "true",
                next(iter(self.links(subject, _ukg("ofKind"))), None),
                self.texts(subject, _ukg("verb")),
            )
        return found

    def check_references(self, entries: Mapping[str, Entry], titles: Mapping[str, Title]) -> None:
        for entry in entries.values():
            place = self.where(ox.NamedNode(UKR + entry.id))
            targets = [*entry.part_of, *entry.origins, entry.capital, entry.seat, entry.broader]
            for office in entry.offices:
                targets += [office.of or None, office.heads]
                if office.title not in titles:
                    raise KnowledgeError(f'{place}: the title "{office.title}" is not declared in titles.ttl')
            for target in targets:
                if target is not None and target not in entries:
                    raise KnowledgeError(f"{place}: ukr:{target} is not declared as an entity anywhere")

    def selectors(self, entries: Mapping[str, Entry]) -> dict[str, frozenset[str]]:
        found = {}
        for subject in self.typed("Selector"):
            classes = frozenset(self.links(subject, _ukg("includes")))
            for name in classes:
                if (
                    name not in self.schema.parents
                    and name not in QUANTITIES
                    and name not in entries
                    and name not in self.schema.frames
                ):
                    raise KnowledgeError(
                        f"{self.where(subject)}: includes {name}, which is neither an entity class, nor an entity, nor a frame"
                    )
            found[self.text(subject, RDFS_LABEL)] = classes
        return found

    def gendered(self, kind: str) -> dict[str, str]:
        """Words of a kind -> "m" or "f"."""
        return {
            w: self.text(s, _ukg("gender")) for s in self.typed(kind) for w in self.texts(s, _ukg("noun"))
        }

    def subject(self, entries: Mapping[str, Entry]) -> Subject:
        marked = self.typed("Subject")
        includes = {name for s in marked for name in self.links(s, _ukg("includes"))}
        for name in sorted(includes):
            if name not in entries and name not in self.schema.parents:
                raise KnowledgeError(
                    f"{self.where(marked[0])}: includes {name}, which is neither an entity class nor an entity"
                )
        nouns = {noun.lower() for s in marked for noun in self.texts(s, _ukg("noun"))}
        return Subject(frozenset(includes), frozenset(nouns))

    def frames_marked(self, kind: str) -> frozenset[str]:
        """The frames that the lexicon puts under one of its headings, such as `ukg:Performative`."""
        return frozenset(f for s in self.typed(kind) for f in self.links(s, _ukg("fromFrame")))

    def heads(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for subject in self.typed("HeadWord"):
            marks = self.links(subject, _ukg("marks"))
            if len(marks) != 1 or marks[0] not in self.schema.parents:
                raise KnowledgeError(f"{self.where(subject)}: ukg:marks must name one entity class")
            found |= dict.fromkeys(self.texts(subject, _ukg("noun")), marks[0])
        return found

    def event_patterns(self, selectors: Mapping[str, frozenset[str]]) -> Iterable[Pattern]:
        for subject in self.typed("EveryEvent"):
            for text in self.texts(subject, _ukg("pattern")):
                yield parse_pattern(text, self.where(subject), selectors)

    def units(self) -> dict[str, tuple[str, str]]:
        return {
            word: (self.text(subject, RDFS_LABEL), self.text(subject, _ukg("dimension")))
            for subject in self.typed("Unit")
            for word in (self.text(subject, RDFS_LABEL), *self.texts(subject, ALT_LABEL))
        }

    def local_units(self) -> dict[str, dict[str, tuple[str, str]]]:
        """A word that is a unit only where a country is spoken of -> country -> the unit and its dimension."""
        found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        for subject in self.typed("Unit"):
            unit = self.text(subject, RDFS_LABEL), self.text(subject, _ukg("dimension"))
            for word in self.texts(subject, _ukg("localName")):
                found[word] |= dict.fromkeys(self.links(subject, _ukg("of")), unit)
        return dict(found)

    def triggers(self, selectors: Mapping[str, frozenset[str]]) -> Iterable[Trigger]:
        for subject in self.typed("TriggerClass"):
            place = self.where(subject)
            frame = self.links(subject, _ukg("evokes"))
            if len(frame) != 1 or frame[0] not in self.schema.frames:
                raise KnowledgeError(
                    f"{place}: ukg:evokes must name one declared frame, not {', '.join(frame) or 'none'}"
                )
            patterns = tuple(
                self.pattern(text, place, frame[0], selectors)
                for text in self.texts(subject, _ukg("pattern"))
            )
            if not patterns:
                raise KnowledgeError(f"{place}: has no ukg:pattern")
            name = subject.value.rpartition("#")[2].rpartition("/")[2]
            flags = {name: self.maybe(subject, _ukg(prop)) == "true" for name, prop in TRIGGER_FLAGS.items()}
            words = [
                (pos, text)
                for prop, pos in WORD_CLASSES.items()
                if prop in TRIGGER_CLASSES
                for text in self.texts(subject, _ukg(prop))
            ]
            if not words:
                raise KnowledgeError(f"{place}: has no ukg:verb, ukg:noun or ukg:adjective")
            for pos, text in words:
                yield Trigger(
                    _words(text, pos), pos, frame[0], by_certainty(patterns), name, len(text.split()), **flags
                )

    def pattern(self, text: str, place: str, frame: str, selectors: Mapping[str, frozenset[str]]) -> Pattern:
        pattern = parse_pattern(text, place, selectors)
        if pattern.role not in (*self.schema.frames[frame].roles, ANCHOR):
            raise KnowledgeError(f'{place}: the frame {frame} has no role "{pattern.role}"')
        return pattern

    def cues(self) -> Iterable[Cue]:
        bending = [s for s in self.typed("TriggerClass") if self.objects(s, _ukg("effect"))]
        for subject in (*self.typed("Cue"), *bending):
            effect = self.text(subject, _ukg("effect"))
            self.check_effect(effect, self.where(subject))
            control = self.maybe(subject, _ukg("control")) or "subject"
            for prop, pos in WORD_CLASSES.items():
                for text in self.texts(subject, _ukg(prop)):
                    yield Cue(_words(text, pos), pos, Effect(effect), control)

    def shifts(self) -> Iterable[Shift]:
        for subject in self.typed("Shift"):
            place = self.where(subject)
            source, target = self.links(subject, _ukg("fromFrame")), self.links(subject, _ukg("becomes"))
            for name in (*source, *target):
                if name not in self.schema.frames:
                    raise KnowledgeError(f"{place}: ukg:{name} is no frame")
            rename = tuple(
                tuple(part.strip() for part in text.split(":"))
                for text in self.texts(subject, _ukg("rename"))
            )
            agent = self.maybe(subject, _ukg("agentRole"))
            effects = self.text(subject, _ukg("under")).split()
            for effect in effects:
                self.check_effect(effect, place)
            act = self.maybe(subject, _ukg("isAct")) == "true"
            under = frozenset(Effect(e) for e in effects)
            for name in source:
                yield Shift(name, under, target[0], rename, agent, act)  # type: ignore[arg-type]

    def check_effect(self, effect: str, place: str) -> None:
        if effect not in set(Effect):
            raise KnowledgeError(f'{place}: "{effect}" is no effect; take one of {", ".join(Effect)}')


def _words(text: str, pos: str) -> tuple[str, ...]:
    """The head lemma first: "hand over" heads at its first word, "air strike" at its last."""
    words = text.lower().split()
    governs = len(words) == 2 and words[-1] in BEHIND  # "support for", "word that"
    return (words[-1], *words[:-1]) if pos == "NOUN" and not governs else tuple(words)


@cache
def _ukg(name: str) -> ox.NamedNode:
    return ox.NamedNode(UKG + name)
