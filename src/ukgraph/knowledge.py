"""Everything that ukgraph knows, read from `ontology/` into one frozen record and checked on the way.

A wrong file stops the program before anything is written: the error names the file, the term and what
to do. Python holds grammar only; names, aliases, offices, triggers and cues are found here.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ukgraph.assemble import EntityRecord
from ukgraph.errors import KnowledgeError
from ukgraph.iris import UKG, UKR
from ukgraph.lexicon import (
    ANCHOR,
    PREPOSITIONS,
    QUANTITIES,
    SPEECH,
    Cue,
    Effect,
    Pattern,
    Shift,
    Trigger,
    by_certainty,
    parse_pattern,
)
from ukgraph.schema import Schema, load_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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
    "continues": "continues",
    "copies": "copies",
    "needs_clause": "needsClause",
    "intransitive": "intransitive",
    "main_clause": "mainClause",
    "strict_subject": "strictSubject",
    "reciprocal": "reciprocal",
    "quotes": "needsQuotation",
}
_NO_EFFECT: frozenset[Effect] = frozenset()
_NO_KIND: frozenset[str] = frozenset()
TRIGGER_CLASSES = ("verb", "noun", "adjective", "preposition", "mark")


@dataclass(frozen=True, slots=True)
class Office:
    """A post held from one date to another (ISO strings of day, month or year; None: open)."""

    title: str
    of: str
    heads: str | None
    since: str | None
    until: str | None

    def held(self, on: str | None) -> bool:
        """Whether it was held on a date; dates of unequal precision are compared at the coarser one."""
        if on is None:
            return self.until is None
        return not _before(on, self.since) and not _before(self.until, on)


def _before(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return False
    width = min(len(a), len(b))
    return a[:width] < b[:width]


def _record(entry: Entry) -> EntityRecord:
    aliases = (*entry.aliases, *entry.ambiguous, *entry.metonyms)
    return EntityRecord(
        id=entry.id,
        label=entry.label,
        kind=entry.kind,
        aliases=tuple(sorted(set(aliases) - {entry.label})),
        same_as=entry.same_as,
        broader=entry.broader,
        part_of=entry.part_of,
        origins=entry.origins,
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One entity of the catalogue."""

    id: str
    label: str
    kind: str
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    capital: str | None = None
    seat: str | None = None
    part_of: tuple[str, ...] = ()
    broader: str | None = None
    origins: tuple[str, ...] = ()
    armed_by: tuple[str, ...] = ()  # the only states that arm it
    offices: tuple[Office, ...] = ()
    gender: str | None = None
    same_as: tuple[str, ...] = ()
    iso3: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """An office as it is called: `aliases` before a name, `short` only when it refers back."""

    id: str
    label: str
    aliases: tuple[str, ...]
    short: tuple[str, ...]
    of_any_body: bool
    of_kind: str | None  # the class of what it is held in: governors govern regions
    verbs: tuple[str, ...] = ()  # what whoever holds it does: a head heads


