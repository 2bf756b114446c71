"""A gold tree that can be changed: words with their heads, so that they can move, go and come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from treebank import MISSING_ENTITY, Sentence, Word


@dataclass(eq=False)
class Node:
    """A word of a tree that is being changed."""

    word: Word
    head: "Node | None" = None

    @property
    def dep(self) -> str:
        """How the word hangs on its head."""
        return self.word.deprel

    @property
    def pos(self) -> str:
        """The word's part of speech."""
        return self.word.upos

    def has(self, feature: str) -> bool:
        """Whether the word has a feature ("Number=Plur")."""
        return feature in self.word.feats.split("|")

    def become(self, **changes: str | bool) -> None:
        """Change the word itself."""
        self.word = replace(self.word, **changes)  # type: ignore[arg-type]


def new(
    form: str, upos: str, feats: str, head: Node | None, deprel: str, lemma: str = "", space: bool = True
) -> Node:
    """Make a word that no treebank has."""
    return Node(Word(form, lemma or form, upos, feats, -1, deprel, space_after=space), head)


@dataclass
class Tree:
    """The words of a sentence in their order; heads are words, so that words can move."""

    nodes: list[Node]

    @classmethod
    def of(cls, sentence: Sentence) -> "Tree":
        """Take a sentence apart."""
        nodes = [Node(replace(word, entity=MISSING_ENTITY)) for word in sentence.words]
        for node, word in zip(nodes, sentence.words, strict=True):
            node.head = nodes[word.head] if word.head >= 0 else None
        return cls(nodes)

    def sentence(self, like: Sentence) -> Sentence:
        """Put the sentence together again."""
        place = {id(node): i for i, node in enumerate(self.nodes)}
        words = [replace(n.word, head=-1 if n.head is None else place[id(n.head)]) for n in self.nodes]
        return replace(like, words=tuple(words))

    @property
    def root(self) -> Node:
        """The word on which all hang."""
        return next(node for node in self.nodes if node.head is None)

    def at(self, node: Node) -> int:
        """Where a word stands."""
        return next(i for i, other in enumerate(self.nodes) if other is node)

    def children(self, node: Node, *deps: str) -> list[Node]:
        """The words that hang on a word (by one of `deps`)."""
        return [n for n in self.nodes if n.head is node and (not deps or n.dep in deps)]

    def below(self, node: Node) -> list[Node]:
        """A word and all that hangs on it, in their order."""
        inside = {id(node)}
        grown = True
        while grown:
            more = {id(n) for n in self.nodes if n.head is not None and id(n.head) in inside} - inside
            inside |= more
            grown = bool(more)
        return [n for n in self.nodes if id(n) in inside]

    def stretch(self, node: Node) -> list[Node] | None:
        """All below a word, if it stands together."""
        inside = self.below(node)
        return inside if self.at(inside[-1]) - self.at(inside[0]) == len(inside) - 1 else None

    def remove(self, gone: Iterable[Node]) -> None:
        """Drop words; the spaces stay where they were."""
        ids = {id(node) for node in gone}
        for before, node in pairwise(self.nodes):
            if id(node) in ids and id(before) not in ids and node.word.space_after:
                before.become(space_after=True)
        self.nodes = [node for node in self.nodes if id(node) not in ids]

    def put(self, at: int, new: Sequence[Node]) -> None:
        """Put words in at a place."""
        self.nodes[at:at] = new
