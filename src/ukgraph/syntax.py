"""Questions about a Universal Dependencies tree: who is the subject, what is coordinated, what is quoted.

Everything that is grammar stands here, once, and knows no word of the domain. Relations are those of
UD v2 (de Marneffe et al. 2021); subtypes are matched by their prefix where only the base matters.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from ukgraph.records import Sentence, Token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
_SUBJECTS = ("nsubj", "csubj")
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
SINGULAR = frozenset({"only", "latest", "last", "sole", "first"})  # "the only country to send": it has sent
OPENING_QUOTES = frozenset({'"', "“", "«", "‘", "'"})
INCLUDING = frozenset(
    ["including", "such as", "like", "particularly", "especially", "notably", "among them", "e.g.", "for example",
     "for instance", "chiefly", "mainly", "primarily", "above all", "not least", "in particular", "starting with"]
)  # fmt: skip
TOGETHER = frozenset(
    [
        "as well as",
        "along with",
        "together with",
        "alongside",
        "plus",
        "jointly with",
        "in addition to",
        "besides",
    ]
)
ADDING = INCLUDING | TOGETHER
_MEASURES = frozenset({"minimum", "maximum", "total"})  # "a minimum of $40 billion in aid to Ukraine"


_BASES: dict[str, str] = {}  # of the few dozen relations: a look-up that compiles, as `cache` does not


def base(dep: str) -> str:
    """`nsubj:pass` -> `nsubj`; asked for every token many times."""
    found = _BASES.get(dep)
    if found is None:
        found = _BASES[dep] = dep.partition(":")[0]
    return found


@dataclass(frozen=True)
class Tree:
    """A sentence with its children indexed; `kids[i]` are the dependents of token i in order.

    `prepositions[i]` is the preposition that marks token i, in lower case ("" without one; "because of" in full),
    `depths[i]` how many governors it has, `words` every word of the sentence: what is not among them need not be
    looked for; so with `marks`, the prepositions of all phrases and clauses. `added` are the heads of what "including" or "along with" adds to a phrase before, and
    `clauses` the verbs at which a noun phrase ends at the latest. The rest is kept as far as somebody asked, since every
    sense of every trigger asks the same: whether a verb is passive, the words that can make a multiword with a token, its
    prepositional phrases.
    """

    sentence: Sentence
    kids: tuple[tuple[Token, ...], ...] = field(repr=False)
    tokens: tuple[Token, ...] = field(init=False, repr=False, compare=False)
    prepositions: tuple[str, ...] = field(init=False, repr=False)
    depths: tuple[int, ...] = field(init=False, repr=False)
    words: frozenset[str] = field(init=False, repr=False)
    marks: frozenset[str] = field(init=False, repr=False)
    opened: frozenset[int] = field(init=False, repr=False)
    added: tuple[Token, ...] = field(init=False, repr=False)
    clauses: tuple[int, ...] = field(init=False, repr=False)
    passives: dict[int, bool] = field(init=False, repr=False, compare=False, default_factory=dict)
    near: dict[int, frozenset[str]] = field(init=False, repr=False, compare=False, default_factory=dict)
    phrases_of: dict[int, tuple[tuple[str, Token], ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Derive, once, what every question about the tree asks for."""
        derive = object.__setattr__  # the record is frozen
        derive(self, "tokens", self.sentence.tokens)
        derive(self, "prepositions", tuple([self._preposition(kids) if kids else "" for kids in self.kids]))
        derive(self, "depths", self._depths())
        derive(self, "words", words_of(self.tokens))
        derive(self, "marks", frozenset([*self.prepositions, *_gerund_markers(self.tokens)]))
        derive(self, "opened", _find_opened(self.tokens, self.words))
        derive(self, "added", tuple([t for t in self.tokens if is_added(self, t)] if self.opened else []))
        derive(self, "clauses", tuple([t.i for t in self.tokens if _ends_phrases(self, t)]))

    def head(self, token: Token) -> Token | None:
        """The governor, or None at the root."""
        return None if token.head == token.i else self.tokens[token.head]

    def children(self, token: Token, *deps: str) -> tuple[Token, ...]:
        """Dependents of `token`, all or those whose relation (or its base) is one of `deps`."""
        kids = self.kids[token.i]
        if not deps or not kids:
            return kids
        return tuple([k for k in kids if k.dep in deps or base(k.dep) in deps])

    def child(self, token: Token, *deps: str) -> Token | None:
        """The first of those dependents."""
        for kid in self.kids[token.i]:
            if not deps or kid.dep in deps or base(kid.dep) in deps:
                return kid
        return None

    def _preposition(self, kids: tuple[Token, ...]) -> str:
        for kid in kids:
            if base(kid.dep) == "case" and kid.lemma.lower() not in _POSSESSIVE:
                words = [k.text.lower() for k in self.kids[kid.i] if k.dep == "fixed"]
                after = next((k.text.lower() for k in kids if k.i == kid.i + 1 and k.dep == "case"), "")
                words += [after] if not words and after in ("of", "with") else []  # "out of", "along with"
                return " ".join([kid.text.lower(), *words])
        return ""

    def _depths(self) -> tuple[int, ...]:
        found: list[int | None] = [None] * len(self.tokens)
        for token in self.tokens:
            way = [token.i]
            while found[way[-1]] is None and self.tokens[way[-1]].head != way[-1]:
                way.append(self.tokens[way[-1]].head)
            known = found[way[-1]] or 0
            for step, i in enumerate(reversed(way)):
                found[i] = known + step
        return tuple(n or 0 for n in found)

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The governors of `token`, from the nearest to the root."""
        node = self.head(token)
        while node is not None:
            yield node
            node = self.head(node)

    def subtree(self, token: Token, skip: Callable[[Token], bool] | None = None) -> list[Token]:
        """`token` and all below it in sentence order, leaving out branches for which `skip` holds."""
        found, stack = [token], list(self.kids[token.i])
        while stack:
            node = stack.pop()
            if skip is None or not skip(node):
                found.append(node)
                stack.extend(self.kids[node.i])
        return sorted(found, key=lambda t: t.i)


def plant(sentence: Sentence) -> Tree:
    """Index a sentence's tree; a token whose governors run in a circle becomes a root, so that walks end."""
    tokens = list(sentence.tokens)
    rooted: set[int] = set()  # tokens from which a root is reached
    for token in tokens:
        way: list[int] = []
        node = token
        while node.head != node.i and node.i not in rooted:
            way.append(node.i)
            node = tokens[node.head]
            if node.i in way:
                tokens[token.i] = replace(token, head=token.i, dep="root")
                way = []
                break
        rooted.update(way, (token.i,))
    kids: list[list[Token]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            kids[token.head].append(token)
    return Tree(replace(sentence, tokens=tuple(tokens)), tuple(tuple(k) for k in kids))


def is_passive(tree: Tree, verb: Token) -> bool:
    """Whether the verb's surface subject is its patient."""
    known = tree.passives.get(verb.i)
    if known is None:
        known = tree.passives[verb.i] = _find_passive(tree, verb)
    return known


def _find_passive(tree: Tree, verb: Token) -> bool:
    kids = tree.kids[verb.i]
    if any(k.dep in ("nsubj:pass", "csubj:pass", "aux:pass") for k in kids):
        return True
    above = tree.head(verb)
    if (
        base(verb.dep) == "conj"
        and is_participle(verb)
        and above is not None
        and not any(base(k.dep) in ("nsubj", "aux", "obj", "ccomp") for k in kids)
        and not any(k.dep == "xcomp" and k.pos not in ("NOUN", "PROPN") for k in kids)
        and (any(k.dep == "aux:pass" for k in tree.kids[above.i]) or _is_reduced(tree, above))
    ):
        return True  # "were shipped and handed over", "was dismissed and appointed", "withheld for a year and delivered"
    named = [k for k in kids if k.dep == "xcomp" and k.pos in ("NOUN", "PROPN")]  # "appointed commander"
    if any(k.dep in ("obj", "ccomp", "xcomp") and k not in named for k in kids) and not any(
        k.dep == "obl:agent" for k in kids
    ):
        return False  # "the ministers considered supplying" is a sentence, whatever the parser says
    return (
        is_participle(verb)
        and base(verb.dep) in ("acl", "advcl")
        and verb.dep != "acl:relcl"
        and not any(k.lemma == "have" and base(k.dep) == "aux" for k in kids)
        and not (any(k.dep == "nsubj" for k in kids) and tree.child(verb, "mark", "advmod") is not None)
    )  # "when the missiles struck"


def _is_reduced(tree: Tree, participle: Token) -> bool:
    """ "tanks withheld for a year": a passive without its "were" behind the noun."""
    return participle.dep == "acl" and is_participle(participle) and is_passive(tree, participle)


def is_participle(verb: Token) -> bool:
    """Whether it is a past participle."""
    return ("VerbForm=Part" in verb.feats and "Tense=Past" in verb.feats) or "Voice=Pass" in verb.feats


def is_gerund(verb: Token) -> bool:
    """Whether it is an -ing form."""
    return verb.text.lower().endswith("ing") and verb.pos in ("VERB", "AUX", "NOUN")


def cases(tree: Tree, token: Token) -> str:
    """The preposition that marks a phrase, in lower case ("" without one; "because of" -> "because of")."""
    return tree.prepositions[token.i]


def words_of(tokens: Sequence[Token]) -> frozenset[str]:
    """Every word of a sentence in lower case, as it stands and as its lemma."""
    return frozenset([word for t in tokens for word in (t.text.lower(), t.lemma.lower())])


def root_of(tokens: Sequence[Token]) -> Token | None:
    """The token that hangs on nothing."""
    for token in tokens:
        if token.head == token.i:
            return token
    return None


def governs(tokens: Sequence[Token], head: int, relation: str) -> bool:
    """Whether something hangs on token `head` by a relation, subtypes included."""
    return any(t.head == head and t.i != head and base(t.dep) == relation for t in tokens)


def is_to_do(tokens: Sequence[Token], verb: Token) -> bool:
    """Whether a verb among loose tokens is an infinitive with "to"."""
    return any(t.head == verb.i and t.dep == "mark" and t.lemma == "to" for t in tokens)


def subject_relation(tokens: Sequence[Token], verb: int) -> str:
    """What a verb's subject is to it: `nsubj:pass` in a passive, else `nsubj`."""
    return "nsubj:pass" if has_passive_auxiliary(tokens, verb) else "nsubj"


def has_passive_auxiliary(tokens: Sequence[Token], verb: int) -> bool:
    """Whether "was" or "been" makes token `verb` a passive."""
    return any(t.head == verb and t.dep == "aux:pass" for t in tokens)


def put_above(tokens: list[Token], upper: Token, lower: Token, dep: str) -> None:
    """Let a word stand where another stood, and that one below it."""
    top = lower.head == lower.i
    tokens[upper.i] = replace(upper, head=upper.i if top else lower.head, dep=lower.dep)
    tokens[lower.i] = replace(lower, head=upper.i, dep=dep)


@cache
def last_words(phrases: frozenset[str]) -> frozenset[str]:
    """The words that one of some phrases can end in: without any of them no phrase is there."""
    return frozenset(phrase.split()[-1] for phrase in phrases)


def opener(tokens: Sequence[Token], start: int, openers: frozenset[str]) -> str:
    """Which of `openers`, of three words at most, stands right before the phrase that begins at `start`."""
    while start > 0 and tokens[start - 1].pos == "DET":
        start -= 1
    if start == 0 or tokens[start - 1].text.lower() not in last_words(openers):
        return ""
    for width in (3, 2, 1):
        words = " ".join(t.text.lower() for t in tokens[max(0, start - width) : start])
        if words in openers:
            return words
    return ""


def _find_opened(tokens: Sequence[Token], words: frozenset[str]) -> frozenset[int]:
    """The tokens that "including" or its like stands right before, or a colon before a list."""
    last = last_words(ADDING)
    opened = [
        before.i + 1  # nothing but determiners may stand between an opener and what it opens
        for before in (() if last.isdisjoint(words) else tokens[:-1])
        if (before.pos == "DET" or before.text.lower() in last) and opener(tokens, before.i + 1, ADDING)
    ]
    colon = next((t.i for t in tokens[1:-1] if t.text == ":"), None) if ":" in words else None
    if colon is not None and not any(t.pos in ("VERB", "AUX") for t in tokens[colon:]):
        opened.append(colon + 1)  # "$1 billion in aid: launchers, drones and ammunition"
    return frozenset(opened)


def is_added(tree: Tree, token: Token) -> bool:
    """Whether a phrase is an example or comes on top: "tanks, particularly Leopards", "along with Poland"."""
    if token.pos not in NOMINAL and token.pos != "ADJ":
        return False
    if cases(tree, token) in ADDING:
        return True
    return bool(tree.opened) and any(t.i <= token.i and t.i in tree.opened for t in tree.subtree(token))


def _ends_phrases(tree: Tree, token: Token) -> bool:
    """Whether it is a verb, and no preposition in the form of one."""
    return (
        token.pos == "VERB"
        and not any(k.dep == "case" for k in tree.kids[token.i])
        and token.text.lower() != "including"
    )


def conjuncts(tree: Tree, token: Token) -> list[Token]:
    """The token and everything coordinated with it, in order."""
    found = [token]
    for kid in tree.kids[token.i]:
        if base(kid.dep) == "conj" and (kid.pos in NOMINAL) == (token.pos in NOMINAL):
            found += [] if _is_left_out(tree, kid, token) else conjuncts(tree, kid)
    return found


def _is_left_out(tree: Tree, noun: Token, first: Token) -> bool:
    """ "to the EU but not to NATO", "vehicles but no weapons": the second is just what does not belong to the first."""
    not_ = any(k.lemma.lower() == "not" and k.i < noun.i for k in tree.children(noun, "advmod"))
    no = any(k.lemma.lower() == "no" for k in tree.children(noun, "det"))
    but = any(k.lemma.lower() == "but" for k in tree.children(noun, "cc"))
    none = any(k.lemma.lower() == "no" for k in tree.children(first, "det"))
    return first.pos in NOMINAL and (not_ or (no and but)) and not none


def first_conjunct(tree: Tree, token: Token) -> Token:
    """The head of the coordination that the token belongs to."""
    node = token
    while base(node.dep) == "conj":
        head = tree.head(node)
        if head is None:
            break
        node = head
    return node


def relative_pronoun(token: Token) -> bool:
    """Whether it is a relative pronoun or adverb."""
    return token.lemma.lower() in ("who", "which", "that", "whom", "whose", "where") and (
        "PronType=Rel" in token.feats or token.pos in ("PRON", "ADV", "SCONJ", "DET")
    )


def antecedent(tree: Tree, verb: Token) -> Token | None:
    """The noun that a relative clause or participle modifies."""
    head = first_conjunct(tree, verb) if base(verb.dep) == "conj" else verb
    if base(head.dep) == "acl":
        return tree.head(head)
    return None


def subject(tree: Tree, verb: Token, object_control: Callable[[Token], bool], depth: int = 0) -> Token | None:
    """The logical subject of a predicate, across voice, control, raising, coordination and relatives.

    `object_control` tells of a verb whether its object does what its complement says ("urge").
    """
    if depth > 8:  # a chain of clauses that long is a parse gone wrong
        return None
    passive = is_passive(tree, verb)
    if passive:
        return agent(tree, verb)
    own = _surface_subject(tree, verb)
    if own is not None:
        return _through_relative(tree, verb, own)
    head = tree.head(verb)
    if head is None or tree.child(verb, "expl") is not None:
        return None  # "and that it was too early to say"
    relation = base(verb.dep)
    if relation == "acl":
        return _subject_of_modifier(tree, verb, head, object_control, depth)
    if relation == "amod":
        able = verb.pos == "ADJ" and tree.child(verb, "xcomp") is not None  # "a missile able to hit"
        return head if able else _doer_before(tree, verb)
    if relation == "conj" and (head.pos in ("VERB", "AUX", "ADJ") or head.pos == verb.pos):
        if is_passive(tree, head):
            return _surface_subject(tree, head) or agent(tree, head)
        return subject(tree, head, object_control, depth + 1)
    if relation in ("xcomp", "ccomp", "advcl", "csubj", "parataxis"):
        return _controller(tree, verb, head, object_control, depth)
    if relation == "obl" and is_gerund(verb):
        return _controller(tree, verb, head, object_control, depth)  # "accused Kyiv of bombing a market"
    if relation in ("nmod", "obj") and is_gerund(verb):
        return subject(tree, head, object_control, depth + 1)
    return None


def _doer_before(tree: Tree, participle: Token) -> Token | None:
    """Who did it in "U.S.-supplied missiles"."""
    hyphen = participle.i > 1 and tree.tokens[participle.i - 1].text == "-"
    return (
        next((k for k in tree.kids[participle.i] if k.i < participle.i and k.pos != "PUNCT"), None)
        if hyphen
        else None
    )


def _surface_subject(tree: Tree, verb: Token) -> Token | None:
    outer = is_to(tree, verb)
    found = [k for k in tree.kids[verb.i] if base(k.dep) in _SUBJECTS and (k.dep != "nsubj:outer" or outer)]
    own = [k for k in found if not any(t.text == ":" for t in tree.tokens[k.i : verb.i])]
    return next(iter(own or found), None)  # "RYDER: Iran has delivered": before a colon stands who speaks


def is_to(tree: Tree, verb: Token) -> bool:
    """Whether it is a plan of the form "Australia is to transfer"."""
    is_ = any(k.dep == "cop" or (k.dep == "aux" and k.lemma == "be") for k in tree.kids[verb.i])
    return verb.pos == "VERB" and is_ and is_infinitive(tree, verb)


def is_infinitive(tree: Tree, verb: Token) -> bool:
    """Whether a predicate is marked by "to"."""
    return any(k.lemma.lower() == "to" for k in tree.children(verb, "mark"))


def _through_relative(tree: Tree, verb: Token, found: Token) -> Token | None:
    if relative_pronoun(found):
        return antecedent(tree, verb) or found
    return found


def _subject_of_modifier(
    tree: Tree, verb: Token, noun: Token, object_control: Callable[[Token], bool], depth: int
) -> Token | None:
    """Who does what a noun's clause says: "the countries sending", "Germany's decision to send"."""
    if not is_infinitive(tree, verb) and (
        is_gerund(verb) or is_participle(verb) or "VerbForm=Fin" in verb.feats
    ):
        marked = tree.child(verb, "mark") is not None or tree.child(verb, "case") is not None
        if not marked:
            return noun
    if object_control(noun):
        return _permitted(tree, noun)
    ranked = tree.head(noun)
    if ranked is not None and ranked.pos == "ADJ" and cases(tree, noun) == "of":
        return subject(tree, ranked, object_control, depth + 1)  # "was the first of Kyiv's allies to pledge"
    first = any(k.lemma.lower() in SINGULAR or "NumType=Ord" in k.feats for k in tree.children(noun, "amod"))
    if first and tree.child(noun, "cop") is not None and tree.child(noun, "nsubj") is not None:
        return tree.child(noun, "nsubj")  # "Denmark was the first country to give jets"
    owner = tree.child(noun, "nmod:poss")
    if owner is not None:
        return owner
    for kid in tree.children(noun, "nmod", "obl"):
        if cases(tree, kid) in ("by", "of"):
            return kid
    nation = next((k for k in tree.children(noun, "amod") if k.text[:1].isupper()), None)
    if nation is not None:
        return nation  # "the German decision to send"
    return _doer_of_governor(tree, noun, object_control, depth)


def _towards(tree: Tree, governor: Token | None, reason: Token) -> Token | None:
    """Whom a phrase before a reason names: "his gratitude to Denmark for the decision"."""
    if governor is None:
        return None
    words = (governor, *tree.children(governor, "obj"))
    phrases = (k for w in words for k in tree.children(w, "nmod", "obl"))
    return next((k for k in phrases if cases(tree, k) == "to" and k.i < reason.i), None)


def _doer_of_governor(
    tree: Tree, noun: Token, object_control: Callable[[Token], bool], depth: int
) -> Token | None:
    """Who does what the clause of a noun without an owner says: whoever does what the noun is part of."""
    if tree.child(noun, "cop") is not None and cases(tree, noun) == "in":
        return _surface_subject(tree, noun)  # "is in the process of sending"
    governor = tree.head(noun)
    thanked = (
        tree.child(governor, "obj")
        if governor is not None and base(noun.dep) == "obl" and cases(tree, noun) == "for"
        else None
    )
    to = _towards(tree, governor, noun) if cases(tree, noun) == "for" else None
    if to is not None or thanked is not None:
        return (
            to or thanked
        )  # "thanked Denmark for the decision to transfer", "expressed his gratitude to Denmark"
    if (
        governor is not None
        and base(noun.dep) in ("obj", "obl", "nsubj", "xcomp")
        and governor.pos in ("VERB", "AUX")
    ):
        if noun.dep == "obj" and object_control(governor) and tree.child(governor, "compound:prt") is None:
            return None  # "condemned the decision to send": whoever judges it does not send
        awarded = tree.child(governor, "iobj") if governor.lemma == "award" else None
        return awarded or subject(tree, governor, object_control, depth + 1)
    return None


def _permitted(tree: Tree, noun: Token) -> Token | None:
    """Who is to do what a noun asks or allows: "permission for Poland to send", "gave Poland permission"."""
    for kid in tree.children(noun, "nmod", "obl"):
        if cases(tree, kid) in ("to", "for", "on"):
            return kid
    governor = tree.head(noun)
    if governor is not None and cases(tree, noun) == "under":
        return _surface_subject(tree, governor)  # "Greece came under pressure to send"
    if governor is not None and governor.pos == "VERB" and cases(tree, noun) == "for":
        return _surface_subject(tree, governor)  # "asked Berlin for permission to send"
    if governor is None or base(noun.dep) != "obj":
        return None
    given = tree.child(governor, "iobj")
    if given is not None:
        return given
    return next(
        (k for k in tree.children(governor, "obl") if cases(tree, k) in ("to", "for", "on", "from")), None
    )


def _controller(
    tree: Tree, verb: Token, head: Token, object_control: Callable[[Token], bool], depth: int
) -> Token | None:
    """Who does what a complement or adverbial clause without a subject says."""
    by_preposition = base(verb.dep) in ("advcl", "obl") and any(
        k.text.lower() in ("of", "for", "from", "on", "with", "as", "against")
        for k in tree.children(verb, "mark", "case")
    )
    to_do = base(verb.dep) == "xcomp" or (base(verb.dep) == "advcl" and is_infinitive(tree, verb))
    if (to_do or by_preposition) and object_control(head):
        patient = tree.child(head, "obj", "iobj") or tree.child(head, "nsubj:pass")
        if patient is not None:
            return _through_relative(tree, head, patient)
        for kid in tree.children(head, "obl"):
            if cases(tree, kid) in ("on", "to", "for", "upon"):
                return kid
        if any(k.text.lower() == "against" for k in tree.children(verb, "mark", "case")):
            return None  # "Moscow warned against sending tanks": it is others who are not to
    if is_passive(tree, head):
        surface = _surface_subject(tree, head)
        if surface is not None:
            return _through_relative(tree, head, surface)
        return antecedent(tree, head)
    return subject(tree, head, object_control, depth + 1)


def agent(tree: Tree, verb: Token) -> Token | None:
    """The by-phrase of a passive, which a small parser may hang on the object ("was given tanks by Berlin")."""
    things = [k for k in tree.children(verb, "obj", "obl") if k.dep == "obj" or cases(tree, k) == "under"]
    inside = [k for thing in things for k in tree.children(thing, "nmod")]  # "put under sanctions by Berlin"
    for kid in (*tree.children(verb, "obl"), *inside):
        if kid.dep == "obl:agent" or cases(tree, kid) == "by":
            return kid
    head = tree.head(verb)
    own = tree.child(verb, "aux:pass") is not None  # "was hosted by Rome and was greeted as historic"
    if base(verb.dep) == "conj" and head is not None and is_passive(tree, head) and not own:
        return None if _is_reduced(tree, head) else agent(tree, head)  # "made by MBDA and delivered in May"
    if tree.child(verb, "obl") is not None:
        return None  # "set up in Vilnius and led by Denmark"
    for other in tree.children(verb, "conj"):  # "brigades trained and equipped by Germany"
        if is_participle(other) and not any(base(k.dep) in _SUBJECTS for k in tree.kids[other.i]):
            return next((k for k in tree.children(other, "obl") if cases(tree, k) == "by"), None)
    return None


def direct_object(tree: Tree, verb: Token) -> Token | None:
    """The logical object of a verb, across voice, relatives, participles and coordination."""
    if is_passive(tree, verb):
        surface = _surface_subject(tree, verb)
        if surface is not None:
            return _through_relative(tree, verb, surface)
        if base(verb.dep) == "acl":
            return tree.head(verb)
        head = tree.head(verb)
        if base(verb.dep) == "conj" and head is not None and is_passive(tree, head):
            return direct_object(tree, head)
        return _joint_subject(tree, verb)
    own = tree.child(verb, "obj")
    if own is not None:
        return _through_relative(tree, verb, own)
    if base(verb.dep) == "amod" and _doer_before(tree, verb) is not None:
        return tree.head(verb)
    if base(verb.dep) == "acl" and verb.dep == "acl:relcl" and _surface_subject(tree, verb) is not None:
        gap = antecedent(tree, verb)
        relativized = _surface_subject(tree, verb)
        bound = relativized is None or relative_pronoun(relativized) or _is_owned(tree, relativized)
        if gap is not None and not bound and not _tells_where(tree, verb):
            return gap
    shared = _shared_object(tree, verb) or _raised_object(tree, verb) or _related_object(tree, verb)
    if shared is not None:
        return shared
    head = tree.head(verb)
    if base(verb.dep) == "acl" and head is not None and is_infinitive(tree, verb):
        return head if tree.child(verb, "ccomp", "xcomp") is None else None
    return None


def _joint_subject(tree: Tree, passive: Token) -> Token | None:
    """ "crossed the border and was shot down": who suffers what a second predicate tells is the subject of the first."""
    first = first_conjunct(tree, passive)
    if first is passive or first.pos != "VERB" or tree.child(passive, "aux:pass") is None:
        return None
    surface = _surface_subject(tree, first)
    return None if surface is None else _through_relative(tree, first, surface)


def _tells_where(tree: Tree, verb: Token) -> bool:
    """ "flew to Ramstein, where the ministers met": the place is nobody to whom it is done."""
    beside = any(relative_pronoun(k) for k in tree.children(verb, "advmod", "obl"))
    return beside or any(k.lemma.lower() in ("where", "when") for k in tree.children(verb, "advmod", "mark"))


def _is_owned(tree: Tree, subject: Token) -> bool:
    """ "Merz, whose spokesman said": the noun before the clause owns its subject."""
    return any(k.lemma.lower() == "whose" for k in tree.kids[subject.i])


def _shared_object(tree: Tree, verb: Token) -> Token | None:
    """ "has promised but not yet delivered tanks": the object stands with the last conjunct, and only right after it."""
    for kid in tree.children(verb, "conj"):
        between = tree.tokens[verb.i + 1 : kid.i]
        close = len(between) <= 2 or all(t.pos in ("CCONJ", "ADV", "PART", "AUX", "PUNCT") for t in between)
        if kid.pos == "VERB" and _surface_subject(tree, kid) is None and close:
            return tree.child(kid, "obj")
    return None


def _raised_object(tree: Tree, verb: Token) -> Token | None:
    """ "missiles which Germany has yet to deliver": the relative pronoun hangs on the verb above."""
    head = tree.head(verb)
    if base(verb.dep) != "xcomp" or head is None or head.lemma.lower() != "have":
        return None
    relativized = tree.child(head, "obj")
    if relativized is None or not relative_pronoun(relativized):
        return None
    return _through_relative(tree, head, relativized)


def _related_object(tree: Tree, verb: Token) -> Token | None:
    """ "which Boeing developed and Washington promised": the second clause of a relative leaves out the same object."""
    first = first_conjunct(tree, verb)
    if first is verb or first.dep != "acl:relcl" or _surface_subject(tree, verb) is None:
        return None
    gap = tree.child(first, "obj")
    return _through_relative(tree, first, gap) if gap is not None and relative_pronoun(gap) else None


def phrases(tree: Tree, token: Token) -> tuple[tuple[str, Token], ...]:
    """Prepositional phrases of a predicate or noun, then those of its objects: (preposition, head).

    A small parser attaches "to Ukraine" in "send tanks to Ukraine" to either word; both are read.
    """
    known = tree.phrases_of.get(token.i)
    if known is None:
        known = tree.phrases_of[token.i] = tuple(_find_phrases(tree, token))
    return known


def _find_phrases(tree: Tree, token: Token) -> Iterator[tuple[str, Token]]:
    seen: set[int] = set()
    queue: list[tuple[Token, int]] = [(token, 0)]
    while queue:
        node, depth = queue.pop(0)
        for kid in tree.kids[node.i]:
            relation = base(kid.dep)
            if relation == "ccomp" and tree.child(kid, "cop") is not None:
                continue  # "said that they were in Kursk" was not said there
            if relation in ("obl", "nmod", "advmod", "advcl", "acl", "ccomp", "xcomp") and kid.i not in seen:
                tool = tree.child(kid, "obj") if kid.text.lower() == "using" else None
                if tool is not None:
                    seen.add(tool.i)
                    yield "using", tool  # "struck the depot using glide bombs"
                preposition = cases(tree, kid) or _gerund_marker(tree, kid)
                if preposition:
                    seen.add(kid.i)
                    yield preposition, kid
                    if relation in ("nmod", "obl") and depth < 2 and preposition != "according to":
                        queue.append((kid, depth + (node.lemma.lower() not in _MEASURES)))
            elif kid.lemma.lower() == "worth" and depth <= 1:
                queue.append((kid, depth if kid.pos == "NOUN" else 0))  # "$5 billion worth of equipment"
            elif kid.dep in ("obj", "iobj", "nsubj:pass") and depth == 0:
                queue.append((kid, depth + 1))
            elif relation == "conj" and depth == 1 and node.dep == "obj" and kid.pos in NOMINAL:
                queue.append((kid, depth))  # "launched drones and missiles at Ukraine"


def _gerund_markers(tokens: Sequence[Token]) -> list[str]:
    """What may mark a gerund's phrase: "for" in "thanked for sending"; "using" marks its own object."""
    return [t.text.lower() for t in tokens if base(t.dep) == "mark" or t.text.lower() == "using"]


def _gerund_marker(tree: Tree, verb: Token) -> str:
    if verb.pos != "VERB":
        return ""
    mark = tree.child(verb, "mark")
    return mark.text.lower() if mark is not None and mark.lemma.lower() != "to" and is_gerund(verb) else ""


def is_expletive(tree: Tree, token: Token) -> bool:
    """Whether "it" stands for nothing but a clause or the weather: "it is clear that", "it rained"."""
    if token.lemma.lower() != "it" and token.text.lower() != "it":
        return False
    predicate = tree.head(token)
    if predicate is None or base(token.dep) != "nsubj":
        return False
    if predicate.lemma.lower() in ("rain", "snow", "seem", "appear", "happen", "remain"):
        return (
            predicate.lemma.lower() in ("rain", "snow")
            or tree.child(predicate, "ccomp", "xcomp", "csubj") is not None
        )
    copula = tree.child(predicate, "cop") is not None
    return copula and tree.child(predicate, "csubj", "ccomp", "xcomp", "advcl") is not None


def outranks(tree: Tree, upper: Token, lower: Token) -> bool:
    """Whether `upper` stands above `lower` in the tree."""
    return any(a.i == upper.i for a in tree.ancestors(lower))


def mood_words(tree: Tree, token: Token) -> list[Token]:
    """Auxiliaries, negations, adverbs and markers that stand directly at a predicate."""
    return [
        k
        for k in tree.kids[token.i]
        if base(k.dep) in ("aux", "advmod", "mark", "det", "cop", "case", "amod", "cc")
        or k.lemma.lower() in ("not", "n't")
    ]
