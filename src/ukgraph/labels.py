"""The one adapter of labels: a tree with ClearNLP's labels, as the en_core_web pipelines give them, becomes a UD tree.

ClearNLP (Choi and Palmer 2012) makes a preposition the head of its noun and "is" the head of what it links; UD
(de Marneffe et al. 2021) makes both dependents of the word that carries the meaning. Everything else is renaming.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ukgraph.records import Token

# Labels that only ClearNLP has; a parser that knows one of them follows it.
_ONLY_CLEARNLP = frozenset({"dobj", "pobj", "nsubjpass", "auxpass"})
_RENAMED = {
    "ROOT": "root", "acomp": "xcomp", "attr": "xcomp", "auxpass": "aux:pass", "csubjpass": "csubj:pass",
    "dative": "iobj", "dobj": "obj", "intj": "discourse", "meta": "dep", "neg": "advmod",
    "nsubjpass": "nsubj:pass", "oprd": "xcomp", "poss": "nmod:poss", "preconj": "cc:preconj",
    "predet": "det:predet", "prep": "advmod", "agent": "advmod", "pobj": "obl", "pcomp": "advcl",
    "prt": "compound:prt", "quantmod": "advmod", "relcl": "acl:relcl",
}  # fmt: skip
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET"})


def is_clearnlp(labels: Iterable[str]) -> bool:
    """Whether a parser with these labels has to be adapted."""
    return not _ONLY_CLEARNLP.isdisjoint(labels)


def to_universal(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens of one sentence with UD labels and heads in place of ClearNLP's."""
    # ClearNLP's "nmod" is a modifier before a noun; UD's is a noun with a preposition.
    nodes = [_Node(token, "compound" if token.dep == "nmod" else token.dep) for token in tokens]
    for node in nodes:
        head = nodes[node.token.head]
        node.head = None if head is node else head
    for change in (
        _chain_conjuncts,
        _lower_prepositions,
        _lower_copulas,
        _raise_reports,
        _raise_currency,
        _flatten_people,
    ):
        change(nodes)
    return tuple(_renamed(node) for node in nodes)


@dataclass(eq=False, slots=True)
class _Node:
    token: Token
    dep: str
    head: _Node | None = None

    @property
    def i(self) -> int:
        return self.token.i

    @property
    def pos(self) -> str:
        return self.token.pos

    def hang(self, head: _Node | None, dep: str) -> None:
        self.head, self.dep = head, dep


def _children(nodes: list[_Node], head: _Node) -> list[_Node]:
    return [node for node in nodes if node.head is head]


def _depth(node: _Node) -> int:
    depth = 0
    while node.head is not None:
        node, depth = node.head, depth + 1
    return depth


def _deepest_first(nodes: Iterable[_Node]) -> list[_Node]:
    return sorted(nodes, key=_depth, reverse=True)


def _replace(nodes: list[_Node], old: _Node, new: _Node) -> None:
    """Put `new` where `old` hangs and give it what hangs on `old`."""
    above, dep = old.head, old.dep
    for child in _children(nodes, old):
        if child is not new:
            child.head = new
    new.hang(above, dep)


def _chain_conjuncts(nodes: list[_Node]) -> None:
    """All conjuncts hang on the first one; "and" hangs on the conjunct that follows it."""
    for node in nodes:
        if node.dep == "conj":
            first = node.head
            while first is not None and first.dep == "conj":
                first = first.head
            node.head = first
    for node in nodes:
        if node.dep == "cc":
            following = (n for n in nodes if n.dep == "conj" and n.head is _first(node.head) and n.i > node.i)
            node.head = next(following, node.head)


def _first(node: _Node | None) -> _Node | None:
    return node.head if node is not None and node.dep == "conj" else node


