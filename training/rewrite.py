"""Gold trees rewritten as news writes: names alone, reports around what is said, headlines, amounts, dates, lists.

Every change keeps the tree a gold tree: words are dropped, moved, put in place of others or added with their heads.
"""

import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tree import Node, Tree, new
from treebank import Sentence
from verbs import PAST, SINGULAR, replace_verb, to_present

WORDS = Path(__file__).with_name("news.toml")
# How often each change is made where it is possible.
COLLAPSED = 0.6
RENAMED = 0.6
SUBJECTS = 0.4
OBJECTS = 0.12
VERBS = 0.3
GIVING = 0.12
AMOUNTS = 0.12
LISTS = 0.10
PRESENT = 0.35
HEADLINES = 0.25
LONGEST_HEADLINE = 22
REPORTS = 0.8
MADE_REPORTS = 0.12
FRONTED_DATES = 0.07
INNER_DATES = 0.07
TITLES = 0.06
ABBREVIATIONS = 0.06

_NAMELIKE = {"nsubj", "nsubj:pass", "obj", "obl", "nmod", "nmod:poss", "conj", "iobj", "appos", "obl:agent"}
_PLAIN = {"det", "amod", "nmod:poss", "nummod", "compound"}
_WEAK = {"det", "amod", "nmod:poss"}
_SPOKEN = {"say", "think", "know", "believe", "hope", "report", "claim", "note", "add", "suggest", "announce", "tell", "feel"}  # fmt: skip
_DIGITS = "NumForm=Digit|NumType=Card"
_NUMERAL = "NumForm=Word|NumType=Card"


@dataclass(frozen=True)
class News:
    """The words of news."""

    transitive: list[str]
    undertaking: list[str]
    doing: list[str]
    saying: list[str]
    giving: list[str]
    counted: list[str]
    massed: list[str]
    models: list[str]
    descriptions: list[str]
    titles: list[str]
    abbreviations: list[str]
    months: list[str]
    days: list[str]
    names: dict[str, list[str]]

    @classmethod
    def read(cls, path: Path = WORDS) -> "News":
        """Read the words from a TOML file."""
        with path.open("rb") as file:
            return cls(**tomllib.load(file))


