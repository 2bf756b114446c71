"""The order of the stages: page → article → sentences → mentions → links → scenes → frames.

One article in, one reading out; nothing here knows a file, a clock or a word of English.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from ukgraph import quotes, syntax
from ukgraph.author import find_author
from ukgraph.datelines import begins_at
from ukgraph.dates import find_dates
from ukgraph.denials import deny, find_denials
from ukgraph.discourse import PERSONAL, Discourse, Trace
from ukgraph.extract import SentenceReading, evidence_of, read_sentence
from ukgraph.gazetteer import Form, Gazetteer
from ukgraph.lexicon import Effect
from ukgraph.link import Linked, link
from ukgraph.listing import find_lists
from ukgraph.lore import Lore
from ukgraph.mend import mend
from ukgraph.mentions import find_mentions
from ukgraph.quotes import Quotation
from ukgraph.records import Date, Entity, Reading
from ukgraph.scene import Scene
from ukgraph.spans import Span
from ukgraph.tellings import merge
from ukgraph.values import find_amounts, find_singles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ukgraph.author import Author
    from ukgraph.dates import Timex
    from ukgraph.knowledge import Knowledge
    from ukgraph.quotes import Voice
    from ukgraph.records import Article, Sentence, Token
    from ukgraph.tellings import Draft
    from ukgraph.values import Amount

LONGEST_HEADING = 10  # words, stops included: "16 February, Berlin and Paris."
_ARMS = frozenset({"WeaponSystem", "WeaponClass", "AidKind"})
_OWNING = 2
_SPEAKING = 4  # whose words a sentence ends in is nearer than who is its subject
_SALIENCE = {"nsubj": 3, "nsubj:pass": 3, "obl:agent": 2, "obj": 2, "iobj": 2}


@dataclass(frozen=True)
class Steps:
    """Everything that was found on the way, for `explain`."""

    scenes: tuple[Scene, ...]
    quotations: tuple[Quotation, ...]
    sentences: tuple[SentenceReading, ...]
    reading: Reading


def read_article(
    article: Article, sentences: Sequence[Sentence], knowledge: Knowledge, gazetteer: Gazetteer
) -> Steps:
    """Read a parsed article into frames. Pure: the same sentences and knowledge give the same reading."""
    mentions = [find_mentions(s, gazetteer, knowledge) for s in sentences]
    linked = link(sentences, mentions, knowledge, article.published)
    dates = _dates(sentences, article.published)
    headings = _headings(sentences, dates, article.text)
    lore = _lore(knowledge)
    trees = [_tree(s, items, days, lore) for s, items, days in zip(sentences, linked, dates, strict=True)]
    amounts = _amounts(trees, linked, dates, knowledge, article.published)
    traces = [tuple(traces_of(t, items, knowledge)) for t, items in zip(trees, linked, strict=True)]
    quotations = quotes.find_quotations(article.text)
    voices: Mapping[Quotation, Voice] = {}
    told: dict[int, Entity] = {}
    pointing = any(t.lemma.lower() in quotes.AFTERTHOUGHTS for s in sentences for t in s.tokens[:4])
    # A turn of a transcript and the last word of a headline need no quotation marks.
    if pointing or quotations or any(mark in article.text for mark in quotes.LABELLING):
        first = list(
            _scenes(trees, linked, amounts, dates, headings, traces, knowledge, {}, article.published)
        )
        lists = dict(quotes.find_lists(first, article.text))
        heard = {lines: voice for lines, voice in lists.items() if voice is not None}
        voices = heard | dict(quotes.find_voices(first, quotations, article.text))
        quotations += tuple(lines for lines in lists if lines not in heard)
        after = dict(quotes.find_afterthoughts(first))
        told = {i: who for i, who in after.items() if who is not None}
        quotations += tuple(quotes.whole(first[i]) for i, who in after.items() if who is None)
    speaker_at = {
        s.index: dict.fromkeys(range(len(s.tokens)), told[s.index]) | said if s.index in told else said
        for s, t in zip(sentences, trees, strict=True)
        for said in [_voices(t, voices)]
    }
    author = find_author(article, knowledge, gazetteer)
    author_at = {t.sentence.index: _own_words(t, quotations, author) for t in trees} if author else {}
    scenes: list[Scene] = []
    read: list[SentenceReading] = []
    drafts: list[list[Draft]] = []
    teller: Entity | None = None
    for scene in _scenes(
        trees, linked, amounts, dates, headings, traces, knowledge, speaker_at, article.published, author_at
    ):
        scenes.append(scene)
        found = read_sentence(scene, article, voices, quotations)
        read.append(found)
        drafts.append(list(found.drafts))
        evidence = evidence_of(scene.tree.sentence, article)
        for denial in find_denials(scene):
            drafts[-1] = deny(denial, drafts, evidence, knowledge)
        teller = _tell_on(scene, trees[len(scenes) : len(scenes) + 1], teller, article.text, speaker_at)
    mentioned = _mentioned(trees, linked, knowledge)
    frames = merge([d for given in drafts for d in given], article, knowledge, {e.id for e in mentioned})
    reading = Reading(article, frames, mentioned)
    return Steps(tuple(scenes), quotations, tuple(read), reading)


def _tell_on(
    scene: Scene,
    following: Sequence[syntax.Tree],
    teller: Entity | None,
    text: str,
    speaker_at: dict[int, dict[int, Entity]],
) -> Entity | None:
    """Let who tells a sentence tell the following one too where that goes on with it; `teller` is who tells this one so."""
    for tree in following:
        opens = "\n" in text[scene.tree.sentence.end : tree.sentence.start]
        if quotes.goes_on(tree, scene.knowledge, opens=opens):
            teller = teller or quotes.find_teller(scene)
            if teller is not None:
                index, tokens = tree.sentence.index, tree.tokens
                speaker_at[index] = dict.fromkeys(range(len(tokens)), teller) | speaker_at.get(index, {})
            return teller
    return None


def _amounts(
    trees: Sequence[syntax.Tree],
    linked: Sequence[tuple[Linked, ...]],
    dates: Sequence[tuple[Timex, ...]],
    knowledge: Knowledge,
    published: str | None,
) -> list[list[Amount]]:
    """The quantities of each sentence; what is part of a name ("Mirage 2000-5") or of a date is none."""
    behind = {x.actor.id: _countries(knowledge, x.actor, published) for items in linked for x in items}
    spoken_of = dict.fromkeys(c for items in linked for x in items for c in behind[x.actor.id])
    counts, is_person = partial(_counts_people, knowledge), partial(_is_person, knowledge)
    found: list[list[Amount]] = []
    for tree, items, days in zip(trees, linked, dates, strict=True):
        taken = {i for x in items if x.form is not Form.CLASS for i in range(x.start, x.end)}
        taken |= {i for d in days for i in range(d.start, d.end)}
        countries = dict.fromkeys(c for x in items for c in behind[x.actor.id]) | spoken_of
        units = knowledge.units_in(tree.sentence.text, countries)
        amounts = [
            *find_amounts(tree.sentence, units, counts),
            *find_singles(tree.sentence, is_person, counts),
        ]
        found.append([a for a in amounts if a.start not in taken])
    return found


def _countries(knowledge: Knowledge, named: Entity, published: str | None) -> list[str]:
    """Of which countries a name speaks: itself, that of a body, or those whose office somebody holds."""
    entry = knowledge.entries.get(named.id)
    offices = entry.offices if entry is not None else ()
    behind = [named.id, *(o.of for o in offices if o.held(published))]
    return [c for c in map(knowledge.country_of, behind) if c is not None]


def _dates(sentences: Sequence[Sentence], published: str | None) -> list[tuple[Timex, ...]]:
    """The dates of each sentence, read with the one that the text named last before it."""
    found: list[tuple[Timex, ...]] = []
    named: Date | None = None
    for sentence in sentences:
        days = find_dates(sentence, published, named)
        named = next((d.date for d in reversed(days) if d.bound is None), named)
        found.append(days)
    return found


def _headings(
    sentences: Sequence[Sentence], dates: Sequence[tuple[Timex, ...]], text: str
) -> list[Date | None]:
    """For each sentence the date of the heading that its paragraph begins with, if it has one.

    A heading is a first sentence without a verb that is a date and little else.
    """
    found: list[Date | None] = []
    current: Date | None = None
    for i, (sentence, days) in enumerate(zip(sentences, dates, strict=True)):
        opens = i == 0 or "\n" in text[sentences[i - 1].end : sentence.start]
        if opens:
            short = len(sentence.tokens) <= LONGEST_HEADING and not any(
                t.pos in ("VERB", "AUX") for t in sentence.tokens
            )
            current = days[0].date if short and days and days[0].start <= 1 else None
        found.append(current)
    return found


def _counts_people(knowledge: Knowledge, word: Token) -> bool:
    """Whether a bare number beside a word is one of people: "killed 17", "three dead"."""
    return word.lemma.lower() in knowledge.counting_verbs


def _is_person(knowledge: Knowledge, noun: Token) -> bool:
    """Whether a common noun is one of people: "woman", "soldier"."""
    word = noun.lemma.lower()
    return knowledge.heads.get(word) == "Person" or word in knowledge.people_called


def _lore(knowledge: Knowledge) -> Lore:
    """What the repairs of trees know of words."""
    return Lore(
        says=partial(quotes.is_saying, knowledge),
        is_person=lambda w: knowledge.heads.get(w) == "Person",
        is_verb=knowledge.is_verb,
        counts_people=partial(_counts_people, knowledge),
        weighs=lambda t: knowledge.weighs("NOUN", t.lemma.lower()),
        bends=partial(knowledge.weighs, "VERB"),
        addresses=lambda t: t.lemma.lower() in knowledge.addressing_verbs,
        requests=lambda t: Effect.REQUESTED in knowledge.effects("VERB", t.lemma.lower()),
        particles=knowledge.particles,
    )


def _tree(sentence: Sentence, items: Sequence[Linked], dates: Sequence[Timex], lore: Lore) -> syntax.Tree:
    """The tree with what the parser could not know put right."""
    days = [Span(d.start, d.end, d.head) for d in dates]
    arms = {i for x in items if x.entity.kind in _ARMS for i in range(x.start, x.end)}
    return syntax.plant(mend(sentence, _spans(sentence, items), days, arms, lore))


def _spans(sentence: Sentence, items: Sequence[Linked]) -> list[Span]:
    """What is one name to the tree: the words of a mention, and before an office the country that it is held in."""
    spans = []
    for item in items:
        held = item.post is not None and not item.described
        before = [
            x
            for x in (items if held else ())
            if x.end <= item.start <= x.end + 1 and x.form in (Form.ADJECTIVE, Form.NAME)
        ]
        own = bool(before) and not _is_placed(sentence, before[-1])
        gap = [t.text for t in sentence.tokens[before[-1].end : item.start]] if own else []
        start = before[-1].start if own and all(t in ("'s", "’s") for t in gap) else item.start
        spans.append(Span(start, item.end, _head(sentence, item)))
    return spans


def _is_placed(sentence: Sentence, item: Linked) -> bool:
    """Whether a name tells where something happens: "In Berlin Chancellor Scholz announced"."""
    before = sentence.tokens[item.start - 1] if item.start > 0 else None
    return before is not None and before.pos == "ADP" and item.entity.kind == "City"


def _head(sentence: Sentence, item: Linked) -> int:
    """The head of a mention: of a person with an office the first word, of a thing its own head noun."""
    tokens = sentence.tokens[item.start : item.end]
    outward = [t for t in tokens if not item.start <= t.head < item.end or t.head == t.i]
    nouns = [t for t in outward if t.pos in ("NOUN", "PROPN")]
    return (nouns or outward or [tokens[0]])[-1].i


def _scenes(
    trees: Sequence[syntax.Tree],
    linked: Sequence[tuple[Linked, ...]],
    amounts: Sequence[list[Amount]],
    dates: Sequence[tuple[Timex, ...]],
    headings: Sequence[Date | None],
    traces: Sequence[tuple[Trace, ...]],
    knowledge: Knowledge,
    speaker_at: Mapping[int, Mapping[int, Entity]],
    published: str | None,
    author_at: Mapping[int, Mapping[int, Author]] = MappingProxyType({}),
) -> Iterator[Scene]:
    """Scenes in order; a scene's mentions enter the discourse before it is handed on."""
    discourse = Discourse(knowledge)
    lists = find_lists(trees, linked, knowledge)
    for tree, items, sums, days, heading, named, place in zip(
        trees, linked, amounts, dates, headings, traces, lists, strict=True
    ):
        discourse.leads, discourse.listed = place
        scene = Scene(
            tree,
            items,
            sums,
            days,
            knowledge,
            discourse,
            speaker_at.get(tree.sentence.index, {}),
            published,
            heading,
            author_at.get(tree.sentence.index, {}),
        )
        remember(scene, named)
        yield scene


