"""Mentions to entities: who or what is meant, by type, date and the company that a name keeps in its article.

A form that names several things ("Austin", "Georgia") is linked only where the article gives a reason: the
full name, the office, the country, the pipeline's own label. Without one it stays unknown; nothing is forced
onto a catalogue entry. Offices are resolved at the article's date, so that "the defense secretary" is whoever
held the office then.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ukgraph.gazetteer import Form
from ukgraph.iris import slug
from ukgraph.lexicon import SPEECH
from ukgraph.records import Entity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ukgraph.knowledge import Entry, Knowledge, Office
    from ukgraph.mentions import Mention
    from ukgraph.records import Sentence, Token

PLACE_PREPOSITIONS = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "around",
        "inside",
        "across",
        "through",
        "over",
        "into",
        "throughout",
        "within",
    }
)
LONGEST_OFFICE = 9  # words between a title and its bearer
LONGEST_DATELINE = 10  # words of a heading, or between a city and the dash of a dateline
LONGEST_APPOSITION = 6  # words between a bearer and the title after it
_STEM = 5  # letters by which two titles are told to share a word
_BODY_REACH = 6  # words between a country and a body's common name
_CROWD = 200  # of something that may be people or arms
_PEOPLED = frozenset({"Country", "Region", "MilitaryForce"})
_LONGEST_BODY = 3  # words of a body within an office: "regional military administration"
_WITHIN_OFFICE = frozenset({"of", "to", "the", "its", "'s", "’s"})
_LINKERS = frozenset({"of", "for", "to", "at", "in"})
_DIVISIONS = frozenset({"regions", "oblasts", "provinces"})
_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Post:
    """An office that the text gives to a person: canonical title, and the body or country if it says which."""

    title: str
    organization: Entity | None


@dataclass(frozen=True, slots=True)
class Linked:
    """Tokens [start, end) with what they name.

    `actor` is whom the words stand for where they act: the country of a capital or of an adjective, else the
    entity itself. `described` tells that the words are a description ("the defense secretary"), not a name.
    """

    start: int
    end: int
    entity: Entity
    actor: Entity
    form: Form | None
    post: Post | None = None
    described: bool = False


def link(
    sentences: Sequence[Sentence],
    mentions: Sequence[tuple[Mention, ...]],
    knowledge: Knowledge,
    date: str | None,
) -> list[tuple[Linked, ...]]:
    """Link every mention of an article; one tuple for each sentence, left to right."""
    return _Linker(sentences, mentions, knowledge, date).run()


def unknown(label: str, kind: str, *, generic: bool = False, broader: str | None = None) -> Entity:
    """An entity that the catalogue does not have, named as the text names it."""
    return Entity(slug(label), label, kind, known=False, generic=generic, broader=broader)


class _Linker:
    """The state of one article while it is linked."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        mentions: Sequence[tuple[Mention, ...]],
        knowledge: Knowledge,
        date: str | None,
    ) -> None:
        self.sentences = sentences
        self.mentions = mentions
        self.knowledge = knowledge
        self.date = date
        self.certain = self._certain()
        self.countries = self._countries()
        self.served = self._served()
        self.titled = self._titled()
        self.people = self._unknown_people()
        self.acronyms: dict[str, Entity] = {}
        self.here = 0
        self.posts: list[tuple[Entity, str]] = []  # people with the offices that the text gives them
        self.order: dict[str, int] = {}  # people -> how late they were named last
        self.meant: dict[str, str] = {}  # common names -> the country whose body they named last
        self.described: set[str] = set()  # common names of what was named so far: "air force"
        self.strangers: dict[
            str, int
        ] = {}  # offices -> how late somebody was said to hold one without a name
        self.spoken_of: list[str] = []  # catalogue people in the order of the text

    def run(self) -> list[tuple[Linked, ...]]:
        return [self._sentence(s, m) for s, m in zip(self.sentences, self.mentions, strict=True)]

    # What the whole article says ------------------------------------------------------------------

    def _certain(self) -> Counter[str]:
        """Entries that are named by an unmistakable form somewhere in the article."""
        found: Counter[str] = Counter()
        for mention in (m for ms in self.mentions for m in ms):
            ids = mention.ids(Form.NAME, Form.ADJECTIVE, Form.PEOPLE, Form.METONYM)
            if len(ids) == 1:
                found[ids[0]] += 1
        return found

    def _countries(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for entity_id, count in self.certain.items():
            country = self.knowledge.country_of(entity_id)
            if country:
                found[country] += count
        return found

    def _served(self) -> frozenset[str]:
        """The bodies of which the article names an officer: of whom else's "the House" would Mike Johnson be the speaker?"""
        people = (self.knowledge.entries[i] for i in self.certain if i in self.knowledge.entries)
        held = (o for p in people for o in p.offices if p.kind == "Person" and o.held(self.date))
        return frozenset(body for o in held for body in (o.of, o.heads) if body is not None)

    def _titled(self) -> set[tuple[int, int]]:
        """The (sentence, token) at which names begin that stand beside an office or a noun for a person."""
        found: set[tuple[int, int]] = set()
        for sentence, mentions in zip(self.sentences, self.mentions, strict=True):
            titles = [m for m in mentions if m.ids(Form.TITLE)]
            for mention in mentions:
                if not mention.readings and (
                    any(_beside(sentence, mention, t) for t in titles)
                    or self._noun_kind(sentence, mention) == "Person"
                ):
                    found.add((sentence.index, mention.start))
        return found

    def _unknown_people(self) -> dict[str, str]:
        """Surname -> full name, for people whom the catalogue does not know, or not by a surname that many bear."""
        found: dict[str, str] = {}
        for sentence, mentions in zip(self.sentences, self.mentions, strict=True):
            for mention in mentions:
                for person in (self.knowledge.entries.get(i) for i in mention.ids(Form.NAME)):
                    if person is not None and person.kind == "Person" and " " in mention.text:
                        found.setdefault(mention.text.split()[-1], person.label)
                personal = mention.kind == "Person" or (
                    mention.kind is None and (sentence.index, mention.start) in self.titled
                )
                if not mention.readings and personal and " " in mention.text:
                    found.setdefault(mention.text.split()[-1], mention.text)
        return found

    # One sentence ---------------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence, mentions: tuple[Mention, ...]) -> tuple[Linked, ...]:
        self.here = sentence.index
        linked: list[Linked] = []
        titles: list[Mention] = []
        for mention in mentions:
            if self._is_position(sentence, mention):
                continue
            if mention.ids(Form.TITLE):
                titles.append(mention)
            elif mention.ids(Form.SHORT):
                linked += self._short(sentence, mention, linked)
            if not mention.ids(Form.TITLE, Form.SHORT) or mention.ids(Form.NAME):
                found = self._one(sentence, mention, titles)
                if found is not None:
                    linked.append(found)
        linked = self._join_weapons(sentence, linked)
        taken = {i for item in linked for i in range(item.start, item.end)}
        for title in titles:
            if title.start not in taken:
                linked = self._office(sentence, title, linked)
        linked = self._regions(sentence, self._elsewhere(sentence, self._join_nouns(sentence, linked)))
        ordered = tuple(sorted(linked, key=lambda item: (item.start, item.end)))
        entries = (self.knowledge.entries.get(x.entity.id) for x in ordered)
        self.described.update(d for e in entries if e is not None for d in e.descriptions)
        people = [x for x in ordered if x.entity.kind == "Person"]
        # The subject last: "Trump received Zelensky. The president" is Trump.
        people.sort(key=lambda x: _head_token(sentence, x.start, x.end).dep.startswith("nsubj"))
        self.spoken_of += [x.entity.id for x in people if x.entity.known]
        for item in people:
            self.order[item.entity.id] = self._now(sentence)
            if item.post is not None:
                self.posts.append((item.entity, item.post.title))
        return ordered

    def _now(self, sentence: Sentence) -> int:
        """How late it is in the article, for who was named last."""
        return len(self.order) + sentence.index * 100

    def _is_position(self, sentence: Sentence, title: Mention) -> bool:
        """ "with a general at its head": where somebody stands is no office."""
        before = [
            t for t in sentence.tokens[max(0, title.start - 2) : title.start] if t.pos not in ("DET", "PRON")
        ]
        return (
            bool(before)
            and before[-1].text.lower() == "at"
            and self._of_any_body(title.ids(Form.TITLE, Form.SHORT))
        )

    def _one(self, sentence: Sentence, mention: Mention, titles: Sequence[Mention]) -> Linked | None:
        if mention.text in self.acronyms:
            entity = self.acronyms[mention.text]
            return Linked(mention.start, mention.end, entity, entity, Form.NAME)
        if not mention.readings:
            return self._unlisted(sentence, mention, titles)
        entry, form = self._choose(sentence, mention, [*titles, *self._short_before(sentence, mention)])
        if entry is None:
            kind = "Person" if mention.text in self.people else mention.kind
            return self._named(mention, kind) if kind else self._common_body(sentence, mention)
        if self._is_namesake(sentence, mention, entry):
            return self._named(mention, "Person")
        if form is Form.CLASS and entry.kind == "GroupKind":
            entry = self._own_force(sentence, mention) or entry
        if entry.kind == "AidKind" and self._is_of_another_deed(sentence, mention):
            return None
        entity = entry.entity
        country = self.knowledge.country_of(entity.id) if form is Form.AMBIGUOUS else None
        if country is not None and entity.kind != "Person":
            self.meant[mention.text.lower()] = country
        if mention.stands_for is not None:
            self.acronyms[mention.stands_for] = entity
        return Linked(mention.start, mention.end, entity, self._actor(sentence, mention, entity), form)

    def _short_before(self, sentence: Sentence, mention: Mention) -> list[Mention]:
        """ "Secretary Austin": the short form of an office, with a capital, right before a name."""
        before = (m for m in self.mentions[sentence.index] if m.end == mention.start and m.ids(Form.SHORT))
        return [m for m in before if m.text[:1].isupper()]

    def _is_of_another_deed(self, sentence: Sentence, mention: Mention) -> bool:
        """ "a sanctions package", "a package of sanctions": the noun that says what it is made of tells what is no gift."""
        tokens, start, end = sentence.tokens, mention.start, mention.end
        made_of = [t for t in tokens[max(0, start - 1) : start] if t.dep == "compound"]
        if [t.text.lower() for t in tokens[end : end + 1]] == ["of"]:
            made_of += tokens[end + 1 : end + 2]
        evoked = [r for t in made_of if t.pos == "NOUN" for r in self.knowledge.roles_evoked(t.lemma.lower())]
        return bool(evoked) and not any(roles & {"item", "trainee"} for roles in evoked)

    def _common_body(self, sentence: Sentence, mention: Mention) -> Linked | None:
        """ "the kingdom's foreign ministry": a body by its common name, of a country whose own the catalogue lacks."""
        entries = [self.knowledge.entries[i] for i in mention.ids(Form.AMBIGUOUS)]
        country = self.knowledge.entries.get(self._nearest_country(sentence, mention) or "")
        common = mention.text.islower() and bool(entries) and all(e.kind == "GovernmentBody" for e in entries)
        if not common or country is None or not country.adjectives:
            return None
        entity = unknown(f"{country.adjectives[0]} {mention.text}", "GovernmentBody")
        return Linked(mention.start, mention.end, entity, entity, None)

    def _own_force(self, sentence: Sentence, mention: Mention) -> Entry | None:
        """ "Drones were fired at Ukraine, the air force said": the force of the country spoken of, where none was named before."""
        text = mention.text.lower()
        if not _definite(sentence.tokens, mention) or text in self.described:
            return None
        head = _head_token(sentence, mention.start, mention.end)
        seated = mention.end < len(sentence.tokens) and sentence.tokens[mention.end].text.lower() == "in"
        if not (seated or head.dep.startswith("nsubj")) or "Number=Plur" in head.feats:
            return None
        country = self._nearest_country(sentence, mention)
        forces = self.knowledge.forces_called.get(text, ()) if country is not None else ()
        own = [e for e in forces if self.knowledge.country_of(e.id) == country]
        return own[0] if len(own) == 1 else None

    def _named(self, mention: Mention, kind: str) -> Linked:
        label = self.people.get(mention.text, mention.text) if kind == "Person" else mention.text
        entity = unknown(label, kind)
        namesake = self.knowledge.entries.get(entity.id)
        if namesake is not None and namesake.kind == kind == "Person":
            return Linked(mention.start, mention.end, namesake.entity, namesake.entity, None)
        if namesake is not None:
            entity = replace(entity, id=slug(f"{label} {kind}"))  # Jordan the analyst is not the country
        if label != mention.text:
            entity = replace(entity, aliases=(mention.text,))
        return Linked(mention.start, mention.end, entity, entity, None)

    def _unlisted(self, sentence: Sentence, mention: Mention, titles: Sequence[Mention]) -> Linked | None:
        """A name that the catalogue does not know, with its class; None where nothing speaks for its being one."""
        kind = self._kind(sentence, mention, titles)
        if kind is None:
            return None
        found = self._named(mention, kind)
        if mention.stands_for is not None:
            self.acronyms[mention.stands_for] = found.entity
        return found

    def _kind(self, sentence: Sentence, mention: Mention, titles: Sequence[Mention]) -> str | None:
        """The class of an unknown name: by its own words, an office or a noun beside it, or a weapon's class after it.

        A single word is a person only after a title or as the surname of somebody named in full.
        """
        place = self._place_kind(sentence, mention)
        if place is not None and mention.stands_for is None:
            return place
        single = " " not in mention.text
        beside = (sentence.index, mention.start) in self.titled
        if mention.kind == "Person" or (single and mention.text in self.people):
            after_title = any(0 <= mention.start - t.end <= 1 for t in titles)
            return "Person" if not single or mention.text in self.people or after_title or beside else None
        if mention.sure or mention.stands_for is not None:
            return mention.kind or "Organization"
        if beside:
            return "Person"
        if mention.kind is not None:
            return mention.kind
        noun = self._noun_kind(sentence, mention)
        return noun if noun is not None or not self._class_follows(sentence, mention) else "WeaponSystem"

    def _place_kind(self, sentence: Sentence, mention: Mention) -> str | None:
        """The class of a place that the words before a name tell: "the settlement of Novoivanovka", "captured Novoivanovka"."""
        tokens = sentence.tokens
        if mention.start > 1 and tokens[mention.start - 1].text == "of":
            kind = self.knowledge.heads.get(tokens[mention.start - 2].lemma.lower(), "")
            if self.knowledge.is_a(kind, "Place"):
                return kind
        if mention.kind in (None, "Place") and self._lies_in_region(sentence, mention):
            return "City"
        head = _head_token(sentence, mention.start, mention.end)
        verb = tokens[head.head].lemma.lower()
        taken = (
            mention.kind != "Person"
            and head.dep in ("obj", "nsubj:pass")
            and verb in self.knowledge.taking_verbs
        )
        return "Place" if taken else None

    def _lies_in_region(self, sentence: Sentence, mention: Mention) -> bool:
        """ "Novoivanovka in the Zaporizhzhia region", "Novoivanovka, Zaporizhzhia region": one word, and not a surname."""
        beside = (sentence.index, mention.start) in self.titled
        if mention.readings or " " in mention.text or mention.text in self.people or beside:
            return False
        for other in self.mentions[sentence.index]:
            between = [x.text.lower() for x in sentence.tokens[mention.end : other.start]]
            if other.start >= mention.end and between in (["in"], ["in", "the"], [","]):
                regions = (self.knowledge.entries[i].kind == "Region" for i in other.ids(Form.NAME))
                return any(regions)
        return False

    def _noun_kind(self, sentence: Sentence, mention: Mention) -> str | None:
        """The class that a noun beside a name tells: "the drone maker Fluggeist", "Fluggeist, a German drone maker"."""
        tokens = sentence.tokens
        before = tokens[mention.start - 1] if mention.start else None
        if before is not None and before.pos == "NOUN" and before.text.islower():
            kind = self.knowledge.heads.get(before.lemma.lower())
            if kind is not None and _governs(before, tokens[mention.end - 1], mention):
                return kind
        return self._apposed_kind(sentence, mention)

    def _apposed_kind(self, sentence: Sentence, mention: Mention) -> str | None:
        """The class in ", a German drone maker," after a name."""
        after = sentence.tokens[mention.end : mention.end + LONGEST_OFFICE]
        if len(after) < 3 or after[0].text != "," or after[1].text.lower() not in _ARTICLES:
            return None
        found = None
        for token in after[2:]:
            if token.pos in ("NOUN", "PROPN"):
                found = token
            elif token.pos not in ("ADJ", "NUM") and token.text != "-":
                break
        if found is None or "Number=Plur" in found.feats or _tells(sentence, found):
            return None
        return self.knowledge.heads.get(found.lemma.lower())

    def _class_follows(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether the noun after a name is a class of weapons: "Vilkatis drones"."""
        for other in self.mentions[sentence.index]:
            if _touches(sentence, mention.end, other.start) and other.start >= mention.end:
                kinds = [self.knowledge.entries[i].kind for i in other.ids(Form.CLASS)]
                return "WeaponClass" in kinds
        return False

    def _is_namesake(self, sentence: Sentence, mention: Mention, entry: Entry) -> bool:
        """ "Jordan, an analyst in London": a place's name that the text says is a person's."""
        place = entry.kind == "Country" or self.knowledge.is_a(entry.kind, "Place")
        placed = mention.start > 0 and sentence.tokens[mention.start - 1].pos == "ADP"
        if not place or placed or " " in mention.text:
            return False  # "moved to Germany, a spokesman said"
        after = sentence.tokens[mention.end + 1 : mention.end + 2]
        indefinite = bool(after) and after[0].text.lower() in ("a", "an")
        return indefinite and self._apposed_kind(sentence, mention) == "Person"

    def _choose(
        self, sentence: Sentence, mention: Mention, titles: Sequence[Mention]
    ) -> tuple[Entry | None, Form | None]:
        """The reading with the best reason; none where an ambiguous form has no reason at all."""
        best: tuple[int, Entry | None, Form | None] = (0, None, None)
        for entity_id, form in mention.readings:
            entry = self.knowledge.entries.get(entity_id)
            if entry is None:
                continue
            score = self._score(sentence, mention, titles, entry, form)
            if score > best[0]:
                best = (score, entry, form)
        return best[1], best[2]

    def _score(
        self, sentence: Sentence, mention: Mention, titles: Sequence[Mention], entry: Entry, form: Form
    ) -> int:
        score = 0 if form is Form.AMBIGUOUS else 10
        if form is Form.AMBIGUOUS and self._officer_follows(sentence, mention, entry):
            score += 8
        if form is Form.CLASS and mention.text[:1].isupper() and mention.start > 0:
            score = 2  # a capital inside a sentence speaks for a name
        label = next(
            (t.ent.partition("-")[2] for t in sentence.tokens[mention.start : mention.end] if t.ent), ""
        )
        if entry.id in self.certain:
            score += 4
        if form is Form.AMBIGUOUS and self._is_seat(sentence, mention, entry):
            score += 16
        if entry.kind == "Person":
            score += self._person_score(mention, titles, entry, label)
        elif self.knowledge.is_a(entry.kind, "Place") or entry.kind == "Country":
            score += {"LOC": 2, "GPE": 2, "PERSON": -3}.get(label, 0)
            score += sum(1 for c in entry.part_of if c in self.countries)
            if form is Form.AMBIGUOUS and self._place_kind(sentence, mention) == entry.kind:
                score += 4  # "the town of Wool"
            score += (
                1 if entry.kind == "Country" and form is Form.AMBIGUOUS and label in ("LOC", "GPE") else 0
            )
        elif form is Form.AMBIGUOUS:
            country = self.knowledge.country_of(entry.id)
            score += 0 if _is_its_subject(sentence, mention) else self._side_score(sentence, country)
            nearby = self._nearest_country(sentence, mention)
            score += 3 if country and country == self._told_before(sentence) else 0
            score += 3 if country and country == nearby else 0
            score += 6 if country and country == self._stated_owner(sentence, mention) else 0
            score += 2 if entry.id in self.served else 0
            score += (
                1
                if country and self.countries.most_common(1)[:1] == [(country, self.countries[country])]
                else 0
            )
            kinds = {
                self.knowledge.entries[i].kind for i, _ in mention.readings if i in self.knowledge.entries
            }
            many = "GroupKind" in kinds and _is_crowd(sentence, mention)
            if self.knowledge.is_a(entry.kind, "WeaponSystem"):
                counted = _counted(sentence, mention) and not many
                score += self._weapon_follows(sentence, mention) or counted
            elif entry.kind == "GroupKind":
                score += many or self._of_a_people(sentence, mention)
        return score

    def _of_a_people(self, sentence: Sentence, mention: Mention) -> bool:
        """ "Chechen fighters", "fighters of the Wagner group": of a country, a region or a force."""
        words = [t.text.lower() for t in sentence.tokens[mention.end : mention.end + 2]]
        behind = mention.end + len(words) if words == ["of", "the"] else mention.end + 1
        named = (
            self.knowledge.entries[i].kind
            for m in self.mentions[sentence.index]
            if m.end == mention.start or (words[:1] == ["of"] and m.start == behind)
            for i in m.ids(Form.NAME, Form.ADJECTIVE, Form.AMBIGUOUS)
        )
        return any(kind in _PEOPLED or self.knowledge.is_a(kind, "Organization") for kind in named)

    def _told_before(self, sentence: Sentence) -> str | None:
        """ "Russia says it hit a hangar. All targets were hit, the ministry said": the country that tells what the sentence before says."""
        before = next((s for s in self.sentences if s.index == sentence.index - 1), None)
        here = (m.ids(Form.NAME, Form.ADJECTIVE, Form.PEOPLE) for m in self.mentions[sentence.index])
        if before is None or any(self.knowledge.country_of(i) for ids in here for i in ids):
            return None
        for mention in self.mentions[before.index]:
            teller = before.tokens[mention.end - 1]
            verb = before.tokens[teller.head]
            if teller.dep == "nsubj" and SPEECH & self.knowledge.effects(verb.pos, verb.lemma.lower()):
                return self._country_named(mention)
        return None

    def _side_score(self, sentence: Sentence, country: str | None) -> int:
        """Of the two sides of a known war the other one tells of an attack: "the General Staff said Russian troops had attacked"."""
        tokens = sentence.tokens
        attacking = {
            self.knowledge.country_of(i)
            for m in self.mentions[sentence.index]
            for i in m.ids(Form.NAME, Form.ADJECTIVE, Form.PEOPLE)[:1]
            if tokens[m.end - 1].dep == "nsubj" and self._attacks(tokens, m)
        }
        sides = [set(h.values()) for known in self.knowledge.happenings.values() for h in known]
        if not attacking or country is None or not any(attacking & s and country in s for s in sides):
            return 0
        return -2 if country in attacking else 2

    def _officer_follows(self, sentence: Sentence, mention: Mention, entry: Entry) -> bool:
        """Whether a body's common name stands before somebody of its own: "Foreign Ministry spokeswoman Maria Zakharova"."""
        after = sentence.tokens[mention.end : mention.end + LONGEST_OFFICE]
        words = {t.text for t in after}
        return any(o.label.rpartition(" ")[2] in words for o in self.knowledge.officers.get(entry.id, ()))

    def _person_score(self, mention: Mention, titles: Sequence[Mention], entry: Entry, label: str) -> int:
        score = {"PERSON": 2, "LOC": -2}.get(label, 0)
        if self.people.get(mention.text, entry.label) != entry.label:
            score -= 2  # the article names another Wilson in full
        held = [o for o in entry.offices if o.held(self.date)]
        if any(o.of in self.certain or o.of in self.countries for o in held):
            score += 2
        beside = (t for t in titles if 0 <= mention.start - t.end <= 1 or self._shares(t, mention))
        before = next(beside, None)
        if before is not None:
            meant = {*before.ids(Form.TITLE), *self.knowledge.short_titles.get(before.text.lower(), ())}
            fits = any(o.title in meant for o in held)  # "Secretary Austin"
            other = held or not any(o.title in meant for o in entry.offices)
            named = entry.offices and other and " " not in mention.text
            score += 4 if fits else -2 if named else 0  # "Senator Collins" is no minister
        return score

    def _shares(self, title: Mention, mention: Mention) -> bool:
        """ "Senators Collins and Manchin": an office in the plural stands before each of several names."""
        between = self.sentences[self.here].tokens[title.end : mention.start]
        names = all(t.pos == "PROPN" or t.text in (",", "and") for t in between)
        return title.text.endswith("s") and bool(between) and names and between[-1].pos != "PROPN"

    def _is_seat(self, sentence: Sentence, mention: Mention, entry: Entry) -> bool:
        """ "Georgia's governor": governors are of regions, so that the state is meant."""
        for title in self.mentions[sentence.index]:
            kinds = self._seats(title)
            after = mention.end <= title.start and _possessive_gap(sentence.tokens, mention.end, title.start)
            of = [t.text.lower() for t in sentence.tokens[title.end : mention.start]] in (
                ["of"],
                ["of", "the"],
            )
            if kinds and (after or of):
                return entry.kind in kinds
        return False

    def _seats(self, title: Mention) -> set[str]:
        """The classes of what a title is held in: a governor's is a region, a mayor's a city."""
        kinds = (self.knowledge.titles[t].of_kind for t in title.ids(Form.TITLE))
        return {kind for kind in kinds if kind is not None}

    def _weapon_follows(self, sentence: Sentence, mention: Mention) -> bool:
        after = sentence.tokens[mention.end : mention.end + 3]
        return any(t.lemma.lower() in self.knowledge.weapon_nouns for t in after)

    def _nearest_country(self, sentence: Sentence, mention: Mention) -> str | None:
        """The country that a body's common name belongs to: its modifier, its of-phrase, else the nearest one before."""
        tokens = sentence.tokens
        own = self._owner(tokens, mention, last=True) if _is_its_subject(sentence, mention) else None
        if own is not None:
            return own
        stated = self._stated_owner(sentence, mention)
        if stated is not None:
            return stated
        best: tuple[int, str] | None = None
        common = mention.text.lower()
        for other in self.mentions[sentence.index]:
            country = self._country_named(other)
            if country is None or other is mention:
                continue
            if common in self.meant and self._is_mere_place(other):
                best = best or (_BODY_REACH + 1, self.meant[common])
                continue  # "units took a village near Kharkiv, said the ministry" that was Russia's before
            gap = mention.start - other.end
            subject = tokens[other.end - 1].dep.startswith("nsubj")
            if gap <= 0 or (subject and self._attacks(tokens, other)):
                continue  # who tells of a strike is rarely who struck: "Russia attacked Odesa, the air force said"
            named = bool(other.ids(Form.NAME, Form.AMBIGUOUS))  # "Russian fire" makes no army Russia's
            if subject or (named and gap <= _BODY_REACH and (best is None or gap < best[0])):
                best = (-1 if subject else gap, country)
        owned = mention.start > 0 and tokens[mention.start - 1].text in ("'s", "’s")
        return best[1] if best and not owned else self._owner(tokens, mention) if owned else None

    def _stated_owner(self, sentence: Sentence, mention: Mention) -> str | None:
        """ "Ukraine's Defense Ministry", "the Defense Ministry of Ukraine": the country that the phrase itself names."""
        tokens = sentence.tokens
        for other in self.mentions[sentence.index]:
            if other.end <= mention.start and _possessive_gap(tokens, other.end, mention.start):
                owned = True
            else:
                between = [t.text.lower() for t in tokens[mention.end : other.start]]
                seated = between == ["in"] and self._is_capital(other)
                owned = seated or between in (["of"], ["of", "the"])
            country = self._country_named(other) if owned and other is not mention else None
            if country is not None:
                return country
        return None

    def _country_named(self, mention: Mention) -> str | None:
        ids = mention.ids(Form.NAME, Form.ADJECTIVE, Form.PEOPLE, Form.AMBIGUOUS)
        return next((c for i in ids if (c := self.knowledge.country_of(i))), None)

    def _is_mere_place(self, mention: Mention) -> bool:
        """A town or a region, which stands for no government."""
        kinds = {self.knowledge.entries[i].kind for i in mention.ids(Form.NAME)}
        placed = bool(kinds) and all(self.knowledge.is_a(kind, "Place") for kind in kinds)
        return placed and not self._is_capital(mention)

    def _is_capital(self, mention: Mention) -> bool:
        """ "the defence ministry in Berlin" is Germany's."""
        return any(i in self.knowledge.capitals for i in mention.ids(Form.NAME))

    def _attacks(self, tokens: Sequence[Token], mention: Mention) -> bool:
        """Whether a mention is the subject of a verb that evokes an attack, and not who suffers it."""
        if tokens[mention.end - 1].dep == "nsubj:pass":
            return False
        verb = tokens[tokens[mention.end - 1].head]
        roles = self.knowledge.roles_evoked(verb.lemma.lower(), "VERB")
        return any({"attacker", "target"} <= r for r in roles)

    def _owner(self, tokens: Sequence[Token], mention: Mention, *, last: bool = False) -> str | None:
        """ "the kingdom's foreign ministry": of the country that the sentence has as its subject; "its foreign ministry": as its last."""
        mentions = self.mentions[self.here]
        for other in reversed(mentions) if last else mentions:
            head = tokens[other.end - 1]
            country = next(
                (c for i in other.ids(Form.NAME, Form.AMBIGUOUS) if (c := self.knowledge.country_of(i))), None
            )
            if country and head.dep.startswith("nsubj") and other.end < mention.start:
                return country
        return None

    def _actor(self, sentence: Sentence, mention: Mention, entity: Entity) -> Entity:
        """The country behind a capital, or the body behind its seat, unless the words tell a place."""
        country = self.knowledge.capitals.get(entity.id)
        if country is None:
            return entity
        head = _head_token(sentence, mention.start, mention.end)
        if preposition_of(sentence, head) in PLACE_PREPOSITIONS or self._is_destination(sentence, head):
            return entity
        if _in_heading(sentence, mention) or _modifies_name(sentence, head, mention):
            return entity
        return self.knowledge.entries[country].entity

    def _is_destination(self, sentence: Sentence, head: Token) -> bool:
        """ "a visit to Kyiv", "visited Kyiv": the governor evokes a frame with a destination, and only such frames."""
        governor = sentence.tokens[head.head]
        pos = "VERB" if governor.pos in ("VERB", "AUX") else "NOUN"
        senses = self.knowledge.triggers_by_word.get((pos, governor.lemma.lower()), ())
        frames = {t.frame for t in senses}
        return (
            bool(frames)
            and head.dep.partition(":")[0] in ("obl", "nmod", "obj")
            and all("destination" in self.knowledge.schema.frames[f].core for f in frames)
        )

    def _join_weapons(self, sentence: Sentence, linked: list[Linked]) -> list[Linked]:
        """ "Patriot missile defense systems" is one mention; so are "Flamingo missiles", of a name unknown."""
        joined: list[Linked] = []
        for item in linked:
            before = joined[-1] if joined else None
            if (
                before is not None
                and item.entity.kind == "WeaponClass"
                and _touches(sentence, before.end, item.start)
            ):
                if before.entity.kind == "WeaponSystem":
                    joined[-1] = replace(before, end=item.end)
                    continue
                if before.form is None and before.entity.kind != "Person":
                    name = unknown(before.entity.label, "WeaponSystem", broader=item.entity.id)
                    joined[-1] = replace(before, end=item.end, entity=name, actor=name)
                    continue
            joined.append(item)
        return joined

    def _join_nouns(self, sentence: Sentence, linked: list[Linked]) -> list[Linked]:
        """ "the arms maker Alpenstahl", "diplomat Antony Blinken": the noun before a name is a part of its phrase."""
        joined: list[Linked] = []
        for item in sorted(linked, key=lambda x: (x.start, x.end)):
            before = joined[-1] if joined and joined[-1].end == item.start else None
            noun = sentence.tokens[item.start - 1] if item.start else None
            free = before is None or before.form is Form.CLASS
            named = not item.entity.generic and not item.described
            if noun is None or not (free and named and self._describes(noun, item.entity.kind)):
                joined.append(item)
                continue
            joined = joined[:-1] if before is not None else joined
            joined.append(replace(item, start=before.start if before is not None else noun.i))
        return joined

    def _describes(self, noun: Token, kind: str) -> bool:
        if noun.pos != "NOUN" or "Number=Plur" in noun.feats or not noun.text.islower():
            return False
        marked = self.knowledge.heads.get(noun.lemma.lower())
        return marked is not None and self.knowledge.is_a(kind, marked)

    def _elsewhere(self, sentence: Sentence, linked: list[Linked]) -> list[Linked]:
        """ "Paris, Texas" is no capital: a region of another country after a comma makes it another city."""
        found = list(linked)
        for n, item in enumerate(linked):
            region = next((x for x in linked if x.start == item.end + 1 and x.entity.kind == "Region"), None)
            if region is None or item.entity.kind != "City" or sentence.tokens[item.end].text != ",":
                continue
            here, there = (self.knowledge.country_of(x.entity.id) for x in (item, region))
            if here is not None and there is not None and here != there:
                city = unknown(f"{item.entity.label}, {region.entity.label}", "City")
                found[n] = replace(item, entity=city, actor=city, form=None)
        return found

    # Offices --------------------------------------------------------------------------------------

    def _regions(self, sentence: Sentence, linked: list[Linked]) -> list[Linked]:
        """ "the Luhansk and Donetsk regions": names that share a noun are of the regions, and not of their towns."""
        found = {x.end: x for x in linked}
        for noun in [t for t in sentence.tokens[3:] if t.text.lower() in _DIVISIONS]:
            end = noun.i
            while (item := found.get(end)) is not None:
                found[end] = self._region(item)
                end = item.start
                while end > 0 and sentence.tokens[end - 1].text in (",", "and"):
                    end -= 1
                if end == item.start:
                    break
        return [found[x.end] for x in linked]

    def _region(self, town: Linked) -> Linked:
        """The region that is called by a town's name and has it for its seat, if there is one."""
        entry = self.knowledge.entries.get(town.entity.id)
        wholes = (self.knowledge.entries[i] for i in (entry.part_of if entry is not None else ()))
        region = next((e for e in wholes if e.label.startswith(f"{town.entity.label} ")), None)
        return replace(town, entity=region.entity, actor=region.entity) if region is not None else town

    def _office(self, sentence: Sentence, title: Mention, linked: list[Linked]) -> list[Linked]:
        """Give a title to the person whom it stands with, or resolve it by the article's date."""
        tokens = sentence.tokens
        enclosed = any(x.end == title.start for x in linked) and any(x.start == title.end for x in linked)
        if tokens[title.end - 1].pos in ("VERB", "AUX", "ADV") and not enclosed:
            return linked  # "will head to", "chief among them"; but "Kremlin aide Yuri Ushakov"
        bodies = self._bodies(sentence, title, linked)
        person = self._bearer(sentence, title, linked)
        titles = self._in_full(tokens, title, linked) or title.ids(Form.TITLE)
        if person is not None:
            post = self._post(person.entity, titles, title.text, bodies)
            start = min(title.start, person.start)
            grown = replace(
                person,
                start=start,
                end=max(person.end, title.end if title.start < person.start else person.end),
                post=post,
            )
            fellows = self._fellows(tokens, title, person, linked)
            posts = {x.start: self._post(x.entity, titles, title.text, bodies) for x in fellows}
            linked = [replace(x, post=posts[x.start]) if x in fellows else x for x in linked]
            return [grown if item is person else item for item in linked]
        plural = "Number=Plur" in tokens[title.end - 1].feats
        open_phrase = not bodies and title.end < len(tokens) and tokens[title.end].text.lower() == "of"
        said_of = any(
            t.dep == "cop" and title.start <= t.head < title.end for t in tokens
        )  # "Rutte was prime minister"
        resolvable = not plural and not open_phrase and not said_of and not _indefinite(sentence, title)
        bare = resolvable and not bodies and _definite(tokens, title)
        holder = self._holder(titles, bodies) if bare or (resolvable and bodies) else None
        if holder is None and resolvable and bodies:
            holder = self._spoken_of(title, {b.id for b in bodies})  # "the German minister"
        entity = holder[0].entity if holder is not None else self._holder_spoken_of(title) if bare else None
        if entity is None:
            self._note_stranger(sentence, title)
            return [*linked, self._unnamed(title)]
        named = Post(holder[1].title, self._entity(holder[1].of)) if bodies and holder is not None else None
        return [*linked, Linked(title.start, title.end, entity, entity, Form.TITLE, named, described=True)]

    def _in_full(self, tokens: Sequence[Token], title: Mention, linked: Sequence[Linked]) -> tuple[str, ...]:
        """ "head of the Kherson regional military administration": an office that has its seat's name in the midst of its own."""
        words = [t.text.lower() for t in tokens]
        if words[title.end : title.end + 1] != ["of"]:
            return ()
        start = title.end + (2 if words[title.end + 1 : title.end + 2] == ["the"] else 1)
        seat = next((x.end for x in linked if x.start == start), None)
        if seat is None:
            return ()
        seat += words[seat : seat + 1] in (["'s"], ["’s"])
        forms = (" ".join(words[seat:end]) for end in range(seat + _LONGEST_BODY, seat, -1))
        offices = (self.knowledge.full_title(f"{title.text} of the {form}") for form in forms)
        return tuple(office for office in offices if office is not None)[:1]

    def _fellows(
        self, tokens: Sequence[Token], title: Mention, bearer: Linked, linked: Sequence[Linked]
    ) -> list[Linked]:
        """ "Ministers Rustem Umerov and Boris Pistorius": who else bears an office that stands in the plural before them."""
        found: list[Linked] = []
        noun = title.text.partition(" of ")[0]
        if not noun.endswith("s"):
            return found
        end = bearer.end
        for item in sorted(linked, key=lambda x: x.start):
            joined = all(t.text in (",", "and") for t in tokens[end : item.start]) and item.start > end
            if joined and item.entity.kind == "Person" and item.post is None:
                found.append(item)
                end = item.end
        return found

    def _short(self, sentence: Sentence, title: Mention, linked: Sequence[Linked]) -> list[Linked]:
        """ "the secretary": the person last spoken of who holds such an office, else the generic phrase if it is one."""
        tokens = sentence.tokens
        holder = None
        self._note_stranger(sentence, title)
        if _definite(tokens, title) and tokens[title.end - 1].pos in ("NOUN", "PROPN"):
            holder = self._holder_named(sentence, title, linked) or self._holder_spoken_of(title)
        if holder is not None and "Number=Plur" not in tokens[title.end - 1].feats:
            entity = holder
            return [Linked(title.start, title.end, entity, entity, Form.TITLE, described=True)]
        group = next((self.knowledge.entries[i] for i in title.ids(Form.CLASS)), None)
        if group is None:
            return []
        return [Linked(title.start, title.end, group.entity, group.entity, Form.CLASS)]

    def _note_stranger(self, sentence: Sentence, title: Mention) -> None:
        """ "a diplomat said": "the diplomat" behind that is he, and nobody named before."""
        if _indefinite(sentence, title) and not _definite(sentence.tokens, title):
            self.strangers[title.text.lower()] = self._now(sentence)

    def _unnamed(self, title: Mention) -> Linked:
        """An office without a name ("a spokesperson", "defense ministers") is a generic filler."""
        group = next((self.knowledge.entries[i] for i in title.ids(Form.CLASS)), None)
        names = title.ids(Form.TITLE)
        label = names[0] if len(names) == 1 else title.text  # "top general" is many an office
        entity = group.entity if group else unknown(label.lower(), "GroupKind", generic=True)
        return Linked(title.start, title.end, entity, entity, Form.CLASS)

    def _bodies(self, sentence: Sentence, title: Mention, linked: Sequence[Linked]) -> list[Entity]:
        """The country or bodies that a title is said of: before it, or after "of"."""
        tokens = sentence.tokens
        found: list[Entity] = []
        before = [
            x
            for x in linked
            if x.end <= title.start
            and x.entity.kind != "Person"
            and _possessive_gap(tokens, x.end, title.start)
        ]
        if before:
            found += [before[-1].actor, before[-1].entity]
            further = [
                x
                for x in linked
                if x.end <= before[-1].start and _possessive_gap(tokens, x.end, before[-1].start)
            ]
            found += [x.actor for x in further[-1:] if x.entity.kind == "Country"]
        elif title.start > 0 and tokens[title.start - 1].text.lower() == "its":
            # "Belgium will send jets, its prime minister said", "in Poltava region, its governor said"
            found += self._only_one(title.start, linked, self._seats(title) or {"Country"})
        after = title.end
        if after < len(tokens) and tokens[after].text.lower() in _LINKERS:
            after += 1
            while after < len(tokens) and (
                tokens[after].text.lower() in _ARTICLES or tokens[after].pos == "ADJ"
            ):
                after += 1
            after = _past_owner(tokens, linked, after)
            seats = self._seats(title)  # the mayor of Kyiv is the city's, its government the country's
            found += [
                x.entity if x.entity.kind in seats else x.actor
                for x in linked
                if x.start <= after < x.end and x.entity.kind != "Person"
            ]
            nested = [x for x in linked if x.start <= after < x.end]
            if nested and nested[0].form is Form.ADJECTIVE:
                found += [
                    x.actor
                    for x in linked
                    if nested[0].end <= x.start <= nested[0].end + 1 and x.entity.kind != "Person"
                ]
        return [b for b in found if not b.generic and not self.knowledge.is_a(b.kind, "WeaponSystem")]

    def _only_one(self, end: int, linked: Sequence[Linked], kinds: set[str]) -> list[Entity]:
        """The entity of such a class that a sentence names before a token, if it names no other."""
        named = {x.actor.id: x.actor for x in linked if x.end <= end and x.actor.kind in kinds}
        return list(named.values()) if len(named) == 1 else []

    def _bearer(self, sentence: Sentence, title: Mention, linked: Sequence[Linked]) -> Linked | None:
        """The person named right after a title ("Defense Minister Reznikov"), or before it in apposition."""
        tokens = sentence.tokens
        people = [x for x in linked if x.entity.kind == "Person" and not x.described]
        nested = any(t.text.lower() == "of" for t in tokens[max(0, title.start - 3) : title.start])
        for item in people:
            if item.start < title.end:
                continue
            gap = [t for t in tokens[title.end : item.start] if t.text not in self.knowledge.ranks]
            words = [t.text for t in gap]
            apposed = (
                words == [","]
                and not _is_plural(tokens[title.end - 1])
                and (not nested or self._has_held(item.entity, title))
            )
            if words in ([], ["("]) or apposed or _of_phrase(gap, linked):
                return item
        for item in people:
            between = tokens[item.end : title.start]
            if (
                0 < len(between) <= 5
                and between[0].text == ","
                and not _is_plural(tokens[title.end - 1])  # "After talks with Scholz, ministers agreed"
                and (all(_light(t, linked) for t in between[1:]) or _owned(between))
            ):
                return item
        return None

    def _has_held(self, person: Entity, title: Mention) -> bool:
        """Whether the catalogue knows that a person has held such an office: not the wife of the president, who is named behind him."""
        entry = self.knowledge.entries.get(person.id)
        return entry is not None and any(o.title in title.ids(Form.TITLE) for o in entry.offices)

    def _of_any_body(self, titles: Sequence[str]) -> bool:
        return any(self.knowledge.titles[t].of_any_body for t in titles)

    def _post(self, person: Entity, titles: Sequence[str], said: str, bodies: Sequence[Entity]) -> Post:
        """The office in the catalogue's words where it knows it, else as the text has it."""
        entry = self.knowledge.entries.get(person.id)
        ids = {b.id for b in bodies}
        ranked = sorted(entry.offices if entry else (), key=lambda o: (not o.held(self.date), o.since or ""))
        there = [
            o
            for o in ranked
            if {o.of, o.heads} & ids or (ids and all(self.knowledge.country_of(b) == o.of for b in ids))
        ]
        for office in ranked:
            if office.title in titles and (not ids or office in there):
                meant = not _akin(said, titles[0]) or _akin(
                    said, office.title
                )  # "top general" is many an office
                return Post(office.title if meant else titles[0], self._entity(office.of))
        short_for = self.knowledge.short_titles.get(said.lower(), frozenset())
        for office in ranked:
            short = office.title in short_for and said.lower() in office.title.lower()
            if short and office.held(self.date) and (not ids or office in there):
                return Post(office.title, self._entity(office.of))  # "Secretary Austin"
        for office in there:
            if said.lower() in office.title.lower():
                return Post(office.title, self._entity(office.of))  # "the chairman of the Joint Chiefs"
        for office in ranked:
            if self._of_any_body(titles) and office.held(self.date) and office.heads in ids:
                return Post(office.title, self._entity(office.of))
        kind = self.knowledge.titles[titles[0]].of_kind
        private = kind is not None and self.knowledge.is_a(kind, "Organization")
        fitting = [b for b in bodies if not private or b.kind != "Country"]  # "an American journalist"
        return Post(titles[0], self._seat(kind, fitting[0]) if fitting else None)

    def _seat(self, kind: str | None, body: Entity) -> Entity:
        """ "Kherson governor": who governs regions governs that of the town."""
        entry = self.knowledge.entries.get(body.id)
        if entry is None or kind in (None, body.kind):
            return body
        above = (self.knowledge.entries.get(i) for i in entry.part_of if body.kind == "City")
        return next((e.entity for e in above if e is not None and e.kind == kind), body)

    def _holder(self, titles: Sequence[str], bodies: Sequence[Entity]) -> tuple[Entry, Office] | None:
        """Who holds an office at the article's date; None where that is not certain."""
        ids = {b.id for b in bodies}
        countries = {self.knowledge.country_of(i) for i in ids} - {None}
        heading = ids if self._of_any_body(titles) else set()
        candidates = [
            (e, o)
            for e, o in self.knowledge.office_holders
            if (o.title in titles or o.heads in heading) and o.held(self.date)
        ]
        if ids:
            exact = [
                (e, o)
                for e, o in candidates
                if o.heads in heading or (o.title in titles and {o.of, o.heads} & ids)
            ]
            titled = [(e, o) for e, o in exact if o.title in titles]
            return (
                _only(titled)
                or _only(self._topmost(titled))
                or _only(exact)
                or _only([(e, o) for e, o in candidates if o.title in titles and o.of in countries])
            )
        titled = [(e, o) for e, o in candidates if o.title in titles]
        present = [(e, o) for e, o in titled if e.id in self.certain]
        if present:
            return _only(present)
        placed = [(e, o) for e, o in titled if self._is_spoken_of(o.of)]
        first = _only(placed)
        if first is None and placed:
            top = max(self.certain[o.of] for _, o in placed)
            first = _only([(e, o) for e, o in placed if self.certain[o.of] == top])
        return first

    def _is_spoken_of(self, body: str) -> bool:
        """Whether an article is about a country or body so far, and not as much about another country.

        "The president sent troops to Romania" tells nothing of Romania's president, nor does "Bulgaria's parliament
        overrode the president's veto on arms for Ukraine" of Ukraine's.
        """
        before = self.sentences[: self.here + 1]
        named = any(body in m.ids() for s in before for m in self.mentions[s.index])
        country = self.knowledge.country_of(body)
        rivals = [count for other, count in self.countries.items() if other != country]
        return named and self.certain[body] > max(rivals, default=0)

    def _topmost(self, found: Sequence[tuple[Entry, Office]]) -> list[tuple[Entry, Office]]:
        """Offices below no other of these: of two top generals the one whose forces the other's staff is part of."""
        headed = {o.heads for _, o in found if o.heads}
        return [
            (e, o)
            for e, o in found
            if not any(o.heads and h != o.heads and self.knowledge.within(o.heads, h) for h in headed)
        ]

    def _spoken_of(self, title: Mention, bodies: Collection[str] = ()) -> tuple[Entry, Office] | None:
        """The person last named whose office, of these bodies if any, a short form means: "the secretary", "the top general"."""
        meant = self.knowledge.short_titles.get(title.text.lower(), frozenset())
        for person in reversed(self.spoken_of):
            entry = self.knowledge.entries[person]
            for office in entry.offices:
                own = not bodies or office.of in bodies or self.knowledge.country_of(office.of) in bodies
                if own and office.held(self.date) and office.title in meant:
                    return entry, office
        return None

    def _holder_named(self, sentence: Sentence, title: Mention, linked: Sequence[Linked]) -> Entity | None:
        """The person whom the sentence itself has named before a short form of his office: its subject, else the last."""
        meant = self.knowledge.short_titles.get(title.text.lower(), frozenset())
        doers = [x for x in linked if _head_token(sentence, x.start, x.end).dep.startswith("nsubj")]
        for item in (*reversed(doers), *reversed(linked)):
            entry = self.knowledge.entries.get(item.entity.id)
            offices = entry.offices if entry is not None and item.end <= title.start else ()
            if any(o.title in meant and o.held(self.date) for o in offices):
                return item.entity
        return None

    def _holder_spoken_of(self, title: Mention) -> Entity | None:
        """The person last named whose office a short form means, of the catalogue or as the text has it."""
        meant = self.knowledge.short_titles.get(title.text.lower(), frozenset())
        catalogued = self._spoken_of(title)
        told = next((e for e, office in reversed(self.posts) if office in meant), None)
        holders = [catalogued[0].entity] if catalogued is not None else []
        holders += [told] if told is not None else []
        last = max(holders, key=lambda e: self.order.get(e.id, 0), default=None)
        stranger = self.strangers.get(title.text.lower(), -1)  # "a diplomat said": "the diplomat" is he
        return last if last is not None and self.order.get(last.id, 0) >= stranger else None

    def _entity(self, entity_id: str) -> Entity | None:
        entry = self.knowledge.entries.get(entity_id)
        return entry.entity if entry else None


def _is_its_subject(sentence: Sentence, mention: Mention) -> bool:
    """Whether a body is somebody's own and speaks or acts: "Moscow denies it: its defence ministry insists"."""
    tokens = sentence.tokens
    own = mention.start > 0 and tokens[mention.start - 1].text.lower() == "its"
    return own and _head_token(sentence, mention.start, mention.end).dep.startswith("nsubj")


def _in_heading(sentence: Sentence, mention: Mention) -> bool:
    """ "16 February, Berlin.", "KYIV, April 16 (Reuters) - Russia attacked": where it happens or was written."""
    after = sentence.tokens[mention.end : mention.end + LONGEST_DATELINE]
    dash = next((n for n, t in enumerate(after) if t.text in ("-", "–", "—")), None)
    if mention.start <= 1 and dash is not None:
        return all(t.pos in ("PROPN", "NUM", "PUNCT", "X") or t.text[:1].isupper() for t in after[:dash])
    return len(sentence.tokens) <= LONGEST_DATELINE and not any(
        t.pos in ("VERB", "AUX") for t in sentence.tokens
    )


def _modifies_name(sentence: Sentence, head: Token, mention: Mention) -> bool:
    """ "the Berlin Wall", "the Warsaw Process": a city's name as a part of another."""
    after = sentence.tokens[mention.end] if mention.end < len(sentence.tokens) else None
    return (
        after is not None
        and after.text[:1].isupper()
        and after.pos in ("PROPN", "NOUN")
        and head.head == after.i
        and head.dep in ("compound", "flat", "nmod", "amod")
    )


def _beside(sentence: Sentence, name: Mention, title: Mention) -> bool:
    """Whether an office stands right before a name or in apposition after it: "X, the deputy defence minister of Y"."""
    tokens = sentence.tokens
    if 0 <= name.start - title.end <= 1:
        if name.start > title.end and _is_plural(tokens[title.end - 1]):
            return False  # "Speaking to reporters, Kuleba"
        return all(t.text in (",", "(") or t.text[:1].isupper() for t in tokens[title.end : name.start])
    between = tokens[name.end : title.start]
    return (
        0 < len(between) <= LONGEST_APPOSITION
        and between[0].text in (",", "(")
        and not any(t.pos in ("VERB", "AUX", "PUNCT", "CCONJ") for t in between[1:])
        and not (between[0].text == "," and _tells(sentence, tokens[title.end - 1]))
    )


def _is_plural(noun: Token) -> bool:
    """ "ministers", "MPs"."""
    return "Number=Plur" in noun.feats or (noun.text[:-1].isupper() and noun.text[-1:] == "s")


def _tells(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun after a comma begins a report and no apposition: "to Ukraine, a White House official said"."""
    tokens = sentence.tokens
    verb = tokens[noun.head]
    if not (noun.dep == "nsubj" and verb.i > noun.i):
        verb = tokens[min(noun.i + 1, len(tokens) - 1)]
    return verb.pos in ("VERB", "AUX") and not any(t.text == "," for t in tokens[noun.i : verb.i])


def _governs(noun: Token, name: Token, mention: Mention) -> bool:
    """Whether a noun and the name right after it are one phrase in the tree."""
    return mention.start <= noun.head < mention.end or name.head in (noun.i, noun.head)


def _only(found: Sequence[tuple[Entry, Office]]) -> tuple[Entry, Office] | None:
    people = {e.id for e, _ in found}
    return found[0] if len(people) == 1 else None


def _head_token(sentence: Sentence, start: int, end: int) -> Token:
    """The token of a span whose governor lies outside it."""
    for token in sentence.tokens[start:end]:
        if not start <= token.head < end or token.head == token.i:
            return token
    return sentence.tokens[end - 1]


def preposition_of(sentence: Sentence, token: Token) -> str:
    """The preposition of a phrase, or that of the phrase it is coordinated with."""
    node = token
    for _ in range(4):
        for kid in sentence.tokens:
            if kid.head == node.i and kid.dep == "case" and kid.i < node.i:
                return kid.text.lower()
        if node.dep not in ("conj", "appos", "compound", "flat") or node.head == node.i:
            return ""
        node = sentence.tokens[node.head]
    return ""


def _counted(sentence: Sentence, mention: Mention) -> bool:
    """ "more than 60 Bradleys": so many of a name are no people."""
    before = sentence.tokens[mention.start - 1] if mention.start else None
    after = sentence.tokens[mention.end].text.lower() if mention.end < len(sentence.tokens) else ""
    return mention.text.endswith("s") and before is not None and before.pos == "NUM" and after != "of"


def _is_crowd(sentence: Sentence, mention: Mention) -> bool:
    """ "47,000 fighters": so many are no aircraft."""
    before = sentence.tokens[mention.start - 1].text.replace(",", "") if mention.start else ""
    return before.isdecimal() and int(before) >= _CROWD


def _touches(sentence: Sentence, end: int, start: int) -> bool:
    return (
        all(t.text in ("-", "class", "type", "“", "”", '"') for t in sentence.tokens[end:start])
        and start - end <= 2
    )


def _possessive_gap(tokens: Iterable[Token], end: int, start: int) -> bool:
    gap = list(tokens)[end:start]
    return len(gap) <= 2 and all(
        t.text in ("'s", "’s", "'", "’") or (t.pos == "ADJ" and len(gap) == 1) for t in gap
    )


def _past_owner(tokens: Sequence[Token], linked: Sequence[Linked], at: int) -> int:
    """Where the body itself begins in "head of Ukraine's presidential office"."""
    owner = next((x for x in linked if x.start <= at < x.end), None)
    if owner is None or owner.end + 1 >= len(tokens) or tokens[owner.end].text not in ("'s", "’s"):
        return at
    return owner.end + 1


def _definite(tokens: Sequence[Token], title: Mention) -> bool:
    return title.start > 0 and tokens[title.start - 1].text.lower() in ("the", "this", "that")


def _indefinite(sentence: Sentence, title: Mention) -> bool:
    before = sentence.tokens[max(0, title.start - 3) : title.start]
    return any(
        t.text.lower() in ("a", "an", "no", "any", "former", "next", "future", "deputy", "then")
        for t in before
    )


def _light(token: Token, linked: Sequence[Linked]) -> bool:
    """Whether a token may stand between a name and the title in apposition to it."""
    if token.pos in ("ADV", "ADJ") or token.text.lower() in ("the", "a", "'s", "’s", "then"):
        return True  # "Rishi Sunak, the Conservative prime minister"
    return any(x.start <= token.i < x.end for x in linked)


def _owned(between: Sequence[Token]) -> bool:
    """ "Kaja Kallas, the bloc's foreign policy chief"."""
    return len(between) == 4 and between[1].pos == "DET" and between[3].text in ("'s", "’s")


def _akin(said: str, title: str) -> bool:
    """Whether a title as said shares a word of weight with the catalogue's: "spokesman" is a "spokesperson", no "Press Secretary"."""

    def stems(text: str) -> set[str]:
        words = text.lower().replace("-", " ").split()
        return {w[:_STEM] for w in words if w not in ("of", "the", "for", "and")}

    return bool(stems(said) & stems(title))


def _of_phrase(gap: Sequence[Token], linked: Sequence[Linked]) -> bool:
    """ "Secretary General of NATO Jens Stoltenberg", "ambassador to Berlin, Oleksii Makeiev", "Minister of State at the Ministry of Defence Annabel Goldie"."""
    if not 1 < len(gap) <= LONGEST_OFFICE or gap[0].text.lower() not in ("of", "to", "at", "for"):
        return False
    first, gap = gap[0].text.lower(), gap[:-1] if gap[-1].text == "," else gap
    named = {i for x in linked if x.entity.kind != "Person" for i in range(x.start, x.end)}
    its = first == "for" and gap[1].text.lower() in ("its", "the")  # "a spokesman for its ministry, Igor"
    placed = first in ("of", "to") or gap[-1].i in named or its
    gap = gap if first in ("of", "to") else gap[1:]
    return placed and all(
        t.i in named or t.pos in ("PROPN", "NOUN", "ADJ") or t.text.lower() in _WITHIN_OFFICE for t in gap
    )