@dataclass(frozen=True, slots=True)
class Subject:
    """What the news is about: entities and entity classes by name, and words. Nothing at all: whatever it may be."""

    includes: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Knowledge:
    """The catalogue, the lexicon and the schema. Build one with `load_knowledge`."""

    schema: Schema
    entries: Mapping[str, Entry]
    titles: Mapping[str, Title]
    ranks: tuple[str, ...]
    triggers: tuple[Trigger, ...]
    cues: tuple[Cue, ...]
    shifts: tuple[Shift, ...]
    selectors: Mapping[str, frozenset[str]]
    event_patterns: tuple[Pattern, ...]
    performative: frozenset[str]
    gatherings: frozenset[str]
    inheriting: frozenset[str]
    promissory: frozenset[str]
    prospective: frozenset[str]
    fallback: frozenset[str]
    happenings: Mapping[str, tuple[Mapping[str, str], ...]]
    heads: Mapping[str, str]
    stand_ins: frozenset[str]
    representatives: frozenset[str]
    grounds: frozenset[str]
    surroundings: frozenset[str]
    viewpoints: frozenset[str]
    no_names: frozenset[str]
    genders: Mapping[str, str]
    surname_genders: Mapping[str, str]
    units: Mapping[str, tuple[str, str]]
    local_units: Mapping[str, Mapping[str, tuple[str, str]]]
    subject: Subject
    sha256: str

    def describe(self, entity_id: str) -> EntityRecord | None:
        """What the catalogue says of an entity, for the graph; None if it does not know it."""
        known = self._records.get(entity_id)
        entry = self.entries.get(entity_id) if known is None else None
        if entry is not None:
            known = self._records[entity_id] = _record(entry)
        return known

    @cached_property
    def _records(self) -> dict[str, EntityRecord]:
        """What has been asked for: most articles name the same entities."""
        return {}

    def acts(self, kind: str) -> bool:
        """Whether members of an entity class can do something: people, countries, bodies and groups."""
        return kind in ("Person", "Country", "GroupKind") or self.is_a(kind, "Organization")

    def is_a(self, kind: str, ancestor: str) -> bool:
        """Whether an entity class is another or lies below it."""
        return self.schema.is_a(kind, ancestor)

    def is_kind(self, weapon: str, of: str) -> bool:
        """Whether a weapon system or class is of a class, by the catalogue: a Leopard 2 is a tank."""
        return of in self.kinds_of(weapon)

    def kinds_of(self, weapon: str) -> frozenset[str]:
        """A weapon system, group or class and all that it is of: a Leopard 2 is a tank, an armored vehicle, a weapon."""
        return self._kinds.get(weapon, _NO_KIND)

    @cached_property
    def _kinds(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for entry in self.entries.values():
            line = [entry.id]
            above = entry.broader
            while above is not None and above not in line:
                line.append(above)
                above = self.entries[above].broader if above in self.entries else None
            found[entry.id] = frozenset(line)
        return found

    def within(self, inner: str, outer: str) -> bool:
        """Whether a place or body lies in another, by the catalogue."""
        seen: set[str] = set()
        todo = [inner]
        while todo:
            node = todo.pop()
            if node == outer:
                return True
            if node not in seen:
                seen.add(node)
                entry = self.entries.get(node)
                todo += entry.part_of if entry else ()
        return False

    def country_of(self, entity_id: str) -> str | None:
        """The country that an entity is, or lies in."""
        seen: set[str] = set()
        todo = [entity_id]
        while todo:
            node = todo.pop(0)
            entry = self.entries.get(node)
            if entry is None or node in seen:
                continue
            if entry.kind == "Country":
                return node
            seen.add(node)
            todo += entry.part_of
        return None

    @cached_property
    def officers(self) -> Mapping[str, tuple[Entry, ...]]:
        """Country or body -> those who hold or held an office in it or head it, in the order of ids."""
        found: dict[str, dict[str, Entry]] = defaultdict(dict)
        for entry, office in self.office_holders:
            for body in (office.of, office.heads):
                if body is not None:
                    found[body][entry.id] = entry
        return {body: tuple(entries.values()) for body, entries in found.items()}

    @cached_property
    def trigger_classes(self) -> frozenset[str]:
        """The parts of speech that a trigger's word can be; a noun may look like an adjective."""
        found = frozenset(pos for pos, _ in self.triggers_by_word)
        return found | {"ADJ"} if "NOUN" in found else found

    @cached_property
    def triggers_by_word(self) -> Mapping[tuple[str, str], tuple[Trigger, ...]]:
        """(part of speech, first lemma) -> senses."""
        found: dict[tuple[str, str], list[Trigger]] = defaultdict(list)
        for trigger in self.triggers:
            found[trigger.pos, trigger.words[0]].append(trigger)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def _verbs(self) -> frozenset[str]:
        return frozenset(key[1] for key in (*self.triggers_by_word, *self.cues_by_word) if key[0] == "VERB")

    @cached_property
    def counting_verbs(self) -> frozenset[str]:
        """The verbs and adjectives that need a number of people for a role: "kill", "injure", "dead"."""
        return frozenset(
            t.words[0]
            for t in self.triggers
            if t.pos in ("VERB", "ADJ")
            and any(
                p.required and p.selectors and all("Count" in self.selectors[s] for s in p.selectors)
                for p in t.patterns
            )
        )

    @cached_property
    def addressing_verbs(self) -> frozenset[str]:
        """The verbs of saying whose object is who is told: "tell", "inform"."""
        verbs = self._verbs_with(lambda p: p.role == "addressee" and "object" in p.slots)
        return frozenset(v for v in verbs if SPEECH & self.effects("VERB", v))

    @cached_property
    def taking_verbs(self) -> frozenset[str]:
        """The verbs whose object must be a place in one of their senses: "capture", "liberate"."""
        return self._verbs_with(lambda p: p.required and p.slots[0] == "object" and p.wanted == {"Place"})

    def _verbs_with(self, fits: Callable[[Pattern], bool]) -> frozenset[str]:
        """The verbs of one word that have such a pattern in one of their senses."""
        verbs = (t for t in self.triggers if t.pos == "VERB" and len(t.words) == 1)
        return frozenset(t.words[0] for t in verbs if any(map(fits, t.patterns)))

    def units_in(self, text: str, countries: Iterable[str]) -> Mapping[str, tuple[str, str]]:
        """The units of a text: "kroner" are the money of the first of these countries that has such."""
        local = {
            word: next((users[c] for c in countries if c in users), None)
            for word, users in self.local_units.items()
            if word in text
        }
        known = {word: unit for word, unit in local.items() if unit is not None}
        return {**self.units, **known} if known else self.units

    @cached_property
    def particles(self) -> Mapping[str, frozenset[str]]:
        """Verb -> the second words of its two-word forms: "hand" -> "over", "out"."""
        found: dict[str, set[str]] = defaultdict(set)
        forms = [t.words for t in self.triggers if t.pos == "VERB"] + [
            c.words for c in self.cues if c.pos == "VERB"
        ]
        for words in forms:
            if len(words) == 2:
                found[words[0]].add(words[1])
        return {verb: frozenset(seconds) for verb, seconds in found.items()}

    def is_verb(self, lemma: str) -> bool:
        """Whether the lexicon knows a word as a verb."""
        return lemma in self._verbs

    def evoked(self, word: str, pos: str = "NOUN") -> frozenset[str]:
        """The frames that a word can evoke."""
        return frozenset(t.frame for t in self.triggers_by_word.get((pos, word), ()))

    def roles_evoked(self, word: str, pos: str = "NOUN") -> list[frozenset[str]]:
        """The roles of each frame that a word can evoke."""
        frames = self.schema.frames
        return [frozenset(frames[name].roles) for name in self.evoked(word, pos) if name in frames]

    def akin(self, one: str, other: str) -> bool:
        """Whether two frames are the same, or what one becomes when it is planned, asked for or refused."""
        return one == other or (one, other) in self._related

    @cached_property
    def _related(self) -> frozenset[tuple[str, str]]:
        pairs = [(s.frame, s.becomes) for s in self.shifts]
        return frozenset([*pairs, *((b, a) for a, b in pairs)])

    @cached_property
    def cues_by_word(self) -> Mapping[tuple[str, str], tuple[Cue, ...]]:
        """(part of speech, first lemma) -> cues."""
        found: dict[tuple[str, str], list[Cue]] = defaultdict(list)
        for cue in self.cues:
            found[cue.pos, cue.words[0]].append(cue)
        return {key: tuple(value) for key, value in found.items()}

    def weighs(self, pos: str, lemma: str) -> bool:
        """Whether a word bends what it governs, alone or as the head of a phrase."""
        idle = (Effect.ABOUT, Effect.IDIOM)
        return any(c.effect not in idle for c in self.cues_by_word.get((pos, lemma), ()))

    def effects(self, pos: str, lemma: str) -> frozenset[Effect]:
        """What a word does to what it governs, by the cues that are this one word alone."""
        return self._effects.get((pos, lemma), _NO_EFFECT)

    @cached_property
    def _effects(self) -> Mapping[tuple[str, str], frozenset[Effect]]:
        return {
            key: frozenset(c.effect for c in cues if len(c.words) == 1)
            for key, cues in self.cues_by_word.items()
        }

    @cached_property
    def short_titles(self) -> Mapping[str, frozenset[str]]:
        """A form that only refers back ("the secretary") -> the titles that it may mean."""
        found: dict[str, set[str]] = defaultdict(set)
        for title in self.titles.values():
            for form in (title.label, *title.aliases, *title.short):
                found[form.lower()].add(title.label)
        return {form: frozenset(labels) for form, labels in found.items()}

    def office_called(self, words: str) -> str | None:
        """The title that a form names in full ("defense minister"), or the only one that it may mean."""
        return self._full_titles.get(words.lower()) or next(
            (
                label
                for labels in [self.short_titles.get(words.lower(), ())]
                if len(labels) == 1
                for label in labels
            ),
            None,
        )

    @cached_property
    def _full_titles(self) -> Mapping[str, str]:
        """A form in lower case -> its title; of several the one of the same last word: a minister is no "Defence Secretary"."""
        named = {t.label.lower(): t.label for t in self.titles.values()}
        forms = [(f.lower(), t.label) for t in self.titles.values() for f in t.aliases]
        forms.sort(key=lambda form: form[0].split()[-1] == form[1].lower().split()[-1])
        return dict(forms) | named

    @cached_property
    def offices_done(self) -> Mapping[str, str]:
        """A verb -> the title of whoever does that to a body: "chairs" -> "Chair"."""
        return {verb: t.label for t in self.titles.values() for verb in t.verbs}

    @cached_property
    def capitals(self) -> Mapping[str, str]:
        """Capital city -> country; a city that an organization is called by -> that organization."""
        countries = {e.capital: e.id for e in self.entries.values() if e.capital}
        return countries | {e.seat: e.id for e in self.entries.values() if e.seat}

    @cached_property
    def weapon_nouns(self) -> frozenset[str]:
        """The last words of the classes of weapons: "missile", "system"."""
        return frozenset(e.label.split()[-1] for e in self.entries.values() if e.kind == "WeaponClass")

    @cached_property
    def given_names(self) -> frozenset[str]:
        """First names: those that are listed, and those that people of the catalogue bear."""
        listed = frozenset(name for name in self.genders if name[:1].isupper() and not name.endswith("."))
        return listed | frozenset(
            words[0]
            for e in self.entries.values()
            if e.kind == "Person" and len(words := e.label.split()) > 1 and len(words[0]) > 2
        )

    @cached_property
    def forces_called(self) -> Mapping[str, tuple[Entry, ...]]:
        """Common name -> the forces that go by it: "air force"."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            for name in entry.descriptions if self.is_a(entry.kind, "MilitaryForce") else ():
                found[name].append(entry)
        return {name: tuple(forces) for name, forces in found.items()}

    @cached_property
    def plural_descriptions(self) -> frozenset[str]:
        """Plurals by which texts refer back to one body: "forces", "troops"."""
        return frozenset(d for e in self.entries.values() for d in e.descriptions if d.endswith("s"))

    def gender_of(self, name: str) -> str | None:
        """By which pronoun texts refer to a person, as the name tells: "m", "f" or None."""
        words = name.split()
        given = self.genders.get(words[0]) if words else None
        if given is not None or len(words) < 2:
            return given
        return next((g for ending, g in self.surname_genders.items() if words[-1].endswith(ending)), None)

    @cached_property
    def office_holders(self) -> tuple[tuple[Entry, Office], ...]:
        """Every dated office with its holder, in the order of ids."""
        return tuple((e, o) for _, e in sorted(self.entries.items()) for o in e.offices)


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
    governs = len(words) == 2 and words[-1] in PREPOSITIONS  # "support for"
    return (words[-1], *words[:-1]) if pos == "NOUN" and not governs else tuple(words)


@cache
def _ukg(name: str) -> ox.NamedNode:
    return ox.NamedNode(UKG + name)