def remember(scene: Scene, named: Sequence[Trace]) -> None:
    """Let the discourse know whom a sentence names, and then whom its pronouns mean."""
    dateline = begins_at(scene.tree.tokens)
    opening = (x.entity for x in scene.linked if x.end < dateline)
    written_in = next((e for e in opening if scene.knowledge.is_a(e.kind, "Place")), None)
    if written_in is not None:
        scene.discourse.here = written_in
    scene.discourse.note(named)
    scene.discourse.note(_tellers(scene))
    for token in scene.tree.tokens:
        if token.pos == "PRON" and token.text.lower() in PERSONAL:
            meant = scene.meant(token)
            weight = _SALIENCE.get(token.dep, 1)
            scene.discourse.note(Trace(scene.index, token.i, (e,), weight) for e in meant if len(meant) == 1)
    words = [t.i for t in scene.tree.tokens if t.pos != "PUNCT"]
    speaker = scene.speaker_at.get(words[-1]) if words else None
    if speaker is not None and speaker.kind == "Person":  # "He added", after a quotation of three sentences
        scene.discourse.note([Trace(scene.index, len(scene.tree.tokens), (speaker,), _SPEAKING)])


def _tellers(scene: Scene) -> Iterator[Trace]:
    """Who says something and has no name: "A senior official said ... He added", "Two diplomats said ... They added"."""
    for token in scene.tree.tokens:
        verb = scene.tree.head(token) if token.dep == "nsubj" and token.pos == "NOUN" else None
        many = "Number=Plur" in token.feats  # "Russian authorities"
        human = scene.knowledge.heads.get(token.lemma.lower()) == "Person"
        if verb is None or not (human or many) or not quotes.is_saying(scene.knowledge, verb):
            continue
        gender = scene.knowledge.genders.get(token.text.lower())
        for who in (s for s in scene.speakers(token)[:1] if s.generic or many):
            weight = _SALIENCE["nsubj"]
            yield Trace(scene.index, token.i, (who,), weight, many, gender, many=True, teller=True)