class Rewriter:
    """Makes the changes, with one source of chance."""

    def __init__(self, news: News, rng: random.Random) -> None:
        """Use these words and this chance."""
        self.news = news
        self.rng = rng

    def rewrite(self, sentence: Sentence) -> Sentence:
        """The sentence as news might have it."""
        if not sentence.parsed or not sentence.words:
            return sentence
        tree = Tree.of(sentence)
        self._names(tree)
        self._verbs(tree)
        self._things(tree)
        if self._chance(PRESENT):
            to_present(tree)
        self._reports(tree)
        result = tree.sentence(sentence)
        if len(tree.nodes) <= LONGEST_HEADLINE and self._chance(HEADLINES) and self._headline(tree):
            return replace(tree.sentence(sentence), starts_paragraph=True, ends_paragraph=True)
        self._dates(tree)
        return tree.sentence(result)

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _name(self, *kinds: str) -> str:
        return self.rng.choice(self.news.names[self.rng.choice(kinds)])

    # Names

    def _names(self, tree: Tree) -> None:
        for node in list(tree.nodes):
            if node.pos == "PROPN" and self._chance(COLLAPSED) and any(n is node for n in tree.nodes):
                _collapse(tree, node)
        for node in list(tree.nodes):
            if not any(n is node for n in tree.nodes):
                continue
            if (
                node.pos == "PROPN"
                and node.dep in _NAMELIKE
                and node.has("Number=Sing")
                and self._chance(RENAMED)
            ):
                self._rename(tree, node)
            elif node.dep in ("nsubj", "nsubj:pass") and self._chance(SUBJECTS):
                self._name_subject(tree, node)
            elif (
                node.dep in ("obj", "obl", "nmod", "iobj")
                and node.pos == "NOUN"
                and node.has("Number=Sing")
                and self._chance(OBJECTS)
            ):
                self._alone(tree, node)
        self._before_names(tree)

    def _before_names(self, tree: Tree) -> None:
        """Titles before people, "U.S." before other nouns."""
        for node in list(tree.nodes):
            if node.pos == "PROPN" and node.word.form in self.news.names["people"] and self._chance(TITLES):
                words = self.rng.choice(self.news.titles).split()
                title = new(words[-1], "PROPN", "Number=Sing", node, "nmod:desc")
                before = [new(word, "PROPN", "Number=Sing", title, "compound") for word in words[:-1]]
                tree.put(tree.at(node), [*before, title])
            elif (
                node.pos == "NOUN"
                and node.head is not None
                and not tree.children(node, "compound", "amod", "nummod")
                and self._chance(ABBREVIATIONS)
            ):
                at = tree.at(node)
                if at and node.dep in _NAMELIKE and tree.nodes[at - 1].word.space_after:
                    tree.put(
                        at,
                        [
                            new(
                                self.rng.choice(self.news.abbreviations),
                                "PROPN",
                                "Number=Sing",
                                node,
                                "compound",
                            )
                        ],
                    )

    def _rename(self, tree: Tree, node: Node) -> None:
        if (
            tree.children(node, "flat", "compound", "nmod:desc")
            or node.word.form in self.news.months + self.news.days
        ):
            return
        kinds = (
            ("people", "people", "groups", "places", "places")
            if node.dep.startswith("nsubj")
            else ("places", "people", "groups", "places")
        )
        form = self._name("articled", "groups") if tree.children(node, "det") else self._name(*kinds)
        node.become(form=form, lemma=form)

    def _name_subject(self, tree: Tree, node: Node) -> None:
        verb = node.head
        if verb is None:
            return
        if node.pos == "PRON" and node.has("PronType=Prs"):
            past = verb.pos == "VERB" and verb.has("Tense=Past") and verb.has("VerbForm=Fin")
            if node.has("Person=3") and node.has("Number=Sing"):
                self._into_name(tree, node)
            elif node.has("Number=Plur"):
                self._into_pair(tree, node)
            elif past and node.has("Person=1") and not tree.children(verb, "aux", "conj"):
                self._into_name(tree, node)
                verb.become(feats=PAST)
        elif node.pos == "NOUN" and node.has("Number=Sing"):
            self._alone(tree, node)
        elif node.pos == "NOUN" and node.has("Number=Plur") and self._alone(tree, node, pair=True):
            return

    def _into_name(self, tree: Tree, node: Node) -> None:
        if tree.children(node):
            return
        form = self._name("people", "people", "groups", "places", "places", "articled")
        if form in self.news.names["articled"]:
            tree.put(
                tree.at(node),
                [
                    new(
                        "The" if tree.at(node) == 0 else "the",
                        "DET",
                        "Definite=Def|PronType=Art",
                        node,
                        "det",
                        "the",
                    )
                ],
            )
        node.become(form=form, lemma=form, upos="PROPN", feats="Number=Sing")

    def _into_pair(self, tree: Tree, node: Node) -> None:
        if tree.children(node) or not node.word.space_after:
            return
        kinds = self.rng.choice((("people",), ("places",), ("people", "groups", "places")))
        first, second = self._name(*kinds), self._name(*kinds)
        node.become(form=first, lemma=first, upos="PROPN", feats="Number=Sing")
        other = new(second, "PROPN", "Number=Sing", node, "conj")
        tree.put(tree.at(node) + 1, [new("and", "CCONJ", "", other, "cc"), other])

    def _alone(self, tree: Tree, node: Node, pair: bool = False) -> bool:
        """A name in place of "the company"."""
        inside = tree.children(node)
        case = [n for n in inside if n.dep == "case"]
        rest = [n for n in inside if n.dep != "case"]
        if (
            len(case) > 1
            or any(n.dep not in _WEAK or tree.children(n) for n in rest)
            or (not rest and not pair)
        ):
            return False
        if rest and tree.at(rest[0]) != tree.at(node) - len(rest):
            return False
        tree.remove(rest)
        if pair:
            self._into_pair(tree, node)
        else:
            form = (
                self._name("people", "groups", "places")
                if node.dep.startswith("nsubj")
                else self._name("places", "places", "groups", "people")
            )
            node.become(form=form, lemma=form, upos="PROPN", feats="Number=Sing")
        return True

    # Verbs and what they take

    def _verbs(self, tree: Tree) -> None:
        for node in tree.nodes:
            if node.pos != "VERB" or not self._chance(VERBS):
                continue
            deps = {child.dep for child in tree.children(node)}
            if deps & {"compound:prt", "expl", "iobj", "cop"}:
                continue
            clauses = tree.children(node, "xcomp", "ccomp")
            if "obj" in deps and not clauses:
                replace_verb(node, self.rng.choice(self.news.transitive))
            elif len(clauses) == 1 and "obj" not in deps:
                clause = clauses[0]
                marks = {n.word.lemma for n in tree.children(clause, "mark")}
                if clause.dep == "xcomp" and clause.has("VerbForm=Inf") and "to" in marks:
                    replace_verb(node, self.rng.choice(self.news.undertaking))
                elif clause.dep == "xcomp" and clause.has("VerbForm=Ger"):
                    replace_verb(node, self.rng.choice(self.news.doing))
                elif clause.dep == "ccomp" and node.word.lemma in _SPOKEN:
                    replace_verb(node, self.rng.choice(self.news.saying))

    def _things(self, tree: Tree) -> None:
        for node in [n for n in tree.nodes if n.dep == "obj" and n.pos == "NOUN"]:
            verb = node.head
            inside = tree.stretch(node)
            if (
                verb is None
                or verb.pos != "VERB"
                or inside is None
                or tree.at(inside[0]) != tree.at(verb) + 1
                or not verb.word.space_after
            ):
                continue
            small = [n for n in tree.children(node) if n.dep in _PLAIN]
            plain = len(small) == len(tree.children(node)) and not any(tree.children(n) for n in small)
            if plain and self._chance(AMOUNTS):
                self._put_amount(tree, node, small)
            elif plain and self._chance(LISTS):
                self._put_list(tree, node, small)
            elif (
                self._chance(AMOUNTS / 2)
                and node.has("Number=Sing")
                and not tree.children(node, "compound", "nummod")
            ):
                tree.put(tree.at(node), self._amount(node, "compound"))
            if (
                self._chance(GIVING)
                and not tree.children(verb, "iobj", "xcomp", "compound:prt", "expl")
                and replace_verb(verb, self.rng.choice(self.news.giving))
            ):
                name = new(
                    self._name("places", "places", "people", "groups"), "PROPN", "Number=Sing", verb, "iobj"
                )
                tree.put(tree.at(verb) + 1, [name])

    def _number(self) -> str:
        if self._chance(0.3):
            return f"{self.rng.randint(1, 99)}.{self.rng.randint(1, 9)}"
        return str(self.rng.choice((self.rng.randint(1, 20), 10 * self.rng.randint(1, 99))))

    def _amount(self, head: Node | None, dep: str) -> list[Node]:
        """ "$3.7 billion", "€500m" or (not before a noun) "500 million euros"."""
        scale = self.rng.choice(("million", "billion"))
        short = {"million": "m", "billion": "bn"}[scale]
        if dep != "compound" and self._chance(0.25):
            money = new(
                self.rng.choice(("euros", "dollars", "pounds", "kroner", "hryvnias")),
                "NOUN",
                "Number=Plur",
                head,
                dep,
            )
            much = new(scale, "NUM", _NUMERAL, money, "nummod")
            return [new(self._number(), "NUM", _DIGITS, much, "compound"), much, money]
        sign = new(self.rng.choice(("$", "$", "€", "€", "£")), "SYM", "", head, dep, space=False)
        if self._chance(0.2):
            return [
                sign,
                new(
                    f"{self.rng.randint(1, 999)},{self.rng.randint(100, 999)}", "NUM", _DIGITS, sign, "nummod"
                ),
            ]
        brief = self._chance(0.3)
        much = new(short if brief else scale, "NUM", _NUMERAL, sign, "nummod", scale)
        return [sign, new(self._number(), "NUM", _DIGITS, much, "compound", space=not brief), much]

    def _put_amount(self, tree: Tree, node: Node, small: list[Node]) -> None:
        """An amount in place of the object, bare or "in aid"."""
        added = self._amount(node.head, node.dep)
        money = added[0] if added[0].pos == "SYM" else added[-1]
        if self._chance(0.2):
            about = self.rng.choice(("about", "nearly", "almost", "around", "some"))
            target = added[1] if money is added[0] else added[0]
            target = target.head if target.head is not money and target.head is not None else target
            added.insert(0, new(about, "ADV", "", target, "advmod"))
        if self._chance(0.45):
            thing = new(
                self.rng.choice([w for w in self.news.massed if " " not in w]),
                "NOUN",
                "Number=Sing",
                money,
                "nmod",
            )
            like = (
                [new(self.rng.choice(self.news.descriptions[:4]), "ADJ", "Degree=Pos", thing, "amod")]
                if self._chance(0.4)
                else []
            )
            added += [new("in", "ADP", "", thing, "case"), *like, thing]
        _put(tree, node, added, small)

    def _item(self) -> list[Node]:
        """ "31 Abrams tanks"; the last word is the head."""
        if self._chance(0.25):
            *before, last = self.rng.choice(self.news.massed).split()
            head = new(last, "NOUN", "Number=Plur" if last == "parts" else "Number=Sing", None, "conj")
            return [*(new(word, "NOUN", "Number=Sing", head, "compound") for word in before), head]
        thing = self.rng.choice(self.news.counted)
        head = new(thing, "PROPN" if thing[0].isupper() else "NOUN", "Number=Plur", None, "conj")
        words: list[Node] = []
        if self._chance(0.6):
            digits = self._chance(0.75)
            number = (
                str(self.rng.choice((self.rng.randint(2, 60), 100 * self.rng.randint(1, 90))))
                if digits
                else self.rng.choice(("two", "three", "six", "ten", "eight"))
            )
            words.append(new(number, "NUM", _DIGITS if digits else _NUMERAL, head, "nummod"))
        if self._chance(0.15) and "-" not in (like := self.rng.choice(self.news.descriptions)):
            words.append(new(like, "ADJ", "Degree=Pos", head, "amod"))
        if head.pos == "NOUN" and self._chance(0.45):
            model = self.rng.choice(self.news.models)
            words.append(
                new(model, "NOUN" if model[0].isdigit() else "PROPN", "Number=Sing", head, "compound")
            )
        return [*words, head]

    def _put_list(self, tree: Tree, node: Node, small: list[Node]) -> None:
        """A list of weapons in place of the object."""
        first = self._item()
        top = first[-1]
        top.head = node.head
        top.become(deprel=node.dep)
        added = [*first]
        count = self.rng.choice((0, 0, 1, 2, 3, 4))
        for number in range(count):
            item = self._item()
            item[-1].head = top
            last = number == count - 1
            if not last or self._chance(0.1):
                added[-1].become(space_after=False)
                added.append(new(",", "PUNCT", "", item[-1], "punct"))
            if last:
                added.append(new("and", "CCONJ", "", item[-1], "cc"))
            added += item
        _put(tree, node, added, small)

    # Reports

    def _reports(self, tree: Tree) -> None:
        root = tree.root
        if (
            root.pos != "VERB"
            or tree.nodes[-1].word.form != "."
            or tree.children(tree.nodes[-1])
            or len(tree.nodes) < 5
        ):
            return
        if not tree.nodes[0].word.form[0].isalnum() or any(
            n.word.form in {'"', "“", "”", "?", ":", ";"} for n in tree.nodes
        ):
            return
        told = tree.children(root, "ccomp")
        if len(told) == 1 and tree.at(told[0]) > tree.at(root):
            if self._chance(REPORTS):
                self._turn(tree, told[0])
        elif not told and tree.children(root, "nsubj", "nsubj:pass") and self._chance(MADE_REPORTS):
            self._report(tree)

    def _turn(self, tree: Tree, told: Node) -> None:
        """ "X said that S." as "S, X said." or as "S1, X said, S2."."""
        root, stop = tree.root, tree.nodes[-1]
        inside = tree.stretch(told)
        subject = tree.children(root, "nsubj")
        if (
            inside is None
            or len(subject) != 1
            or not tree.children(told, "nsubj", "nsubj:pass")
            or tree.at(inside[-1]) != len(tree.nodes) - 2
        ):
            return
        told_start = tree.at(inside[0])
        speakers = tree.nodes[:told_start]
        if (
            len(speakers) > 8
            or {n.dep for n in tree.children(root)}
            - {"nsubj", "aux", "ccomp", "punct", "advmod", "obl", "cc"}
            or stop.head is not root
        ):
            return
        gone = [n for n in tree.children(told, "mark") if n.word.lemma == "that"]
        gone += [n for n in speakers if n.dep in ("punct", "cc") and n.head is root]
        tree.remove([below for n in gone for below in tree.below(n)])
        speakers = [n for n in speakers if any(n is m for m in tree.nodes)]
        said = [n for n in tree.nodes if not any(n is m for m in speakers) and n is not stop]
        _no_capital(speakers[0])
        if (
            speakers[-1] is root
            and len(tree.below(subject[0])) == len(speakers) - 1
            and subject[0].pos != "PRON"
            and self._chance(0.25)
        ):
            speakers = [root, *tree.below(subject[0])]
        tree.nodes = [*said, stop]
        self._place_report(tree, told, root, speakers, stop)

    def _report(self, tree: Tree) -> None:
        """A report added to a plain sentence."""
        told, stop = tree.root, tree.nodes[-1]
        if stop.head is not told or not (told.has("VerbForm=Fin") or tree.children(told, "aux", "aux:pass")):
            return
        entry = self.rng.choice(self.news.saying)
        verb = new("say", "VERB", PAST if self._chance(0.8) else SINGULAR, None, "root", "say")
        replace_verb(verb, entry)
        speaker: list[Node]
        if self._chance(0.3):
            form, gender = self.rng.choice((("he", "Masc"), ("he", "Masc"), ("she", "Fem")))
            speaker = [
                new(
                    form, "PRON", f"Case=Nom|Gender={gender}|Number=Sing|Person=3|PronType=Prs", verb, "nsubj"
                )
            ]
        else:
            form = self._name("people", "people", "groups", "places", "articled")
            speaker = [new(form, "PROPN", "Number=Sing", verb, "nsubj")]
            if form in self.news.names["articled"]:
                speaker.insert(0, new("the", "DET", "Definite=Def|PronType=Art", speaker[-1], "det"))
        words = [*speaker, verb] if speaker[-1].pos == "PRON" or self._chance(0.75) else [verb, *speaker]
        if self._chance(0.15):
            day = new(self.rng.choice(self.news.days), "PROPN", "Number=Sing", verb, "obl")
            words += [new("on", "ADP", "", day, "case"), day]
        self._place_report(tree, told, verb, words, stop)

    def _place_report(self, tree: Tree, told: Node, verb: Node, words: list[Node], stop: Node) -> None:
        first = tree.nodes[0]
        if first.word.form[:1].islower():
            first.become(form=first.word.form[0].upper() + first.word.form[1:])
        words[-1].become(space_after=True)
        inner = self._gap(tree, told) if self._chance(0.4) else None
        if inner is not None:
            told.head, verb.head, stop.head = None, told, told
            told.become(deprel="root")
            verb.become(deprel="parataxis")
            words[-1].become(space_after=False)
            tree.nodes[inner - 1].become(space_after=False)
            tree.put(
                inner,
                [new(",", "PUNCT", "", verb, "punct"), *words, new(",", "PUNCT", "", verb, "punct")],
            )
            return
        told.head, verb.head, stop.head = verb, None, verb
        told.become(deprel="ccomp")
        verb.become(deprel="root")
        quoted = self._chance(0.3)
        tree.nodes[-2].become(space_after=False)
        words[-1].become(space_after=False)
        comma = new(",", "PUNCT", "", verb, "punct", space=not quoted)
        between = [comma]
        if quoted:
            between.append(new('"', "PUNCT", "", told, "punct"))
            if self._chance(0.4):
                comma.become(space_after=True)
                between[1].become(space_after=False)
                between.reverse()
            tree.put(0, [new('"', "PUNCT", "", told, "punct", space=False)])
        tree.put(len(tree.nodes) - 1, [*between, *words])

    def _gap(self, tree: Tree, told: Node) -> int | None:
        """Where a report can stand inside what is said: after the subject, or before "and"."""
        gaps: list[int] = []
        for child in tree.children(told):
            inside = tree.stretch(child)
            if inside is None:
                continue
            start, end = tree.at(inside[0]), tree.at(inside[-1]) + 1
            if (
                child.dep in ("obl", "advmod", "nsubj", "nsubj:pass", "advcl")
                and start == 0
                and end > 1
                and tree.nodes[end].pos != "PUNCT"
            ):
                gaps.append(end)
            elif child.dep in ("conj", "advcl") and start > tree.at(told) + 2:
                gaps += (
                    [start, start]
                    if tree.nodes[start - 1].pos != "PUNCT" and tree.nodes[start].pos != "PUNCT"
                    else []
                )
        free = [gap for gap in gaps if tree.nodes[gap - 1].word.space_after]
        return self.rng.choice(free) if free else None

    # Headlines and dates

    def _headline(self, tree: Tree) -> bool:
        root = tree.root
        if root.pos != "VERB" or not tree.children(root, "nsubj", "nsubj:pass"):
            return False
        to_present(tree)
        bare = self._chance(0.7)
        gone = [
            n
            for n in tree.nodes
            if n.head is not None
            and not tree.children(n)
            and n.word.space_after
            and (
                (n.dep == "det" and n.has("PronType=Art"))
                or (bare and n.dep in ("aux:pass", "aux") and n.word.lemma == "be" and n.head is root)
            )
        ]
        tree.remove(gone)
        last = tree.nodes[-1]
        if last.word.form == "." and not tree.children(last):
            tree.nodes.pop()
        first = tree.nodes[0]
        first.become(form=first.word.form[:1].upper() + first.word.form[1:])
        if self._chance(0.35):
            for node in tree.nodes:
                if (
                    node.pos not in ("ADP", "DET", "CCONJ", "PART", "PUNCT", "SYM", "SCONJ")
                    and node.word.form[0].isalpha()
                ):
                    node.become(form=node.word.form[:1].upper() + node.word.form[1:])
        return True

    def _date(self, head: Node, front: bool) -> list[Node]:
        if not front and self._chance(0.4):
            return [new(self.rng.choice(self.news.days), "PROPN", "Number=Sing", head, "obl:unmarked")]
        if self._chance(0.4):
            day = new(self.rng.choice(self.news.days), "PROPN", "Number=Sing", head, "obl")
            return [new("On", "ADP", "", day, "case", "on"), day]
        month = new(self.rng.choice(self.news.months), "PROPN", "Number=Sing", head, "obl")
        if self._chance(0.5):
            year = new(str(self.rng.randint(2014, 2026)), "NUM", _DIGITS, month, "nmod:unmarked")
            return [
                new("In", "ADP", "", month, "case", "in"),
                month,
                *([year] if self._chance(0.7) else []),
            ]
        day = new(str(self.rng.randint(1, 31)), "NUM", _DIGITS, month, "nmod:unmarked")
        return [new("On", "ADP", "", month, "case", "on"), month, day]

    def _dates(self, tree: Tree) -> None:
        root = tree.root
        subjects = tree.children(root, "nsubj", "nsubj:pass")
        inside = tree.stretch(subjects[0]) if len(subjects) == 1 else None
        if root.pos != "VERB" or inside is None or tree.at(inside[0]) != 0:
            return
        if self._chance(FRONTED_DATES):
            added = self._date(root, front=True)
            if self._chance(0.35):
                added[-1].become(space_after=False)
                added.append(new(",", "PUNCT", "", root, "punct"))
            _no_capital(tree.nodes[0])
            tree.put(0, added)
        elif inside[-1].word.space_after and subjects[0].pos != "PRON" and self._chance(INNER_DATES):
            added = self._date(root, front=False)
            if added[0].pos == "ADP":
                added[0].become(form=added[0].word.lemma)
            tree.put(len(inside), added)


