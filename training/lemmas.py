"""Lemmas by table and rule: what the treebanks say about a word comes first, WordNet's rules cover the rest.

The tables belong to spaCy's own rule lemmatizer, so they are stored with the pipeline as plain data.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from spacy.language import Language
from spacy.lookups import Lookups, load_lookups
from treebank import Sentence

if TYPE_CHECKING:
    from spacy.lang.en.lemmatizer import EnglishLemmatizer

Table = dict[str, dict[str, list[str]]]
IRREGULAR = Path(__file__).with_name("lemmas.toml")
_NUMBER_OR_ADDRESS = re.compile(r"[\d@/_]")
INFLECTED = ("noun", "verb", "adj", "adv")  # what the tables of spacy-lookups-data cover
# "shipping" is "ship" unless "shipp" were a word.
_DOUBLED = [[consonant * 2 + ending, consonant] for ending in ("ed", "ing") for consonant in "bdglmnprt"]


def _observed(sentences: Iterable[Sentence]) -> Table:
    """The commonest lemma of each lower-cased form, for each part of speech."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            if word.upos and word.deprel != "goeswith":
                counts[word.upos.lower(), word.form.lower()][word.lemma] += 1
    table: Table = defaultdict(dict)
    for (upos, form), lemmas in counts.items():
        lemma = lemmas.most_common(1)[0][0]
        # Names, numbers and addresses keep the spelling they have.
        if lemma.lower() != form or (upos != "propn" and not _NUMBER_OR_ADDRESS.search(form)):
            table[upos][form] = [lemma]
    return table


def _ordered(rules: list[list[str]]) -> list[list[str]]:
    """The lemmatizer prefers the last rule whose result it knows: "hoping" is "hope" before it is "hop"."""
    return sorted(rules, key=lambda rule: (rule[1] == "e", rule[0] == "s"))


def _irregular() -> Table:
    with IRREGULAR.open("rb") as file:
        table: dict[str, dict[str, str]] = tomllib.load(file)
    return {
        upos: {form: [lemma] for lemma, forms in lemmas.items() for form in forms.split()}
        for upos, lemmas in table.items()
    }


def _shadows(form: str, lemma: str, rules: list[list[str]]) -> set[str]:
    """Results of the rules that would hide the lemma seen in the treebanks."""
    results = [form[: len(form) - len(old)] + new for old, new in rules if form.endswith(old)]
    return set(results[results.index(lemma) + 1 :]) if lemma in results else set()


def build_lookups(sentences: Iterable[Sentence]) -> Lookups:
    """Join the lemmas seen in `sentences` to the tables of spacy-lookups-data."""
    base = load_lookups("en", ["lemma_exc", "lemma_index", "lemma_rules"])
    exc_table, index_table, rule_table = map(base.get_table, ("lemma_exc", "lemma_index", "lemma_rules"))
    exceptions = {upos: dict(exc_table.get(upos, {})) for upos in INFLECTED}
    index = {upos: set(index_table.get(upos, ())) for upos in INFLECTED}
    rules = {upos: _ordered(rule_table.get(upos, [])) for upos in INFLECTED}
    rules["verb"] += _DOUBLED
    known = _observed(sentences)
    for upos, forms in _irregular().items():
        known[upos].update(forms)
    for upos, forms in known.items():
        exceptions.setdefault(upos, {}).update(forms)
        if upos in index:
            seen = {lemma for lemmas in forms.values() for lemma in lemmas}
            hidden = {word for form, (lemma,) in forms.items() for word in _shadows(form, lemma, rules[upos])}
            index[upos] = index[upos] - (hidden - seen) | {lemma for lemma in seen if lemma.islower()}
    lookups = Lookups()
    lookups.add_table("lemma_exc", exceptions)
    # spaCy asks whether a word is in the index: of a list that takes as long as the list is.
    lookups.add_table("lemma_index", {upos: dict.fromkeys(sorted(words), 1) for upos, words in index.items()})
    lookups.add_table("lemma_rules", rules)
    return lookups


def add_lemmatizer(nlp: Language, lookups: Lookups) -> None:
    """Put the lemmatizer after the morphologizer, whose tags it needs."""
    pipe = cast(
        "EnglishLemmatizer", nlp.add_pipe("lemmatizer", after="morphologizer", config={"mode": "rule"})
    )
    pipe.initialize(lookups=lookups)