def traces_of(tree: syntax.Tree, items: Sequence[Linked], knowledge: Knowledge) -> Iterator[Trace]:
    """The mentions of a sentence, coordinated ones together as well."""
    index = tree.sentence.index
    named = [x for x in items if not x.entity.generic and x.form is not Form.CLASS]
    together: dict[int, list[Linked]] = {}
    for item in named:
        head = tree.tokens[_head(tree.sentence, item)]
        first = syntax.first_conjunct(tree, head)
        weight = max(_SALIENCE.get(first.dep, 1), _OWNING if _owns_subject(tree, first) else 1)
        people = _people(tree, head, knowledge)
        weight = weight if people is None else _SALIENCE.get(people.dep, 1)
        force = knowledge.is_a(item.entity.kind, "MilitaryForce") or item.form is Form.PEOPLE
        force = force or people is not None
        ends = (head, tree.tokens[item.end - 1])
        many = any(t.pos == "NOUN" and ("Number=Plur" in t.feats or t.lemma == "troops") for t in ends)
        gender = _told_gender(tree, item, knowledge)
        yield Trace(index, item.start, (item.actor,), weight, force, gender, many)
        together.setdefault(first.i, []).append(item)
    for first_i, members in together.items():
        actors = {x.actor.id: x.actor for x in members}
        if len(actors) > 1:
            weight = _SALIENCE.get(tree.tokens[first_i].dep, 1)
            yield Trace(index, members[-1].start, tuple(actors.values()), weight, plural=True)


