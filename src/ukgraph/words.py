"""The words of the lexicon in a sentence: whether a trigger or a cue stands there with all the words that belong to it.

"Hand over", "put on hold", "call a crime", "support for": what stands with a word may be its particle, its object, its
predicate or the phrase behind it, and the parser has its own view of which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ukgraph import syntax
from ukgraph.lexicon import BEHIND

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ukgraph.lexicon import Cue
    from ukgraph.records import Token
    from ukgraph.scene import Scene

THEN = frozenset(
    {"after", "before", "since", "until", "following", "ahead of"}
)  # what is told of another time


def has_words(tree: syntax.Tree, token: Token, others: Sequence[str], pos: str) -> bool:
    """Whether a multiword's further words stand with its head: particle, object, compound or adverb."""
    if not tree.words.issuperset(others):
        return False
    if pos == "NOUN":
        before = [t for t in tree.tokens[max(0, token.i - len(others)) : token.i] if t.text != "-"]
        if len(before) == len(others) and all(
            o in (t.lemma.lower(), t.text.lower()) for o, t in zip(others, before, strict=True)
        ):
            return True  # "best case", whatever the lemma of "best"
        if len(others) > 1 or others[0] not in BEHIND:
            return False
        behind = tree.tokens[token.i + 1 : token.i + 2]  # "support for", "a referendum on"
        governed = any(syntax.cases(tree, k) == others[0] for k in tree.children(token, "nmod"))
        return governed or any(t.text.lower() == others[0] for t in behind)
    near = tree.near.get(token.i)
    if near is None:
        family = tuple(_family(tree, token))
        near = tree.near[token.i] = frozenset(w.lower() for t in family for w in (t.lemma, t.text))
    return near.issuperset(others) and not _is_what_for(tree, token, others)


def _is_what_for(tree: syntax.Tree, verb: Token, others: Sequence[str]) -> bool:
    """ "hosted Zelensky for a meeting" is no "host meeting"."""
    aims = (k for k in tree.children(verb, "obl") if k.lemma.lower() in others)
    return "for" not in others and any(syntax.cases(tree, k) == "for" for k in aims)


def is_elsewhere(scene: Scene, token: Token, others: Sequence[str]) -> bool:
    """Whether a particle that a multiword wants only marks a phrase: "passed a bill on April 20" is no "pass on".

    A verb with a particle has no other: "sat down with Lavrov in Riyadh" is no "sit in"; "a bill on April 24" is on nothing.
    """
    mark = [t.text.lower() for t in scene.tree.tokens[token.i + 1 : token.i + 2]]
    if token.pos == "NOUN" and token.i + 2 in scene.date_tokens and mark == list(others):
        return True
    kids = scene.tree.kids[token.i]
    phrases = [k for k in kids if syntax.base(k.dep) == "obl"]
    complete = any(k.dep == "compound:prt" for k in kids)
    apart = [k for k in phrases if complete or k.i in scene.date_tokens]
    marks = {syntax.cases(scene.tree, k) for k in apart}
    own = [k.text.lower() for k in kids]
    own += [syntax.cases(scene.tree, k) for k in phrases if k not in apart]
    return any(word in marks and word not in own for word in others)


def cues(scene: Scene, word: Token, pos: str) -> tuple[Cue, ...]:
    """The cues that a word is; of several the longest: "under way" is no "way to"."""
    found = [
        c
        for c in scene.knowledge.cues_by_word.get((pos, word.lemma.lower()), ())
        if len(c.words) == 1
        or (has_words(scene.tree, word, c.words[1:], pos) and not is_elsewhere(scene, word, c.words[1:]))
    ]
    longest = max((len(c.words) for c in found), default=0)
    return tuple(c for c in found if len(c.words) == longest)


def _family(tree: syntax.Tree, token: Token) -> Iterator[Token]:
    for kid in tree.kids[token.i]:
        relation = syntax.base(kid.dep)
        if relation == "mark" and kid.i < token.i:
            continue  # "said that he was considering": the word before a clause is no word of its verb
        if syntax.cases(tree, kid) in THEN:
            continue  # "spoke to Zelensky after his call with Putin" is another happening
        if relation == "xcomp" and syntax.is_gerund(kid) and tree.child(kid, "obj") is not None:
            continue  # "started training Ukrainian pilots" is no "start training"
        if relation in (
            "compound",
            "obj",
            "advmod",
            "obl",
            "xcomp",
            "cop",
            "amod",
            "case",
            "nmod",
            "mark",
            "nsubj",
            "expl",
        ) or kid.pos in ("ADP", "ADV"):
            yield kid
            close = ("case", "fixed", "compound", "mark", *(("amod",) if relation == "xcomp" else ()))
            yield from (
                k
                for k in tree.kids[kid.i]
                if syntax.base(k.dep) in close and not (kid.pos == "VERB" and k.dep == "compound:prt")
            )  # "called it a dangerous step"; but "call on them to speak out" is no "call out"
            if relation == "obj":
                yield from _called(tree, kid)
        elif relation in ("advcl", "acl", "ccomp"):
            yield from tree.children(kid, "mark")  # "accused of shelling"
        elif kid.dep == "aux" and kid.lemma.lower() == "be":
            yield kid  # "is coming"


def _called(tree: syntax.Tree, thing: Token) -> Iterator[Token]:
    """What an object is called where the parser hung it on the object: "described it as a crime", "called it “a step”"."""
    yield from (k for k in tree.children(thing, "nmod") if syntax.cases(tree, k) == "as")
    for word in tree.subtree(thing):
        if word.dep == "appos":
            first = min(t.i for t in tree.subtree(word) if t.pos != "PUNCT")
            quoted = tree.tokens[first - 1].text in syntax.OPENING_QUOTES
            if quoted and tree.tokens[first - 2].pos in syntax.NOMINAL:
                yield from (word, *tree.children(word, "amod"))