# Changes without chance ---------------------------------------------------------------------------


def _no_capital(node: Node) -> None:
    if node.pos != "PROPN" and node.word.form not in ("I", "I'm") and not node.word.form.isupper():
        node.become(form=node.word.form[:1].lower() + node.word.form[1:])
    elif node.word.form == "A":
        node.become(form="a")


def _collapse(tree: Tree, node: Node) -> None:
    """ "Lloyd Austin" as "Austin"."""
    at = tree.at(node)
    parts = [
        n
        for n in tree.children(node, "flat", "compound", "nmod:desc")
        if n.pos == "PROPN" and not tree.children(n)
    ]
    places = sorted([at, *(tree.at(n) for n in parts)])
    if (
        not parts
        or places[-1] - places[0] != len(parts)
        or any(not tree.nodes[i].word.space_after for i in places[:-1])
    ):
        return
    last = tree.nodes[places[-1]].word
    if last.form.isalpha() and last.form[0].isupper():
        node.become(form=last.form, lemma=last.lemma, space_after=last.space_after)
        tree.remove(parts)


def _put(tree: Tree, node: Node, added: list[Node], gone: list[Node]) -> None:
    """Put words in place of a node, and drop what stood around it."""
    if not node.word.space_after:
        added[-1].become(space_after=False)
    at = tree.at(node)
    tree.nodes[at : at + 1] = added
    tree.remove(gone)


def rewriter(rng: random.Random) -> Callable[[Sentence], Sentence]:
    """Return what rewrites one sentence."""
    return Rewriter(News.read(), rng).rewrite