def _owns_subject(tree: syntax.Tree, name: Token) -> bool:
    """ "Russia's war on Ukraine goes on, and its threats": whose subject it is stands before all else that it names."""
    noun = tree.head(name)
    return name.dep == "nmod:poss" and noun is not None and syntax.base(noun.dep) == "nsubj"


def _people(tree: syntax.Tree, name: Token, knowledge: Knowledge) -> Token | None:
    """The people of "the people of Ukraine" and "the Ukrainian people", whom "they" may mean."""
    noun = tree.head(name)
    if noun is None or noun.lemma.lower() not in knowledge.stand_ins or "Number=Plur" not in noun.feats:
        return None
    of = name.dep == "nmod" and syntax.cases(tree, name) == "of"
    return noun if of or name.dep in ("amod", "nmod:poss") else None


def _told_gender(tree: syntax.Tree, item: Linked, knowledge: Knowledge) -> str | None:
    """The gender that a form of address or a noun before a name, or within the mention, tells: "Ms. Lindqvist"."""
    if item.entity.kind != "Person":
        return None
    words = [t.text for t in tree.tokens[max(0, item.start - 1) : item.end]]
    return next(
        (
            g
            for w in words[:-1]
            if not w[:1].isupper() or "." in w or len(w) < 3
            for g in [knowledge.genders.get(w)]
            if g
        ),
        None,
    )


