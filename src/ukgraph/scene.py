"""One sentence with everything that is known of its words, and what a noun phrase in it stands for.

A phrase is resolved in this order: a linked name, a pronoun, what follows a partitive ("a batch of tanks"), a
description of something named before ("the alliance"), a quantity, and last the phrase itself as a generic
filler ("defense minister"). Coordination, apposition and "including X and Y" widen one phrase to several values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ukgraph import discourse, syntax
from ukgraph.author import Author
from ukgraph.dates import Timex
from ukgraph.gazetteer import Form
from ukgraph.knowledge import Knowledge
from ukgraph.lexicon import SPEECH, Effect
from ukgraph.link import Linked, unknown
from ukgraph.records import Date, Entity, Quantity
from ukgraph.syntax import Tree
from ukgraph.values import ORDINALS, Amount, part_of, read_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ukgraph.records import Token

DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "such", "its", "their"})
POINTING = frozenset({"the", "this", "that", "these", "those", "such", "both"})
_AGAINST = frozenset({"against", "on", "at"})
_UNNAMED = frozenset({"any", "some", "none", "several", "many", "more"})
_THESE = frozenset({"these", "those"})
REFERRING = frozenset({"the", "this", "that", "these", "those"})
BLEACHED = frozenset(
    [
        "many",
        "several",
        "few",
        "more",
        "most",
        "other",
        "another",
        "such",
        "same",
        "new",
        "recent",
        "additional",
        "further",
        "various",
        "latest",
        "own",
        "first",
        "last",
        "next",
        "certain",
        "particular",
        "different",
        "major",
        "main",
        "key",
        "entire",
        "whole",
        "overall",
        "possible",
        "potential",
        "ongoing",
        "current",
        "existing",
        "so-called",
    ]
)
_PARTS = frozenset(
    {
        "half",
        "third",
        "quarter",
        "part",
        "portion",
        "fraction",
        "majority",
        "most",
        "rest",
        "remainder",
        "bulk",
        "share",
    }
)  # "half of the million shells" is no million
_ABLE = frozenset({"can", "could", "may", "will", "would"})
_SITED = frozenset({"in", "at", "near", "outside", "inside"})
_PLACING = frozenset({"in", "on", "at", "from", "by", "for", "against", "near", "inside", "into"})
_SUMMING = frozenset({"total", "overall", "cumulative", "combined", "whole"})  # of many happenings
_CAPITAL = "capital"
_LEADING = frozenset({"lead", "head"})
_SORTS = frozenset({"type", "model"})  # "three of the type"
_UNITS = ("unit", "battery")  # of a weapon they are the weapon: "the seventh IRIS-T unit"


@dataclass(frozen=True, slots=True)
class Found:
    """A value that a phrase stands for: `actor` is whom it stands for where it acts.

    `inferred` tells that coreference was needed, `ground` that the phrase is a country's soil, which does nothing, and
    `led` that it is a country's leaders; `token` is the phrase's head.
    """

    value: Entity | Quantity | Date
    actor: Entity | Quantity | Date
    token: int
    inferred: bool = False
    ground: bool = False
    led: bool = False
    counted: Amount | None = None


@dataclass(frozen=True)
class Scene:
    """A tree with its linked mentions, amounts and dates, and the discourse so far.

    `heading` is the date that the paragraph's own heading gives ("16 February, Berlin."), as in digests and timelines;
    `author_at` tells of the tokens outside of quotations who says "I" and "we" there.

    Derived: `dimensions`, the classes of quantities that the sentence has ("Money", "Count", "Length" and so on;
    "Date" for a date); `owner`, token -> the mention that covers it, names before class nouns, the longer before the
    shorter; `amount_at`, token -> the quantity that it heads or belongs to (of counts: the counted noun);
    `date_tokens`, which are no actors. `slots` keeps the heads found for a token, slot and part of speech as far as
    somebody asked, since every sense of every trigger asks the same.
    """

    tree: Tree
    linked: Sequence[Linked]
    amounts: Sequence[Amount]
    dates: Sequence[Timex]
    knowledge: Knowledge
    discourse: discourse.Discourse
    speaker_at: Mapping[int, Entity]
    published: str | None
    heading: Date | None = None
    author_at: Mapping[int, Author] = field(default_factory=dict)
    dimensions: frozenset[str] = field(init=False, repr=False)
    owner: Mapping[int, Linked] = field(init=False, repr=False)
    amount_at: Mapping[int, Amount] = field(init=False, repr=False)
    date_tokens: frozenset[int] = field(init=False, repr=False)
    slots: dict[tuple[int, str, str], tuple[Token, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _values: dict[tuple[int, int], tuple[Found, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Derive, once, what every question about the scene asks for."""
        derive = object.__setattr__  # the record is frozen
        derive(self, "dimensions", self._dimensions())
        derive(self, "owner", self._owners())
        derive(self, "amount_at", self._amounts())
        derive(self, "date_tokens", frozenset([i for d in self.dates for i in range(d.start, d.end)]))

    @property
    def index(self) -> int:
        """The sentence's place in the article."""
        return self.tree.sentence.index

    def _dimensions(self) -> frozenset[str]:
        found = {a.dimension.capitalize() for a in self.amounts}
        measures = {"Measure"} if found - {"Money", "Count"} else set()
        return frozenset(found | measures | ({"Date"} if self.dates else set()))

    def _owners(self) -> Mapping[int, Linked]:
        ranked = sorted(self.linked, key=lambda x: (x.form is Form.CLASS, x.start - x.end), reverse=True)
        return {i: item for item in ranked for i in range(item.start, item.end)}

    def _amounts(self) -> Mapping[int, Amount]:
        found: dict[int, Amount] = {}
        for amount in self.amounts:
            found[amount.head] = amount
            if amount.dimension not in ("count", "ordinal"):
                found |= dict.fromkeys(range(amount.start, amount.end), amount)
        return found

    # Noun phrases ----------------------------------------------------------------------------------

    def values(self, token: Token, depth: int = 0) -> tuple[Found, ...]:
        """Everything that the phrase headed by `token` stands for, in order and without repetition."""
        known = self._values.get((token.i, depth))
        if known is None:
            known = self._values[token.i, depth] = self._read_values(token, depth)
        return known

    def meant(self, pronoun: Token) -> tuple[Entity, ...]:
        """Whom a pronoun means, without those that it is joined to: "he and Tusk"."""
        return tuple(f.value for f in self._pronoun(pronoun) if isinstance(f.value, Entity))

    def _read_values(self, token: Token, depth: int) -> tuple[Found, ...]:
        found: dict[object, Found] = {}
        for head in self._heads(token):
            counted = self._counted(head)
            for value in self._phrase(head, depth):
                numbered = (
                    value if counted is None or value.counted is not None else replace(value, counted=counted)
                )
                found.setdefault(_identity(value.value), numbered)
        return tuple(found.values())

    def _counted(self, head: Token) -> Amount | None:
        amount = self.amount_at.get(head.i)
        return amount if amount is not None and amount.dimension in ("count", "ordinal") else None

    def _heads(self, token: Token) -> Iterator[Token]:
        """The phrase, its conjuncts, and what "including" or "along with" adds to it."""
        for head in syntax.conjuncts(self.tree, token):
            partner = self._partner(head)
            if partner is not None:
                yield partner
            yield head
            for extra in self.additions(head):
                if not self._belongs_to_a_deed(head, extra):
                    yield from syntax.conjuncts(self.tree, extra)
            yield from self._companions(head)
            yield from self._leaders(head)

    def _leaders(self, group: Token) -> Iterator[Token]:
        """ "a delegation led by Rubio met": who leads those who act for a state does what they do."""
        if group.lemma.lower() not in self.knowledge.representatives - self.knowledge.stand_ins:
            return
        for clause in self.tree.children(group, "acl"):
            leader = syntax.agent(self.tree, clause) if clause.lemma.lower() in _LEADING else None
            item = self.owner.get(leader.i) if leader is not None else None
            if leader is not None and item is not None and item.entity.kind == "Person":
                yield from syntax.conjuncts(self.tree, leader)

    def _companions(self, doer: Token) -> Iterator[Token]:
        """ "Russia signed it in 1994 alongside Britain": who did it too, where nobody else is named right before."""
        verb = self.tree.head(doer)
        if (
            not self.tree.added
            or verb is None
            or verb.pos != "VERB"
            or doer.dep not in ("nsubj", "nsubj:pass", "obl:agent")
        ):
            return
        tokens = self.tree.tokens
        for token in self.tree.added:
            item = self.owner.get(token.i)
            if item is None or item.entity.generic:
                continue
            if token.dep in ("amod", "compound"):
                continue  # "alongside the Ukrainian president"
            before_it = (k.i for k in self.tree.children(token, "nummod", "amod", "compound"))
            start = min([item.start, *before_it])
            words = syntax.opener(tokens, start, syntax.TOGETHER).split()
            hung = tokens[token.head]
            if not words or token.i < verb.i or verb.i not in (hung.i, hung.head):
                continue
            start -= len(words) + (tokens[start - 1].pos == "DET")
            before = self.owner.get(start - 1)
            placed = syntax.cases(self.tree, tokens[start - 1]) in _SITED
            if before is None or placed or not self.knowledge.acts(before.entity.kind):
                yield from syntax.conjuncts(self.tree, token)

    def _belongs_to_a_deed(self, noun: Token, extra: Token) -> bool:
        """Whether what is added is part of what a noun tells: "outlined needs, including missiles", "told a briefing alongside Xi"."""
        evoked = self.knowledge.roles_evoked(noun.lemma.lower()) if noun.pos == "NOUN" else []
        asked = any("requester" in roles for roles in evoked)
        return asked or (bool(evoked) and syntax.cases(self.tree, extra) in syntax.TOGETHER)

    def _partner(self, head: Token) -> Token | None:
        """ "ministers as well as Finland have signed": the parser keeps the last of the two."""
        for kid in self.tree.kids[head.i]:
            phrase = " ".join(
                [kid.text.lower(), *(k.text.lower() for k in self.tree.kids[kid.i] if k.dep == "fixed")]
            )
            if kid.i < head.i and kid.i > 0 and phrase in syntax.TOGETHER:
                node = self.tree.tokens[kid.i - 1]
                above = self.tree.head(node)
                while (
                    above is not None
                    and above.i < node.i
                    and above.pos in ("NOUN", "PROPN")
                    and above.i != head.i
                ):
                    node, above = above, self.tree.head(above)
                return node if node.pos in ("NOUN", "PROPN") else None
        return None

    def additions(self, head: Token) -> Iterator[Token]:
        """Heads that "including", "particularly" or "along with" adds to a phrase."""
        governor = self.tree.head(head)
        if head.dep == "nmod:poss" or head.i in self.date_tokens:
            return  # "Russia's strikes, including in Kyiv", "in 1994 alongside Britain"
        for token in self.tree.added:
            if token.i <= head.i:
                continue
            if any(head.i < i <= token.i for i in self.tree.clauses):
                return
            if not self.tree.prepositions[head.i] and self._has_preposition(token):
                continue  # "condemned the strikes, including in Kyiv"
            if self._is_other_things(head, token, governor):
                continue
            if head.pos == "PROPN" and any(t.text == ":" for t in self.tree.tokens[head.i : token.i]):
                continue  # "met in Riga: Estonia and Latvia" lists nothing that Riga is
            hung = self.tree.tokens[token.head]
            beside = hung.pos == "PROPN" != head.pos and governor is not None and hung.head == governor.i
            attached = (
                token.head == head.i
                or beside  # "capabilities to Ukraine, including artillery"
                or (governor is not None and token.head == governor.i)
                or syntax.outranks(self.tree, head, token)
            )
            if attached:
                yield token

    def _is_other_things(self, head: Token, added: Token, verb: Token | None) -> bool:
        """ "The EU sanctioned people as well as firms": what is added behind an object goes with it, and not with the subject."""
        if verb is None or head.i > verb.i or syntax.cases(self.tree, added) != "as well as":
            return False
        return any(verb.i < k.i < added.i for k in self.tree.children(verb, "obj"))

    def _has_preposition(self, added: Token) -> bool:
        """Whether an added phrase has a preposition besides what opens it: "including in Kyiv"."""
        kids = self.tree.kids[added.i]
        return any(k.dep == "case" and k.pos == "ADP" and k.text.lower() in _PLACING for k in kids)

    def _phrase(self, head: Token, depth: int) -> tuple[Found, ...]:
        if head.i in self.date_tokens:
            return ()
        item = self.owner.get(head.i)
        if item is not None and not self._is_modifier_only(head, item):
            return self._named(head, item)
        word = head.text.lower()
        if word == "here":
            here = self.discourse.here
            return (Found(here, here, head.i, inferred=True),) if here is not None else ()
        if head.pos == "PRON" or word in discourse.HE | discourse.SHE | discourse.FIRST:
            return self._of_these(head) or self._pronoun(head)
        several = self._several(head) or self._of_these(head)
        if several:
            return several
        amount = self.amount_at.get(head.i)
        if amount is not None and amount.dimension not in ("count", "ordinal"):
            return self._priced(head, amount)
        if amount is not None and amount.start <= head.i < amount.end:
            return (Found(amount.quantity, amount.quantity, head.i, counted=amount),)  # "killed 17"
        if depth < 3:
            inner = self._place_named_by(head) or self._through_partitive(head, depth)
            if inner:
                return tuple(self._share(head, f) for f in inner)
        described = self._description(head)
        if described is not None:
            return (Found(described, described, head.i, inferred=True),)
        apposed = self._apposition(head, depth)
        if apposed:
            return apposed
        noun = head.lemma.lower()
        arms = noun in self.knowledge.weapon_nouns or noun in _UNITS or noun in _SORTS
        meant = self._weapon_meant(head) if arms else None
        return (Found(meant, meant, head.i, inferred=True),) if meant is not None else self._generic(head)

    def _several(self, head: Token) -> tuple[Found, ...]:
        """ "both countries", "the two leaders", "the two": so many of whom the text has just spoken together."""
        kids = self.tree.kids[head.i]
        words = [head, *(k for k in kids if k.i < head.i)]
        number = next((n for w in words if (n := discourse.NUMBERS.get(w.text.lower()))), None)
        if number is None or any(
            k.dep in ("nmod", "acl", "acl:relcl", "appos", "amod", "compound") for k in kids
        ):
            return ()
        alone = head.text.lower() in discourse.NUMBERS
        definite = any(k.text.lower() in DEFINITE for k in words)
        if not definite or (not alone and "Number=Plur" not in head.feats):
            return ()
        kind = self._member_kind(head) if not alone else ""
        if kind is None:
            return ()

        def fits(entity: Entity) -> bool:
            return (
                entity.kind == kind
                if kind
                else entity.kind == "Country" or (alone and entity.kind == "Person")
            )

        meant = self.discourse.several(number, fits, self.index, head.i)
        return tuple(Found(e, e, head.i, inferred=True) for e in meant)

    def _of_these(self, head: Token) -> tuple[Found, ...]:
        """ "ruled out sending any", "has promised two more": of the weapons named right before, so many as a number says."""
        of = any(
            k.pos != "PRON" and k.lemma.lower() != "own" and syntax.cases(self.tree, k) == "of"
            for k in self.tree.children(head, "nmod")
        )
        sum_ = self.amount_at.get(head.i)
        money = sum_ is not None and sum_.dimension == "money"
        bare = not of and (head.pos == "NUM" or head.lemma.lower() in _UNNAMED)  # "any of its own aircraft"
        one_more = self._is_one_more(head)
        relations = ("obj", "nsubj:pass") if one_more else ("obj",)
        if money or not (bare or one_more) or head.dep not in relations or not self._is_given(head):
            return ()

        def fits(entity: Entity) -> bool:
            return self.knowledge.is_a(entity.kind, "WeaponSystem")

        meant = self.discourse.weapons(fits, self.index, head.i)
        one = one_more or head.pos == "NUM"  # "any" may be of what has no name
        spoken_of = self.discourse.weapon(fits, self.index, head.i) if one and not meant else None
        meant = (spoken_of,) if spoken_of is not None else meant
        if len(meant) != 1:
            return ()
        sentence = self.tree.sentence
        first = self.tree.subtree(head)[0]
        text = sentence.text[first.start - sentence.start : head.end - sentence.start]
        number = None if one_more else read_number(text)
        found = Found(meant[0], meant[0], head.i, inferred=True)
        if number is None:
            return (found,)
        quantity = Quantity(number[0], self._unit_of(found), number[1])
        return (replace(found, counted=Amount(first.i, head.i + 1, head.i, quantity, "count")),)

    def _is_one_more(self, head: Token) -> bool:
        """ "A third was promised": one more of what is spoken of; "a third of them" is a part."""
        kids = self.tree.kids[head.i]
        return head.lemma.lower() in ORDINALS and [k.dep for k in kids] == ["det"]

    def _member_kind(self, noun: Token) -> str | None:
        """The class of those whom a plural noun means: "leaders" are people, "sides" anybody ("")."""
        lemma = noun.lemma.lower()
        if lemma in ("side", "party"):
            return ""
        if lemma in ("country", "nation", "state", "capital", "government", "neighbor", "neighbour"):
            return "Country"
        kind = self.knowledge.heads.get(lemma)
        return kind if kind in ("Person", "Company") else "Person" if lemma in ("man", "woman") else None

    def _priced(self, head: Token, amount: Amount) -> tuple[Found, ...]:
        """A sum, and what it is the price of: "a package worth 400 million euros"."""
        beside = [
            self.owner[k.i]
            for k in self.tree.children(head, "compound", "nmod")
            if k.i in self.owner and k.i < amount.start
        ]
        priced = [
            Found(x.entity, x.actor, x.start)
            for x in beside
            if x.entity.kind in ("AidKind", "WeaponClass", "WeaponSystem")
        ]
        return (Found(amount.quantity, amount.quantity, head.i), *priced)

    def _is_modifier_only(self, head: Token, item: Linked) -> bool:
        """A country's adjective that happens to head a phrase, as in "the Russian" -> still the country."""
        return item.form is Form.TITLE and head.pos == "ADJ"

    def _place_named_by(self, head: Token) -> tuple[Found, ...]:
        """ "the Saudi city of Jeddah" is Jeddah; "the outskirts of Toropets" and "the Toropets district" Toropets as a place."""
        noun = head.lemma.lower()
        around = noun in self.knowledge.surroundings
        kind = "Place" if around else self.knowledge.heads.get(noun, "")
        if not self.knowledge.is_a(kind, "Place"):
            return ()
        of_town = "City" if kind == "Region" else kind  # "the regions of Kharkiv and Sumy"
        of = next(
            (k for k in self.tree.children(head, "nmod") if syntax.cases(self.tree, k) in ("of", "at")), None
        )  # "the city of Jeddah", "the base at Redzikowo"
        if of is None and head.i not in self.owner:
            named = self.tree.children(head, "compound", "amod")
            names = (t for k in named for t in syntax.conjuncts(self.tree, k))
            beside = (self.owner.get(t.i) for t in names)
            towns = [x for x in beside if x is not None and x.entity.kind in ("City", "Region")]
            return tuple(
                Found(x.entity, x.entity, head.i, ground=True) for x in towns
            )  # "the Nikopol district"
        return tuple(
            replace(f, ground=around)
            for f in (self.values(of) if of is not None else ())
            if isinstance(f.value, Entity)
            and any(self.knowledge.is_a(f.value.kind, k) for k in (kind, of_town))
        )

    def _named(self, head: Token, item: Linked) -> tuple[Found, ...]:
        entity = item.entity
        if entity.generic or entity.kind == "WeaponClass":
            named = self._place_named_by(head) or self._apposition(head, 0) or self._explained(head, entity)
            if named:
                return named
        if entity.kind in ("GroupKind", "TargetKind"):
            several = self._several(head)
            if several:
                return several
            described = self._description(head)
            if described is None and head.lemma.lower() in _UNITS:
                described = self._weapon_meant(head)
            if described is not None:
                return (Found(described, described, head.i, inferred=True),)
            return self._generic(head, entity)
        narrow = entity.broader is not None
        one = narrow or "Number=Sing" in head.feats  # "the weapons" may be any
        pointing = entity.kind == "WeaponClass" and one
        meant = self._weapon_meant(head, entity.id if narrow else None) if pointing else None
        if meant is not None:
            return (Found(meant, meant, head.i, inferred=True),)
        given = entity.kind == "AidKind" and not self._is_deed(head.lemma.lower())
        weapon = self._weapon_before(item.start) if given else None
        if weapon is not None:
            return (Found(weapon, weapon, head.i),)
        struck = item.actor is not entity and self._is_struck(head)
        return (Found(entity, item.actor, head.i, ground=struck),)

    def _is_struck(self, name: Token) -> bool:
        """ "Russia attacked Kyiv": a town that is attacked stands for no government."""
        first = syntax.first_conjunct(self.tree, name)
        verb = self.tree.head(first)
        if verb is None or verb.pos != "VERB" or first.dep not in ("obj", "nsubj:pass"):
            return False
        town = self.owner[name.i].entity.kind == "City"
        evoked = self.knowledge.roles_evoked(verb.lemma.lower(), "VERB")
        return town and any("aggressor" in roles for roles in evoked)

    def _pronoun(self, head: Token) -> tuple[Found, ...]:
        word = head.text.lower()
        if word == "what":
            predicate = self.tree.head(head)
            is_subject = (
                syntax.base(head.dep) in ("nsubj", "csubj")
                and predicate is not None
                and predicate.pos in ("NOUN", "PROPN")
            )
            return self.values(predicate, depth=2) if is_subject and predicate is not None else ()
        if syntax.relative_pronoun(head):
            node: Token | None = head
            while node is not None and syntax.base(node.dep) != "acl":
                node = self.tree.head(node)
            noun = self.tree.head(node) if node is not None else None
            return self.values(noun, depth=2) if noun is not None and noun.i < head.i else ()
        if word in discourse.FIRST:
            meant_by = self._first_person(head.i, many=word in discourse.WE)
            return (Found(meant_by, meant_by, head.i, inferred=True),) if meant_by is not None else ()
        if syntax.base(head.dep) == "expl" or syntax.is_expletive(self.tree, head):
            return ()
        owner = self._owner_above(head) or self._teller(head) or self._answerable(head) or self._enabled(head)
        if owner is not None:
            return (Found(owner, owner, head.i, inferred=True),)
        meant = (
            self._weapons_handed(head)
            or self._beside(head)
            or self.discourse.pronoun(word, self.index, head.i, self._barred(head), speaks=self._speaks(head))
            or self._served(head)
        )
        return tuple(Found(e, e, head.i, inferred=True) for e in meant)

    def _beside(self, pronoun: Token) -> tuple[Entity, ...]:
        """ "said that his cabinet would send no arms, but that it would give aid": who does what stands before does this, too."""
        clause = self.tree.head(pronoun)
        if clause is None or clause.dep != "conj" or clause.pos != "VERB" or pronoun.dep != "nsubj":
            return ()
        first = self.tree.tokens[clause.head]
        marks = [
            any(k.text.lower() == "that" for k in self.tree.children(c, "mark")) for c in (first, clause)
        ]
        doer = self.tree.child(first, "nsubj")
        if not all(marks) or doer is None or doer.pos == "PRON" or pronoun.text.lower() not in discourse.IT:
            return ()
        actors = [f.actor for f in self.values(doer, depth=2) if isinstance(f.actor, Entity)]
        bodies = [a for a in actors if a.kind != "Person" and self.knowledge.acts(a.kind) and not a.generic]
        return tuple(bodies) if len(actors) == 1 else ()

    def _speaks(self, pronoun: Token) -> bool:
        """Whether a pronoun is the subject of a verb of saying."""
        verb = self.tree.head(pronoun)
        told = verb is not None and SPEECH & self.knowledge.effects("VERB", verb.lemma.lower())
        return bool(told) and syntax.base(pronoun.dep) == "nsubj"

    def _weapons_handed(self, pronoun: Token) -> tuple[Entity, ...]:
        """ "bought 14 Leopard tanks and handed them over", "promised two of these", "resisted appeals for them": weapons named right before."""
        share = self.tree.head(pronoun)
        part = share is not None and _is_share(self.tree, share, pronoun)
        pointing = discourse.IT | discourse.THEY | (_THESE if part else frozenset())
        given = share if part and share is not None else pronoun
        handed = self._is_given(given) or self._is_wanted(pronoun) or self._is_fired(pronoun)
        if pronoun.text.lower() not in pointing or not handed:
            return ()
        many = pronoun.text.lower() != "it"
        found = self.discourse.weapons(
            lambda e: self.knowledge.is_a(e.kind, "WeaponSystem"), self.index, pronoun.i
        )
        here = self._arms_before(pronoun)
        found = here if here and not any(e in {x.entity for x in self.linked} for e in found) else found
        return found if many or len(found) == 1 else ()

    def _arms_before(self, pronoun: Token) -> tuple[Entity, ...]:
        """ "bought missiles and drones and sent them": arms without a name, last told of in the sentence."""
        before = [
            x
            for x in self.linked
            if x.end <= pronoun.i and self.knowledge.is_a(x.entity.kind, "WeaponSystem")
        ]
        if not before:
            return ()
        first = syntax.first_conjunct(self.tree, self.tree.tokens[before[-1].end - 1])
        whole = self.tree.head(first)
        parts = self.knowledge.effects("NOUN", whole.lemma.lower()) if whole is not None else frozenset()
        if whole is not None and Effect.PARTITIVE in parts and syntax.cases(self.tree, first) == "of":
            return (before[-1].entity,) if whole.dep in ("obj", "nsubj:pass") else ()  # "dozens of drones"
        if first.dep not in ("obj", "nsubj:pass"):
            return ()  # "trained soldiers on tanks and sent them home"
        heads = {t.i for t in syntax.conjuncts(self.tree, first)}
        return tuple(x.entity for x in before if x.end - 1 in heads)

    def _is_given(self, thing: Token) -> bool:
        """Whether a verb gives it: the object of "handed over", but not of "were given tanks" or "provided with"."""
        verb = self.tree.head(thing)
        if verb is not None and thing.dep == "obl":
            return self._is_item_behind(verb, syntax.cases(self.tree, thing))
        if (
            verb is None
            or thing.dep not in ("obj", "nsubj:pass")
            or any(k.i != thing.i for k in self.tree.children(verb, "obj"))  # "they were given tanks"
            or any(syntax.cases(self.tree, k) == "with" for k in self.tree.children(verb, "obl"))
        ):
            return False
        return any("item" in roles for roles in self.knowledge.roles_evoked(verb.lemma.lower(), "VERB"))

    def _is_item_behind(self, verb: Token, preposition: str) -> bool:
        """Whether a verb gives what stands behind a preposition: "parted with 31 of them", "supplied Kyiv with them"."""
        senses = self.knowledge.triggers_by_word.get(("VERB", verb.lemma.lower()), ())
        return any(
            p.role == "item" and preposition in p.slots
            for t in senses
            for p in t.patterns
            if preposition == "with"
        )

    def _is_fired(self, thing: Token) -> bool:
        """Whether somebody strikes with it: "used them against an airfield", "fired it at Odesa"."""
        verb = self.tree.head(thing)
        if verb is None or thing.dep not in ("obj", "nsubj:pass"):
            return False
        senses = self.knowledge.triggers_by_word.get(("VERB", verb.lemma.lower()), ())
        weapons = any(p.role == "weapon" and "object" in p.slots for t in senses for p in t.patterns)
        around = [k for k in self.tree.children(verb, "obl") if k.i not in self.date_tokens]
        return weapons and any(syntax.cases(self.tree, k) in _AGAINST for k in around)

    def _is_wanted(self, thing: Token) -> bool:
        """Whether it is what a noun asks for: "Kyiv's appeals for them"."""
        noun = self.tree.head(thing)
        if noun is None or noun.pos != "NOUN" or syntax.cases(self.tree, thing) != "for":
            return False
        return any(
            {"requester", "item"} <= roles for roles in self.knowledge.roles_evoked(noun.lemma.lower())
        )

    def _served(self, pronoun: Token) -> tuple[Entity, ...]:
        """ "support the Ukrainian people and provide them with arms": the object of the verb before, where nobody else is meant."""
        verb = self.tree.head(pronoun)
        if verb is None or verb.dep != "conj" or pronoun.text.lower() != "them":
            return ()
        before = self.tree.child(self.tree.tokens[verb.head], "obj")
        if before is None or before.i > pronoun.i:
            return ()
        accepts = self.knowledge.schema.accepts
        actors = [f.actor for f in self.values(before) if isinstance(f.actor, Entity)]
        return tuple(a for a in actors if accepts("recipient", a.kind))

    def _owner_above(self, pronoun: Token) -> Entity | None:
        """The owner named last in the phrase of a possessive: "Russia's targeting of civilians with its attacks"."""
        if pronoun.dep != "nmod:poss" or pronoun.text.lower() != "its":
            return None
        top = pronoun
        for noun in self.tree.ancestors(pronoun):
            if noun.pos not in ("NOUN", "PROPN"):
                break
            top = noun
        owners = [
            k
            for k in self.tree.subtree(top)
            if k.dep == "nmod:poss" and k.i < pronoun.i and k.i in self.owner
        ]
        return self.owner[owners[-1].i].actor if owners else None

    def _answerable(self, pronoun: Token) -> Entity | None:
        """Whose deed somebody is judged for: "hold Russia accountable for its aggression", "thanked Kyiv for its help"."""
        if pronoun.dep != "nmod:poss":
            return None
        node = self.tree.head(pronoun)
        while node is not None and node.pos in ("NOUN", "PROPN") and syntax.cases(self.tree, node) != "for":
            node = self.tree.head(node)
        verb = self.tree.head(node) if node is not None and node.pos in ("NOUN", "PROPN") else None
        if verb is not None and verb.dep == "xcomp":
            verb = self.tree.head(verb)
        judged = self.tree.child(verb, "obj") if verb is not None and verb.pos == "VERB" else None
        if judged is None or judged.i > pronoun.i or judged.i not in self.owner:
            return None
        meant = self.owner[judged.i].actor
        word = pronoun.text.lower()
        fits = word in discourse.IT if meant.kind != "Person" else word in discourse.HE | discourse.SHE
        return meant if fits and self.knowledge.schema.accepts("speaker", meant.kind) else None

    def _teller(self, pronoun: Token) -> Entity | None:
        """Who tells of himself: "the air force, which said it had shot down 40 missiles"."""
        clause = self.tree.head(pronoun)
        verb = self.tree.head(clause) if clause is not None and clause.dep == "ccomp" else None
        subject = self.tree.child(verb, "nsubj") if verb is not None else None
        if subject is None or pronoun.dep != "nsubj" or not syntax.relative_pronoun(subject):
            return None
        found = [f.actor for f in self.values(subject, depth=2) if isinstance(f.actor, Entity)]
        thing = pronoun.text.lower() in discourse.IT
        fitting = len(found) == 1 and thing == (found[0].kind != "Person")
        return found[0] if fitting and pronoun.text.lower() not in discourse.THEY else None

    def _enabled(self, pronoun: Token) -> Entity | None:
        """ "will lend Ukraine £2bn so that it can buy missiles": who is given something is to do something with it."""
        deed = self.tree.head(pronoun)
        if deed is None or deed.dep != "advcl" or syntax.base(pronoun.dep) != "nsubj":
            return None
        marks = {k.text.lower() for k in self.tree.children(deed, "mark", "advmod")}
        helped = {k.lemma.lower() for k in self.tree.children(deed, "aux")}
        verb = self.tree.head(deed)
        given = self.tree.child(verb, "iobj") if verb is not None else None
        if "so" not in marks or helped.isdisjoint(_ABLE) or given is None or given.i not in self.owner:
            return None
        meant = self.owner[given.i].actor
        thing = pronoun.text.lower() in discourse.IT
        return meant if thing == (meant.kind != "Person") else None

    def _first_person(self, token: int, *, many: bool) -> Entity | None:
        """Whom "I" or "we" means: in a quotation its speaker, elsewhere the author of the text."""
        speaker = self.speaker_at.get(token)
        if speaker is not None:
            return self.speaks_for(speaker) if many else speaker
        author = self.author_at.get(token)
        return None if author is None else author.body if many else author.person

    def _barred(self, pronoun: Token) -> frozenset[str]:
        """Whom a pronoun cannot mean: who speaks it, as an object the subject of its verb, as an owner who stands below."""
        speaker = self.speaker_at.get(pronoun.i)  # who speaks says "I"
        spoken = frozenset([speaker.id]) if speaker is not None else frozenset()
        verb = self.tree.head(pronoun)
        if self._closes_report(pronoun, verb):
            named = {x.actor.id for x in self.linked if x.end <= pronoun.i and not x.described}
            return spoken | named  # "..., it added"; but "the secretary unveiled a package, he said"
        if verb is None or pronoun.text.lower().endswith("self") or pronoun.text.lower().endswith("selves"):
            return spoken
        if pronoun.dep == "nmod:poss":
            return spoken | self._named_below(verb)
        if syntax.base(pronoun.dep) not in ("obj", "iobj", "obl"):
            return spoken
        own = self.tree.children(verb, "nsubj")
        lent = syntax.is_gerund(verb) or self._raised(verb)
        doer = syntax.subject(self.tree, verb, _never) if not own and lent else None
        doers = own if doer is None else (doer,)  # "spoke to Putin, urging him"
        subjects = [c for s in doers for c in syntax.conjuncts(self.tree, s)]
        items = [self.owner[s.i] for s in subjects if s.i in self.owner]
        pronouns = [s for s in subjects if s.pos == "PRON" and not syntax.relative_pronoun(s)]
        meant = [e for s in pronouns for e in self.discourse.pronoun(s.text, self.index, s.i)]
        return spoken | {x.actor.id for x in items} | {e.id for e in meant}

    def _raised(self, verb: Token) -> bool:
        """ "will continue to stand with them": whoever continues stands, and with others."""
        above = self.tree.head(verb)
        infinitive = verb.dep == "xcomp" and syntax.is_infinitive(self.tree, verb)
        return infinitive and above is not None and self.tree.child(above, "obj", "iobj") is None

    def _named_below(self, noun: Token) -> frozenset[str]:
        """Whom the phrase of an owned noun names, who is not its owner: "its withdrawal from Ukraine" is not Ukraine's.

        Chomsky's condition C (1981): a name is free of every pronoun that commands it.
        """
        below = {
            t.i
            for t in self.tree.subtree(noun, lambda t: t.dep in ("conj", "appos", "acl:relcl", "parataxis"))
            if t.i > noun.i
        }
        return frozenset(x.actor.id for x in self.linked if x.start in below)

    def _closes_report(self, pronoun: Token, verb: Token | None) -> bool:
        """Whether a pronoun stands in ", it added": it is nobody whom that sentence has named."""
        tokens = self.tree.tokens
        if verb is None or pronoun.i == 0 or verb.i != pronoun.i + 1:
            return False
        told = SPEECH & self.knowledge.effects("VERB", verb.lemma.lower())
        ends = not any(t.pos in ("VERB", "AUX", "SCONJ") for t in tokens[verb.i + 1 :])
        closes = pronoun.text.lower() == "it" or (
            pronoun.text.lower() in discourse.HE | discourse.SHE and ends
        )
        return bool(told) and closes and tokens[pronoun.i - 1].text in (",", "”", '"')

    def speakers(self, token: Token) -> list[Entity]:
        """Those whom a phrase names who can say something, by the range of the role; a text speaks for its author."""
        accepts = self.knowledge.schema.accepts
        named = [
            f.actor
            for f in self.values(token)
            if isinstance(f.actor, Entity) and accepts("speaker", f.actor.kind)
        ]
        return named or [who for author in self.authors(token) for who in self.speakers(author)]

    def authors(self, text: Token) -> Iterator[Token]:
        """Whose a text or data is: "the institute's tracker", "figures released by the ministry", "a UN report"."""
        kids = self.tree.kids[text.i]
        words = {text.lemma.lower(), *(f"{k.text} {text.lemma}".lower() for k in kids if k.i == text.i - 1)}
        if text.pos not in ("NOUN", "PROPN") or words.isdisjoint(self.knowledge.writings):
            return
        yield from (k for k in kids if k.dep == "nmod:poss")
        published = [k for k in kids if k.dep == "acl" and syntax.is_passive(self.tree, k)]
        yield from (by for k in published if (by := syntax.agent(self.tree, k)) is not None)
        for phrase in self.tree.children(text, "nmod"):
            beside = (k for k in self.tree.children(phrase, "nmod") if syntax.cases(self.tree, k) == "by")
            yield from beside  # "a post on Telegram by the governor"
            case = syntax.cases(self.tree, phrase)
            if case in ("by", "from", "of") or (case == "in" and self._is_body(phrase, "MediaOrganization")):
                yield phrase
        before = (k for k in kids if k.dep in ("compound", "amod", "flat") and k.i < text.i)
        yield from (k for k in before if self._is_body(k, "Organization"))

    def _is_body(self, name: Token, kind: str) -> bool:
        item = self.owner.get(name.i)
        return item is not None and self.knowledge.is_a(item.actor.kind, kind)

    def speaks_for(self, speaker: Entity) -> Entity:
        """Whom a speaker's "we" means: the country or body whose office he or she holds, else the speaker."""
        entry = self.knowledge.entries.get(speaker.id)
        bodies = [o.of for o in entry.offices if o.held(self.published)] if entry is not None else []
        named = [b for b in bodies if self.discourse.named(b)]
        target = self.knowledge.entries.get((named or bodies or [""])[0])
        return target.entity if target is not None else speaker

    def _through_partitive(self, head: Token, depth: int) -> tuple[Found, ...]:
        cues = self.knowledge.cues_by_word.get(("NOUN", head.lemma.lower()), ())
        numeral = head.pos in ("NUM", "DET", "ADJ", "PRON") or head.lemma.lower() in (
            "dozen",
            "hundred",
            "thousand",
            "score",
        )
        if not numeral and not any(c.effect is Effect.PARTITIVE for c in cues):
            return ()
        for kid in self.tree.children(head, "nmod", "obl"):
            if syntax.cases(self.tree, kid) == "of":
                return self.values(kid, depth + 1)
        return ()

    def _share(self, share: Token, whole: Found) -> Found:
        """ "33 of 35 drones", "33 of which": as many as the number says; "some of them" are not as many as they all are."""
        number = part_of(self.tree.sentence, share)
        of = next((k for k in self.tree.children(share, "nmod") if syntax.cases(self.tree, k) == "of"), None)
        part = share.pos in ("DET", "ADJ", "PRON") or share.lemma.lower() in _PARTS
        vague = part and share.lemma.lower() not in ("all", "both", "such")
        if of is not None and of.pos == "NOUN" and number is None and vague:
            return replace(whole, counted=None, token=share.i)  # "some of its 14 tanks" are not 14
        if of is None or of.pos != "PRON" or share.lemma.lower() in ("all", "both"):
            return whole if number is None else replace(whole, counted=number)
        if number is not None:
            unit = whole.counted.quantity.unit if whole.counted is not None else self._unit_of(whole)
            number = replace(number, quantity=replace(number.quantity, unit=unit))
        return replace(whole, counted=number, token=share.i)

    def _unit_of(self, found: Found) -> str:
        """By what things are counted of which only the name is known: six "F-16s" by the F-16."""
        return found.value.label.lower() if isinstance(found.value, Entity) else "unit"

    def _description(self, head: Token) -> Entity | None:
        """Something named before, for a definite phrase that the catalogue knows as its description."""
        determiner = self._determiner(head)
        noun = head.lemma.lower()
        if "Number=Plur" in head.feats and not self._names_a_plural(noun, head):
            return None
        if determiner == "the" and (_is_age(self.tree, head) or self._is_aged(head)):
            return self.discourse.person(self.index, head.i)
        if any(k.text.lower() == "former" for k in self.tree.children(head, "amod")):
            return self._who_was(head)
        compound = " ".join(
            [*(k.text.lower() for k in self.tree.children(head, "compound", "amod") if k.i < head.i), noun]
        )
        if compound != noun:
            found = self.discourse.description(compound, self.index, head.i)
            if found is not None:
                return found
        behind = self.tree.tokens[head.i + 1 : head.i + 2]
        if any(t.pos == "PROPN" and t.text[:1].isupper() for t in behind):
            return None  # "the monitoring group Belaruski Hajun" is nobody named before
        owner = self.tree.child(head, "nmod:poss")
        if noun in self.knowledge.stand_ins and owner is not None and self._is_body_or_person(owner):
            holder = next((f.actor for f in self.values(owner) if isinstance(f.actor, Entity)), None)
            return self._country_behind(holder) if holder is not None else None
        beside = [k for k in self.tree.children(head, "compound", "amod", "nmod") if k.i in self.owner]
        found = self.discourse.description(noun, self.index, head.i) if determiner in DEFINITE else None
        if beside:
            return found if found is not None and self._is_from(found, beside) else None
        many = "Number=Plur" in head.feats and found is not None and found.kind in ("Country", "Person")
        return None if many else found  # "the countries that send arms" are no country named before

    def _who_was(self, head: Token) -> Entity | None:
        """ "The former NATO chief added": whoever was spoken of last, if he has left an office."""
        person = self.discourse.person(self.index, head.i)
        entry = self.knowledge.entries.get(person.id) if person is not None else None
        left = entry is not None and any(not o.held(self.published) for o in entry.offices)
        return person if left and self._determiner(head) == "the" else None

    def _determiner(self, head: Token) -> str:
        """The article of a phrase, which may hang on what stands between: "the Düsseldorf-based company"."""
        own = self.tree.child(head, "det")
        if own is None and self.tree.child(head, "amod") is not None:
            first = self.tree.subtree(head)[0]
            own = first if first.dep == "det" else None
        return own.text.lower() if own is not None else ""

    def _is_from(self, firm: Entity, beside: Sequence[Token]) -> bool:
        """Whether a firm may be of the country that alone stands before the noun: "the German company"."""
        home = self.knowledge.country_of(firm.id)
        countries = {self.owner[k.i].actor.id for k in beside if k.dep == "amod"}
        return firm.kind == "Company" and len(beside) == 1 and countries == {home or ""}

    def _weapon_meant(self, head: Token, of: str | None = None) -> Entity | None:
        """The weapon system named before that "the tanks", "such batteries" or "the system" means, of a class if the noun is one."""
        kids = [k for k in self.tree.kids[head.i] if k.i < head.i]
        counted = of is None and self._counted(head) is not None  # "ten systems"
        pointing = counted or any(k.text.lower() in POINTING for k in kids)
        if not pointing or any(k.i in self.owner for k in kids if k.dep != "det"):
            return None

        def fits(entity: Entity) -> bool:
            system = self.knowledge.is_a(entity.kind, "WeaponSystem")
            return system and not entity.generic and (of is None or self.knowledge.is_kind(entity.id, of))

        return self.discourse.weapon(fits, self.index, head.i)

    def _owning_country(self, head: Token) -> Entity | None:
        """Whose forces "its troops" and "his army" are."""
        owner = self.tree.child(head, "nmod:poss")
        if owner is None or owner.pos != "PRON":
            return None
        holder = next((f.actor for f in self.values(owner) if isinstance(f.actor, Entity)), None)
        country = self._country_behind(holder) if holder is not None else None
        return country if country is not None and country.kind == "Country" else None

    def _is_body_or_person(self, owner: Token) -> bool:
        """Whether an owner may stand for a country without being one: "its", "Merz's", "the General Staff's"."""
        item = self.owner.get(owner.i)
        return owner.pos == "PRON" or (item is not None and item.actor.kind != "Country")

    def _country_behind(self, holder: Entity) -> Entity:
        """Whose forces or government a holder of an office and a body of state call their own."""
        body = self.speaks_for(holder) if holder.kind == "Person" else holder
        country = self.knowledge.entries.get(self.knowledge.country_of(body.id) or "")
        return body if country is None else country.entity

    def refers_back(self, noun: Token) -> bool:
        """Whether a noun can mean a happening told before: "the attack", "this meeting", and no more of whom or what."""
        named = any(k.i in self.owner for k in self.tree.children(noun, "compound", "amod", "nmod"))
        total = any(k.lemma.lower() in _SUMMING for k in self.tree.children(noun, "amod"))
        return not (named or total) and any(
            k.text.lower() in REFERRING for k in self.tree.children(noun, "det")
        )

    def _is_aged(self, head: Token) -> bool:
        """ "the 72-year-old politician"."""
        personal = self.knowledge.heads.get(head.lemma.lower()) == "Person"
        return personal and any(_is_age(self.tree, k) for k in self.tree.children(head, "amod", "compound"))

    def _names_a_plural(self, noun: str, head: Token) -> bool:
        """Whether the catalogue knows a plural as one body's description: "the forces"."""
        return noun != head.text.lower() and head.text.lower() in self.knowledge.plural_descriptions

    def _apposition(self, head: Token, depth: int) -> tuple[Found, ...]:
        """A common noun with a name in apposition stands for the name."""
        own = self.owner.get(head.i)
        for kid in (*self.tree.children(head, "appos", "flat"), *self._bearers(head)):
            if own is not None and own.start <= kid.i < own.end:
                continue  # "armored vehicles" are named by themselves
            names = [self.owner[k.i] for k in syntax.conjuncts(self.tree, kid) if k.i in self.owner]
            if (
                names
                and not any(n.entity.generic for n in names)
                and depth < 2
                and not syntax.is_added(self.tree, kid)
            ):
                return tuple(Found(n.entity, n.actor, n.start) for n in names)
        for kid in self.tree.children(head, "acl"):
            cues = self.knowledge.cues_by_word.get(("VERB", kid.lemma.lower()), ())
            if any(c.effect is Effect.NAMING for c in cues):
                names = [self.owner[k.i] for k in self.tree.kids[kid.i] if k.i in self.owner and k.i > kid.i]
                return tuple(Found(n.entity, n.actor, n.start) for n in names if not n.entity.generic)[:1]
        return ()

    def _bearers(self, head: Token) -> Iterator[Token]:
        """ "his colleague in Washington, Anatoly Antonov": a person beside a place is whom the noun before it describes."""
        if self.knowledge.heads.get(head.lemma.lower()) != "Person":
            return
        for place in self.tree.children(head, "nmod"):
            for kid in self.tree.children(place, "appos"):
                item = self.owner.get(kid.i)
                if item is not None and item.entity.kind == "Person" and self._is_place(place):
                    yield kid

    def _is_place(self, name: Token) -> bool:
        item = self.owner.get(name.i)
        return item is not None and self.knowledge.is_a(item.entity.kind, "Place")

    def _explained(self, head: Token, kind: Entity) -> tuple[Found, ...]:
        """ "ATACMS, a missile reaching 300 km", "the weapon was an Iskander": what tells its kind is what is named."""
        named = self.tree.head(head)
        item = self.owner.get(named.i) if named is not None else None
        if named is None or item is None or not self.knowledge.is_kind(item.entity.id, kind.id):
            return ()
        beside = head.dep == "appos" and any(k.lemma.lower() == "a" for k in self.tree.children(head, "det"))
        same = head.dep == "nsubj" and not syntax.cases(self.tree, head) and self._is_plain(named)
        return (Found(item.entity, item.actor, item.start),) if beside or same else ()

    def _is_plain(self, predicate: Token) -> bool:
        """ "was an Iskander", "said that it was an Iskander"; not "may have been", "was not", "denied that it was"."""
        if self._moods(predicate) != ["cop"]:
            return False
        verb = self.tree.head(predicate)
        if verb is None:
            return True
        said = Effect.REPORTED in self.knowledge.effects("VERB", verb.lemma.lower())
        return predicate.dep == "ccomp" and said and verb.dep == "root" and not self._moods(verb)

    def _moods(self, predicate: Token) -> list[str]:
        words = syntax.mood_words(self.tree, predicate)
        marked = (k.dep == "mark" and k.lemma.lower() != "that" for k in words)
        return [k.dep for k in words if k.dep in ("cop", "aux", "advmod")] + ["mark"] * any(marked)

    def _generic(self, head: Token, group: Entity | None = None) -> tuple[Found, ...]:
        if head.pos not in ("NOUN", "PROPN", "PRON"):
            return ()
        named = group is None or (group.kind == "GroupKind" and head.lemma.lower() in _UNITS)
        noun = head.lemma.lower()
        weapon = self._weapon_before(head.i) if named and not self._is_deed(noun) else None
        if weapon is not None:
            return (Found(weapon, weapon, head.i),)
        standing = self._stood_in_for(head)
        if standing is not None:
            return (standing,)
        if noun in self.knowledge.representatives and "Number=Plur" in head.feats:
            states = tuple(Found(c, c, head.i, led=True) for c in self._represented(head))
            if len(states) > 1:
                return states
        own = self.owner.get(head.i)
        first = own.start if own is not None else head.i
        words = [self._word(k) for k in self.tree.kids[head.i] if k.i < first and self._labels(k)]
        whose = self._body_of(head)
        if whose is not None and not words:
            words = [whose.label]  # "leaders of the G-7" are G-7 leaders
        label = " ".join([*words, group.label if group is not None else noun])
        if group is not None and not words:
            return (Found(group, group, head.i),)
        entity = unknown(
            label, group.kind if group else "GroupKind", generic=True, broader=group.id if group else None
        )
        if not self._is_group(noun) and group is None:
            kind = "Document" if self.knowledge.heads.get(noun) == "Document" else "Thing"
            entity = unknown(label, kind, generic=True)
        return (Found(entity, entity, head.i),)

    def _stood_in_for(self, head: Token) -> Found | None:
        """The country that "the Polish government", "Belarusian soil" or "its troops" stands for, or its forces."""
        noun = head.lemma.lower()
        country = None
        if noun in self.knowledge.stand_ins | self.knowledge.grounds:
            country = self.modifier_country(head) or self._of_country(head)
        if country is not None:
            where = self._capital(country) if noun == _CAPITAL else country
            return Found(where, country, head.i, ground=noun in self.knowledge.grounds)
        if noun.removesuffix("s") in self.knowledge.stand_ins:
            country = self._owning_country(head)
        if country is not None:
            return Found(country, country, head.i, inferred=True)
        forces = self._forces(head)
        return Found(forces, forces, head.i) if forces is not None else None

    def _forces(self, head: Token) -> Entity | None:
        """ "Ukraine's elite troops", "Russian combat troops": a country's troops, whatever else is said of them."""
        called = self.knowledge.forces_called.get(head.text.lower(), ())
        country = self.modifier_country(head) if called else None
        own = [e for e in called if country is not None and self.knowledge.country_of(e.id) == country.id]
        return own[0].entity if len(own) == 1 else None

    def _capital(self, country: Entity) -> Entity:
        """The town that "the Ukrainian capital" is; the country itself where the catalogue has none."""
        entry = self.knowledge.entries.get(country.id)
        town = self.knowledge.entries.get(entry.capital or "") if entry is not None else None
        return town.entity if town is not None else country

    def _represented(self, head: Token) -> Iterator[Entity]:
        """Whose leaders they are: "the leaders of France and Germany", "the French and German leaders"; whose word it is, is theirs."""
        verb = self.tree.head(head)
        if verb is not None and Effect.REPORTED in self.knowledge.effects("VERB", verb.lemma.lower()):
            return
        for kid in self.tree.children(head, "nmod", "amod", "compound"):
            if kid.dep != "nmod" or syntax.cases(self.tree, kid) in ("of", "from"):
                joined = (*syntax.conjuncts(self.tree, kid), *self.tree.children(kid, "conj"))
                owners = {
                    t.i: self.owner.get(t.i) for t in joined
                }  # "US and Ukrainian", a name and an adjective
                yield from (x.actor for x in owners.values() if x is not None and x.actor.kind == "Country")

    def _is_deed(self, noun: str) -> bool:
        """Whether a noun is something done with a weapon: "a drone strike" is no drone, "an F-16 training programme" no F-16."""
        roles = self.knowledge.roles_evoked(noun)
        return any({"attacker", "target"} <= r or "trainee" in r for r in roles)

    def _weapon_before(self, start: int) -> Entity | None:
        """ "air defense aid", "Patriot batteries": the weapon right before a noun without weight of its own."""
        item = self.owner.get(start - 1)
        if item is not None and self.knowledge.is_a(item.entity.kind, "WeaponSystem"):
            return item.entity
        return None

    def _labels(self, kid: Token) -> bool:
        if kid.dep not in ("compound", "amod", "nmod", "nmod:desc") or kid.pos not in (
            "NOUN",
            "PROPN",
            "ADJ",
            "VERB",
        ):
            return False
        return kid.text.lower() not in BLEACHED and "NumType" not in kid.feats

    def _word(self, token: Token) -> str:
        span = list(self.tree.subtree(token, lambda t: t.i > token.i or t.pos in ("PUNCT", "DET")))
        return " ".join(t.text if t.pos == "PROPN" or t.text[:1].isupper() else t.text.lower() for t in span)

    def _is_group(self, noun: str) -> bool:
        entry = self.knowledge.entries.get(noun)
        return entry is not None and entry.kind == "GroupKind"

    def _body_of(self, head: Token) -> Entity | None:
        """The body in "leaders of the Group of Seven"."""
        bodies = (x.entity for x in self._of(head) if self.knowledge.is_a(x.entity.kind, "Organization"))
        return next(bodies, None)

    def _of_country(self, head: Token) -> Entity | None:
        """The country in "the people of Ukraine", "the government in Bern"."""
        named = next((x.actor for x in self._of(head) if x.actor.kind == "Country"), None)
        if named is not None:
            return named
        seats = (k for k in self.tree.children(head, "nmod") if syntax.cases(self.tree, k) == "in")
        cities = (self.owner[k.i].entity.id for k in seats if k.i in self.owner)
        state = next((self.knowledge.capitals[c] for c in cities if c in self.knowledge.capitals), None)
        return self.knowledge.entries[state].entity if state is not None else None

    def _of(self, head: Token) -> Iterator[Linked]:
        """The mentions in the of-phrases of a noun."""
        for kid in self.tree.children(head, "nmod"):
            if kid.i in self.owner and syntax.cases(self.tree, kid) in ("of", "from"):
                yield self.owner[kid.i]

    def modifier_country(self, head: Token) -> Entity | None:
        """The country in "Russian strike", "Russia's deployment", "U.S. decision"."""
        for kid in self.tree.kids[head.i]:
            if kid.i < head.i and syntax.base(kid.dep) in ("amod", "compound", "nmod"):
                item = self.owner.get(kid.i)
                if item is not None and item.actor.kind == "Country":
                    return item.actor
        return None


def _is_share(tree: Tree, share: Token, whole: Token) -> bool:
    """ "31 of them", "most of these"."""
    counting = share.pos in ("NUM", "DET", "ADJ", "PRON")
    return counting and whole.dep == "nmod" and syntax.cases(tree, whole) == "of"


def _is_age(tree: Tree, token: Token) -> bool:
    """ "72-year-old"."""
    lemma = token.lemma.lower()
    return lemma.endswith("-old") or (
        lemma == "old" and any(k.lemma.lower() == "year" for k in tree.kids[token.i])
    )


def _identity(value: Entity | Quantity | Date) -> object:
    return value.id if isinstance(value, Entity) else value


def _never(_: Token) -> bool:
    return False
