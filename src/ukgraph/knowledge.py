"""Everything that ukgraph knows as one frozen record: the catalogue, the lexicon and the schema.

Python holds grammar only; names, aliases, offices, triggers and cues are found here. `loading` reads it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ukgraph.assemble import EntityRecord
from ukgraph.lexicon import SPEECH, Cue, Effect, Pattern, Shift, Trigger
from ukgraph.records import Entity
from ukgraph.schema import GENERIC_KINDS, Schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_NO_EFFECT: frozenset[Effect] = frozenset()
_NO_KIND: frozenset[str] = frozenset()


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
    """One entity of the catalogue; `entity` is its record as frames hold it."""

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
    entity: Entity = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Derive, once, what every mention asks for."""
        aliases = (*self.aliases, *self.ambiguous)
        generic = self.kind in GENERIC_KINDS
        entity = Entity(self.id, self.label, self.kind, True, aliases, self.broader, generic)
        object.__setattr__(self, "entity", entity)  # the record is frozen


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
    """The catalogue, the lexicon and the schema. Build one with `load_knowledge`.

    What is derived stands behind `sha256`; of each of these fields the method that finds it tells what it is.
    """

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
    writings: frozenset[str]
    settings: frozenset[str]
    provisions: frozenset[str]
    no_names: frozenset[str]
    genders: Mapping[str, str]
    surname_genders: Mapping[str, str]
    units: Mapping[str, tuple[str, str]]
    local_units: Mapping[str, Mapping[str, tuple[str, str]]]
    subject: Subject
    sha256: str
    _kinds: dict[str, frozenset[str]] = field(init=False, repr=False, compare=False)
    office_holders: tuple[tuple[Entry, Office], ...] = field(init=False, repr=False, compare=False)
    officers: Mapping[str, tuple[Entry, ...]] = field(init=False, repr=False, compare=False)
    triggers_by_word: dict[tuple[str, str], tuple[Trigger, ...]] = field(
        init=False, repr=False, compare=False
    )
    cues_by_word: dict[tuple[str, str], tuple[Cue, ...]] = field(init=False, repr=False, compare=False)
    trigger_classes: frozenset[str] = field(init=False, repr=False, compare=False)
    _verbs: frozenset[str] = field(init=False, repr=False, compare=False)
    _effects: dict[tuple[str, str], frozenset[Effect]] = field(init=False, repr=False, compare=False)
    counting_verbs: frozenset[str] = field(init=False, repr=False, compare=False)
    addressing_verbs: frozenset[str] = field(init=False, repr=False, compare=False)
    taking_verbs: frozenset[str] = field(init=False, repr=False, compare=False)
    particles: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)
    _related: frozenset[tuple[str, str]] = field(init=False, repr=False, compare=False)
    short_titles: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)
    _full_titles: Mapping[str, str] = field(init=False, repr=False, compare=False)
    offices_done: Mapping[str, str] = field(init=False, repr=False, compare=False)
    capitals: Mapping[str, str] = field(init=False, repr=False, compare=False)
    weapon_nouns: frozenset[str] = field(init=False, repr=False, compare=False)
    people_called: frozenset[str] = field(init=False, repr=False, compare=False)
    given_names: frozenset[str] = field(init=False, repr=False, compare=False)
    forces_called: Mapping[str, tuple[Entry, ...]] = field(init=False, repr=False, compare=False)
    plural_descriptions: frozenset[str] = field(init=False, repr=False, compare=False)
    _records: dict[str, EntityRecord] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Derive, once, what the stages ask for at every word."""
        derive = object.__setattr__  # the record is frozen
        derive(self, "_kinds", self._find_kinds())
        derive(self, "office_holders", self._find_office_holders())
        derive(self, "officers", self._find_officers())
        derive(self, "triggers_by_word", self._find_triggers_by_word())
        derive(self, "cues_by_word", self._find_cues_by_word())
        derive(self, "trigger_classes", self._find_trigger_classes())
        derive(self, "_verbs", self._find_verbs())
        derive(self, "_effects", self._find_effects())
        derive(self, "counting_verbs", self._find_counting_verbs())
        derive(self, "addressing_verbs", self._find_addressing_verbs())
        derive(self, "taking_verbs", self._find_taking_verbs())
        derive(self, "particles", self._find_particles())
        derive(self, "_related", self._find_related())
        derive(self, "short_titles", self._find_short_titles())
        derive(self, "_full_titles", self._find_full_titles())
        derive(self, "offices_done", self._find_offices_done())
        derive(self, "capitals", self._find_capitals())
        derive(self, "weapon_nouns", self._find_weapon_nouns())
        derive(self, "people_called", self._find_people_called())
        derive(self, "given_names", self._find_given_names())
        derive(self, "forces_called", self._find_forces_called())
        derive(self, "plural_descriptions", self._find_plural_descriptions())

    def describe(self, entity_id: str) -> EntityRecord | None:
        """What the catalogue says of an entity, for the graph; None if it does not know it."""
        known = self._records.get(entity_id)
        entry = self.entries.get(entity_id) if known is None else None
        if entry is not None:
            known = self._records[entity_id] = _record(entry)
        return known

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

    def _find_kinds(self) -> Mapping[str, frozenset[str]]:
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

    def _find_officers(self) -> Mapping[str, tuple[Entry, ...]]:
        """Country or body -> those who hold or held an office in it or head it, in the order of ids."""
        found: dict[str, dict[str, Entry]] = defaultdict(dict)
        for entry, office in self.office_holders:
            for body in (office.of, office.heads):
                if body is not None:
                    found[body][entry.id] = entry
        return {body: tuple(entries.values()) for body, entries in found.items()}

    def _find_trigger_classes(self) -> frozenset[str]:
        """The parts of speech that a trigger's word can be; a noun may look like an adjective."""
        found = frozenset(pos for pos, _ in self.triggers_by_word)
        return found | {"ADJ"} if "NOUN" in found else found

    def _find_triggers_by_word(self) -> Mapping[tuple[str, str], tuple[Trigger, ...]]:
        """(part of speech, first lemma) -> senses."""
        found: dict[tuple[str, str], list[Trigger]] = defaultdict(list)
        for trigger in self.triggers:
            found[trigger.pos, trigger.words[0]].append(trigger)
        return {key: tuple(value) for key, value in found.items()}

    def _find_verbs(self) -> frozenset[str]:
        return frozenset(key[1] for key in (*self.triggers_by_word, *self.cues_by_word) if key[0] == "VERB")

    def _find_counting_verbs(self) -> frozenset[str]:
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

    def _find_addressing_verbs(self) -> frozenset[str]:
        """The verbs of saying whose object is who is told: "tell", "inform"."""
        verbs = self._verbs_with(lambda p: p.role == "addressee" and "object" in p.slots)
        return frozenset(v for v in verbs if SPEECH & self.effects("VERB", v))

    def _find_taking_verbs(self) -> frozenset[str]:
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

    def _find_particles(self) -> Mapping[str, frozenset[str]]:
        """Verb -> the second words of its two-word forms: "hand" -> "over", "out"."""
        found: dict[str, set[str]] = defaultdict(set)
        forms = [t.words for t in self.triggers if t.pos == "VERB"] + [
            c.words for c in self.cues if c.pos == "VERB"
        ]
        for words in forms:
            if len(words) == 2 and words[1] not in ("about", "against"):
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

    def _find_related(self) -> frozenset[tuple[str, str]]:
        pairs = [(s.frame, s.becomes) for s in self.shifts]
        return frozenset([*pairs, *((b, a) for a, b in pairs)])

    def _find_cues_by_word(self) -> Mapping[tuple[str, str], tuple[Cue, ...]]:
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

    def _find_effects(self) -> Mapping[tuple[str, str], frozenset[Effect]]:
        return {
            key: frozenset(c.effect for c in cues if len(c.words) == 1)
            for key, cues in self.cues_by_word.items()
        }

    def _find_short_titles(self) -> Mapping[str, frozenset[str]]:
        """A form that only refers back ("the secretary") -> the titles that it may mean."""
        found: dict[str, set[str]] = defaultdict(set)
        for title in self.titles.values():
            for form in (title.label, *title.aliases, *title.short):
                found[form.lower()].add(title.label)
        return {form: frozenset(labels) for form, labels in found.items()}

    def full_title(self, words: str) -> str | None:
        """The title that a form names in full."""
        return self._full_titles.get(words.lower())

    def office_called(self, words: str) -> str | None:
        """The title that a form names in full ("defense minister"), or the only one that it may mean."""
        return self.full_title(words) or next(
            (
                label
                for labels in [self.short_titles.get(words.lower(), ())]
                if len(labels) == 1
                for label in labels
            ),
            None,
        )

    def _find_full_titles(self) -> Mapping[str, str]:
        """A form in lower case -> its title; of several the one of the same last word: a minister is no "Defence Secretary"."""
        named = {t.label.lower(): t.label for t in self.titles.values()}
        forms = [(f.lower(), t.label) for t in self.titles.values() for f in t.aliases]
        forms.sort(key=lambda form: form[0].split()[-1] == form[1].lower().split()[-1])
        return dict(forms) | named

    def _find_offices_done(self) -> Mapping[str, str]:
        """A verb -> the title of whoever does that to a body: "chairs" -> "Chair"."""
        return {verb: t.label for t in self.titles.values() for verb in t.verbs}

    def _find_capitals(self) -> Mapping[str, str]:
        """Capital city -> country; a city that an organization is called by -> that organization."""
        countries = {e.capital: e.id for e in self.entries.values() if e.capital}
        return countries | {e.seat: e.id for e in self.entries.values() if e.seat}

    def _find_weapon_nouns(self) -> frozenset[str]:
        """The last words of the classes of weapons: "missile", "system"."""
        return frozenset(e.label.split()[-1] for e in self.entries.values() if e.kind == "WeaponClass")

    def _find_people_called(self) -> frozenset[str]:
        """The words for people whom a toll counts: "woman", "resident"."""
        counted = self.selectors.get("toll", frozenset())
        groups = (e for e in self.entries.values() if e.kind == "GroupKind")
        below = [e for e in groups if not counted.isdisjoint(self.kinds_of(e.id))]
        return frozenset(form for e in below for form in (e.label, *e.aliases) if form.islower())

    def _find_given_names(self) -> frozenset[str]:
        """First names: those that are listed, and those that people of the catalogue bear."""
        listed = frozenset(name for name in self.genders if name[:1].isupper() and not name.endswith("."))
        return listed | frozenset(
            words[0]
            for e in self.entries.values()
            if e.kind == "Person" and len(words := e.label.split()) > 1 and len(words[0]) > 2
        )

    def _find_forces_called(self) -> Mapping[str, tuple[Entry, ...]]:
        """Common name -> the forces that go by it: "air force"."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            for name in entry.descriptions if self.is_a(entry.kind, "MilitaryForce") else ():
                found[name].append(entry)
        return {name: tuple(forces) for name, forces in found.items()}

    def _find_plural_descriptions(self) -> frozenset[str]:
        """Plurals by which texts refer back to one body: "forces", "troops"."""
        return frozenset(d for e in self.entries.values() for d in e.descriptions if d.endswith("s"))

    def officer_called(self, surname: str, on: str | None) -> Entry | None:
        """The only person of the catalogue of a name in capitals: who held an office on the day, if there are several."""
        people = (e for e in self.entries.values() if e.kind == "Person")
        called = [e for e in people if any(a.upper() == surname for a in (e.label, *e.aliases, *e.ambiguous))]
        in_office = [e for e in called if any(o.held(on) for o in e.offices)]
        found = in_office or called
        return found[0] if len(found) == 1 else None

    def gender_of(self, name: str) -> str | None:
        """By which pronoun texts refer to a person, as the name tells: "m", "f" or None."""
        words = name.split()
        given = self.genders.get(words[0]) if words else None
        if given is not None or len(words) < 2:
            return given
        return next((g for ending, g in self.surname_genders.items() if words[-1].endswith(ending)), None)

    def _find_office_holders(self) -> tuple[tuple[Entry, Office], ...]:
        """Every dated office with its holder, in the order of ids."""
        return tuple((e, o) for _, e in sorted(self.entries.items()) for o in e.offices)