def _own_words(tree: syntax.Tree, quotations: Sequence[Quotation], author: Author) -> dict[int, Author]:
    """The tokens that stand in no quotation: there the author speaks."""
    return {t.i: author for t in tree.tokens if quotes.quoted(quotations, t) is None}


def _voices(tree: syntax.Tree, voices: Mapping[Quotation, Voice]) -> dict[int, Entity]:
    """Whose words each token is among: those of the innermost quotation or turn."""
    found: dict[int, Entity] = {}
    for quotation in sorted(voices, key=lambda q: q.start - q.end):
        for token in tree.tokens:
            if quotation.start <= token.start and token.end <= quotation.end:
                found[token.i] = voices[quotation].speaker
    return found


def _mentioned(
    trees: Sequence[syntax.Tree], linked: Sequence[tuple[Linked, ...]], knowledge: Knowledge
) -> tuple[Entity, ...]:
    """Every entity and weapon class that the article names, once, in the order of ids."""
    found: dict[str, Entity] = {}
    for tree, items in zip(trees, linked, strict=True):
        for item in items:
            words = " ".join(t.text for t in tree.tokens[item.start : item.end])
            for entity in (item.actor, *_named_within(item, words, knowledge)):
                if not entity.generic:
                    found.setdefault(entity.id, entity)
    return tuple(found[k] for k in sorted(found))


def _named_within(item: Linked, words: str, knowledge: Knowledge) -> Iterator[Entity]:
    """The country in a body's name: "North Korean troops" mentions North Korea too."""
    country = knowledge.entries.get(knowledge.country_of(item.entity.id) or "")
    if country is None or country.id == item.entity.id or knowledge.is_a(item.entity.kind, "Place"):
        return
    if any(form in words for form in (country.label, *country.adjectives)):
        yield country.entity