def _lower_prepositions(nodes: list[_Node]) -> None:
    """ "visit ← to ← Kyiv" becomes "visit ← Kyiv ← to"."""
    for preposition in _deepest_first(n for n in nodes if n.dep in ("prep", "agent", "dative")):
        inside = _children(nodes, preposition)
        objects = [n for n in inside if n.dep in ("pobj", "pcomp", "obl", "nmod", "advcl", "acl")]
        head = preposition.head
        if not objects or head is None:
            continue
        lowest, *others = objects
        clause = lowest.dep in ("pcomp", "advcl", "acl") and lowest.pos in ("VERB", "AUX")
        if head.pos in _NOMINAL:
            dep = "acl" if clause else "nmod"
        else:
            dep = "advcl" if clause else "obl:agent" if preposition.dep == "agent" else "obl"
        for other in inside:
            if other is not lowest:
                other.head = lowest
        for other in others:
            other.dep = "conj"
        lowest.hang(head, dep)
        preposition.hang(lowest, "mark" if clause else "case")


def _lower_copulas(nodes: list[_Node]) -> None:
    """ "is" hangs on what it links; "there is" stays the head of what there is."""
    for be in _deepest_first(n for n in nodes if n.token.lemma == "be" and n.dep not in ("aux", "auxpass")):
        children = _children(nodes, be)
        predicate = next((n for n in children if n.dep in ("attr", "acomp")), None)
        if any(n.dep == "expl" and n.token.text.lower() == "there" for n in children):
            if predicate is not None:
                predicate.dep = "nsubj"
            continue
        if predicate is None and not any(n.dep in ("ccomp", "xcomp", "advcl") for n in children):
            predicate = next((n for n in children if n.dep == "obl" and n.i > be.i), None)
        if predicate is not None:
            _replace(nodes, be, predicate)
            be.hang(predicate, "cop")


def _raise_reports(nodes: list[_Node]) -> None:
    """ "They left, he said": what is said is the head, "said" hangs on it."""
    for said in [n for n in nodes if n.dep == "ccomp" and n.head is not None]:
        verb = said.head
        if verb is None or said.i > verb.i or not (verb.head is None or verb.dep in ("ccomp", "conj")):
            continue
        own = [n for n in _children(nodes, verb) if n is not said]
        subject = next((n for n in own if n.dep == "nsubj"), None)
        marked = any(n.dep == "mark" for n in _children(nodes, said))
        if subject is None or subject.i < said.i or marked:
            continue
        said.hang(verb.head, verb.dep)
        verb.hang(said, "parataxis")
        for node in own:
            if node.dep == "punct":
                node.head = said


def _raise_currency(nodes: list[_Node]) -> None:
    """ "$" is the head of its amount."""
    for sign in nodes:
        number = sign.head
        if number is None or sign.token.text[-1:] not in "$€£¥₴" or number.pos != "NUM":
            continue
        above, dep = number.head, number.dep
        for child in _children(nodes, number):
            if child.dep in ("case", "punct", "prep", "nmod", "conj", "cc", "quantmod", "advmod", "mark"):
                child.head = sign
        sign.hang(above, "compound" if dep == "nummod" else dep)
        number.hang(sign, "nummod")


def _flatten_people(nodes: list[_Node]) -> None:
    """The first word of a person's name is its head, the others are flat."""
    for last in [n for n in nodes if n.pos == "PROPN" and n.token.ent in ("I-PERSON", "I-PER")]:
        parts = [
            n
            for n in _children(nodes, last)
            if n.dep == "compound" and n.token.ent.endswith(last.token.ent[2:])
        ]
        if not parts or any(part.i > last.i for part in parts):
            continue
        first, *rest = parts
        _replace(nodes, last, first)
        for part in (*rest, last):
            part.hang(first, "flat")


def _renamed(node: _Node) -> Token:
    dep = _RENAMED.get(node.dep, node.dep)
    head = node.token.i if node.head is None else node.head.token.i
    pos = node.pos
    if node.dep == "aux" and pos == "PART":
        dep = "mark"
    elif node.dep == "npadvmod":
        nominal = node.head is not None and node.head.pos in _NOMINAL
        dep = "nmod:unmarked" if nominal else "obl:unmarked"
    elif node.dep == "cop":
        pos = "AUX"
    elif node.dep == "compound" and pos == "NUM" and node.head is not None and node.head.pos == "NOUN":
        dep = "nummod"
    return replace(node.token, dep="root" if node.head is None else dep, head=head, pos=pos)
