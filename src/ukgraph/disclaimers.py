"""Words beside a clause by which the narrator leaves it to others, or to doubt: ", or so Kyiv says", "(unconfirmed)", "– ministry".

They hang on the clause in many ways, or on some word of it; so a sentence is cut at its stops, and each part is read as it stands.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from ukgraph.lexicon import SPEECH, Effect
from ukgraph.quotes import says
from ukgraph.sources import LONGEST_HEAD, Source, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ukgraph.records import Token
    from ukgraph.scene import Scene

_DASHES = frozenset({"—", "–", "-", "―", "|", "/"})
_STOPS = _DASHES | {",", ":", ";", "(", ")", "[", "]"}
_BRACKETED = frozenset({"(", "[", *_DASHES})
_CONCESSIONS = frozenset({"though", "although", "but", "yet", "albeit", "however"})
_LEAST = frozenset({"so", "at", "that", "such", "this", "maybe", "perhaps", "something"})
_NEGATIVE = frozenset(
    {"no", "not", "n't", "n’t", "never", "nobody", "none", "nothing", "neither", "little", "scant", "yet"}
)
_POINTERS = frozenset({"it", "this", "that", "which"})
_SHORT = 6  # words of a part that only says whose word the rest is
_CLAIMING = frozenset({Effect.CLAIMED, Effect.ACCUSED, Effect.DENIED, Effect.DOUBTED})
_DOUBTING = frozenset({Effect.DOUBTED, Effect.POSSIBLE, Effect.NEGATED})
_INSIDE = frozenset({"DET", "ADJ", "NUM", "ADV", "PUNCT"})
_NAMING = frozenset({"NOUN", "PROPN", "DET", "ADJ"})
_READS = frozenset({"read", "run", "go"})
_UNNAMED = frozenset({"staff", "host", "guest", "source", "insider", "witness", "eyewitness", "official"})
_DESKS = frozenset({"office", "media", "intelligence"})  # that sign a headline
_OFFICIAL = frozenset({"GovernmentBody", "MilitaryForce"})
_BY = frozenset({"by", "from"})
_ALL = frozenset({"all", "most", "some", "many"})


def _is_that_clause(scene: Scene, trigger: Token) -> bool:
    """ "That Iran has sent missiles is disputed": what is told of a clause in front, "is what Kyiv claims", leaves it open."""
    tokens = scene.tree.tokens
    if tokens[0].text.lower() != "that" or trigger.i < 2 or tokens[1].pos in ("VERB", "AUX"):
        return False
    told = next(
        (t.i for t in tokens[trigger.i + 1 :] if t.pos == "AUX" and "VerbForm=Fin" in t.feats), len(tokens)
    )
    negated = any(t.lemma.lower() in _NEGATIVE for t in tokens[told:])
    for token in tokens[told:]:
        effects = scene.knowledge.effects(token.pos, token.lemma.lower())
        if effects & (SPEECH | _DOUBTING) and token.pos != "AUX":
            return True
        if negated and Effect.PROOF in effects:
            return True
    return False


def find_disclaimer(scene: Scene, trigger: Token, *, said: bool) -> Source | None:
    """Who is left to answer for what a trigger tells, by a part of the sentence beside it; an act of saying is no claim."""
    tokens = scene.tree.tokens
    if _is_that_clause(scene, trigger):
        return Source(None)
    if not any(t.text in _STOPS for t in tokens[1:]):
        return None
    for opened, part, closed in _parts(tokens):
        if not part[0].i <= trigger.i <= part[-1].i:
            behind = trigger.i < part[0].i
            if behind and opened and not said and _is_claim(scene, part):
                return Source(None)
            source = _disclaims(scene, opened, part, closed, behind=behind)
            if source is not None:
                return source
    return None


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[str, Sequence[Token], str]]:
    """What stands between two stops, with both of them; at the edges of a sentence they are empty."""
    stops = [t.i for t in tokens if t.text in _STOPS and not _joins(tokens, t)]
    last = (
        len(tokens) - 1
        if not tokens[-1].text[-1:].isalnum() and tokens[-1].text not in _STOPS
        else len(tokens)
    )
    for start, end in zip([-1, *stops], [*stops, last], strict=True):
        if end > start + 1:
            opened = tokens[start].text if start >= 0 else ""
            yield opened, tokens[start + 1 : end], tokens[end].text if end < last else ""


def _joins(tokens: Sequence[Token], mark: Token) -> bool:
    """Whether a hyphen or a slash stands inside a word."""
    return mark.text in ("-", "/") and mark.i > 0 and tokens[mark.i - 1].end == mark.start


def _disclaims(
    scene: Scene, opened: str, part: Sequence[Token], closed: str, *, behind: bool
) -> Source | None:
    """Whom a part leaves to answer for what stands before it (`behind`) or around it."""
    words = [t.text.lower() for t in part[:3]]
    if behind and opened and (words == ["on", "condition", "that"] or _retracts(scene, part)):
        return Source(None)
    if behind and part[0].text.lower() == "or" and part[1:] and part[1].lemma.lower() in _LEAST:
        verb = next((t for t in reversed(part) if t.pos == "VERB" and says(scene, t)), None)
        return Source(source_of(scene, verb) if verb is not None else None)
    if behind and opened and _is_conviction(scene, part):
        return Source(source_of(scene, part[-1]))
    if behind and opened == "," and len(part) == 1 and part[0].lemma.lower() in _UNNAMED:
        return Source(None)  # "…, sources"
    if behind and opened == "," and len(part) == 2 and part[0].text.lower() == "so":
        return Source(source_of(scene, part[1])) if scene.speakers(part[1]) else None  # ", so Kuleba"
    if _is_hearsay(scene, part) or _is_doubt(scene, opened, part) or _is_unreal(scene, opened, part, closed):
        return Source(None)
    ends = not any(t.text[-1:].isalnum() for t in scene.tree.tokens[part[-1].i + 1 :])
    if behind and ends and opened in _BRACKETED | {":"} and closed in ("", ")", "]"):
        return _signed(scene, opened, part)
    if not behind and not opened and closed in (":", "("):
        return _headed(scene, part)
    return None


def _retracts(scene: Scene, part: Sequence[Token]) -> bool:
    """ "though there is no proof of it", "but the report could not be verified"."""
    if part[0].text.lower() not in _CONCESSIONS or not any(t.lemma.lower() in _NEGATIVE for t in part):
        return False
    for token in part:
        if Effect.PROOF not in scene.knowledge.effects(token.pos, token.lemma.lower()):
            continue
        if token.pos == "NOUN" or _is_of_it(scene, token):
            return True
    return False


def _is_of_it(scene: Scene, verb: Token) -> bool:
    """Whether what is verified or not is what was told: "verify it", "confirm the claim", "this was not confirmed"."""
    meant = scene.tree.child(verb, "obj", "nsubj:pass")
    if meant is None or scene.tree.child(verb, "ccomp") is not None:
        return False
    return meant.lemma.lower() in _POINTERS or _claims(scene, meant)


def _claims(scene: Scene, noun: Token) -> bool:
    return noun.pos == "NOUN" and not _CLAIMING.isdisjoint(
        scene.knowledge.effects("NOUN", noun.lemma.lower())
    )


def _is_claim(scene: Scene, part: Sequence[Token]) -> bool:
    """ ", an accusation the Kremlin calls absurd", ", claims that could not be verified"."""
    noun = next((t for t in part if t.pos not in _INSIDE), None)
    if noun is None:
        return False
    plural = (
        noun.i == part[0].i and noun.text.lower() == "claims" and part[1:2] and part[1].text.lower() == "that"
    )
    return bool(plural) or _claims(scene, noun)


def _is_conviction(scene: Scene, part: Sequence[Token]) -> bool:
    """ ", Kuleba is certain"."""
    is_so = len(part) > 2 and part[-2].lemma.lower() == "be" and part[-1].pos in ("ADJ", "VERB")
    return is_so and part[0].pos in _NAMING | {"PRON"} and _tells(scene, part[-1])


def _is_hearsay(scene: Scene, part: Sequence[Token]) -> bool:
    """ "as the story goes", "we hear", "it would seem", "by all accounts"."""
    words = [t.lemma.lower() for t in part]
    if len(words) > _SHORT:
        return False
    if words[-1] in ("go", "run") and len(words) > 1 and part[-2].pos == "NOUN":
        return True
    if words[0] == "by" and len(words) > 2 and words[1] in _ALL and words[-1] in scene.knowledge.viewpoints:
        return True
    if words[-1] == "hear" and part[-2:][0].pos == "PRON":
        return True
    told = words[0] == "as" or words[:2] == ["so", "it"]  # but "so Moscow protested"
    if told and len(words) > 2 and SPEECH & scene.knowledge.effects("VERB", words[-1]):
        return True  # "as the General Staff reports", whatever the tagger takes it for
    if words[0] == "as" and words[-2:] == ["see", "it"]:
        return True
    if words[:2] == ["to", "hear"] or (words[:2] == ["for", "all"] and words[-1] == "know"):
        return True  # "to hear Kuleba tell it", "for all Moscow knows"
    if (
        words[:3] == ["as", "far", "as"]
        or (words[0] == "to" and words[-1] == "knowledge")
        or (part[0].pos == "PRON" and len(words) == 2 and _opines(scene, part[1]))
    ):
        return True  # "as far as is known", "I guess"
    if words[-1] in ("believe", "think") and "we" in words:
        return True  # "Moscow would have us believe"
    if "judge" in words[:2] and not _BY.isdisjoint(words):
        return True  # "to judge by reports"
    seems = Effect.POSSIBLE in scene.knowledge.effects("VERB", words[-1])
    return (words[0] == "it" or words[:2] == ["so", "it"]) and part[-1].pos == "VERB" and seems


def _opines(scene: Scene, verb: Token) -> bool:
    opens = (SPEECH | _DOUBTING) & scene.knowledge.effects("VERB", verb.lemma.lower())
    return bool(opens) and verb.pos == "VERB" and "Tense=Pres" in verb.feats


def _is_unreal(scene: Scene, opened: str, part: Sequence[Token], closed: str) -> bool:
    """ ", in theory", "without any evidence,", "citing sources": on what ground a thing is told, or that there is none."""
    first, last = part[0].text.lower(), part[-1].lemma.lower()
    if len(part) > _SHORT or not (opened or closed):
        return False
    if first == "without":
        return len(part) < 4 and Effect.PROOF in scene.knowledge.effects("NOUN", last)
    if first in ("citing", "quoting"):
        people = scene.knowledge.heads.get(last) == "Person"
        return people or last in _UNNAMED or last in scene.knowledge.writings or last == "intelligence"
    return len(part) < 4 and f"{first} {last}" in scene.knowledge.settings


def _is_doubt(scene: Scene, opened: str, part: Sequence[Token]) -> bool:
    """ ", allegedly", "(unconfirmed)", "(?)": a word of doubt that stands alone."""
    if opened in _BRACKETED and part[0].text == "?":
        return True
    word = part[-1]
    if not opened or len(part) > 2 or (len(part) == 2 and part[0].pos != "ADV"):
        return False
    kinds = ("ADV", "ADJ", "NOUN") if opened in _BRACKETED | {":"} else ("ADV",)
    return any(_DOUBTING & scene.knowledge.effects(kind, word.text.lower()) for kind in kinds)


def _signed(scene: Scene, opened: str, part: Sequence[Token]) -> Source | None:
    """ "– ministry", ": source", "(Kuleba)": a headline signed by whoever tells it."""
    if len(part) > _SHORT or any(t.pos not in _NAMING and t.lemma != "'s" for t in part):
        return None
    return _bare(scene, part, people=opened in ("(", "["))


def _headed(scene: Scene, part: Sequence[Token]) -> Source | None:
    """ "Source: …", "General Staff: …", "Kuleba (on X): …", "Kuleba is certain: …", "The banner reads: …"."""
    tokens = scene.tree.tokens
    colon = next((t.i for t in tokens[:LONGEST_HEAD] if t.text == ":"), None)
    if colon is None:
        return None
    if part[-1].lemma.lower() in _READS or Effect.POSSIBLE in scene.knowledge.effects(
        "VERB", part[0].lemma.lower()
    ):
        return Source(None)  # "picture this: …"
    word = next((t for t in part if t.pos in ("VERB", "ADJ") and _tells(scene, t)), None)
    if word is not None:
        subject = scene.tree.child(word, "nsubj")
        if subject is None or subject.i > word.i:
            return None
        speaker = source_of(scene, word)
        people = scene.knowledge.heads.get(subject.lemma.lower()) == "Person"
        unknown = word.pos == "VERB" or people or subject.pos == "PRON"  # but "one thing is certain"
        return Source(speaker) if speaker is not None or unknown else None
    name = tuple(itertools.takewhile(lambda t: t.pos in _NAMING, part))
    place = tokens[len(name)] if name else None
    if place is None or not (place.i == colon or place.text == "(" or place.pos == "ADP"):
        return None
    return _bare(scene, name, people=place.i != colon)


def _tells(scene: Scene, word: Token) -> bool:
    """Whether a word says or believes something: "writes", "is certain", "is convinced"."""
    effects = scene.knowledge.effects
    return bool(SPEECH & (effects(word.pos, word.lemma.lower()) | effects("ADJ", word.text.lower())))


def _bare(scene: Scene, part: Sequence[Token], *, people: bool) -> Source | None:
    """Whom a phrase names that can vouch for something; a country or a weapon cannot."""
    head = part[-1]
    knowledge = scene.knowledge
    above = scene.tree.head(head)
    if head.dep == "appos" and above is not None and above.pos == "NOUN":
        described = knowledge.heads.get(above.lemma.lower(), "")
        if part[0].pos == "DET" or knowledge.acts(described):
            return None  # "met his counterpart – Xi Jinping"; but "destroyed 12 drones – ministry"
    item = scene.owner.get(head.i)
    if item is None or item.entity.generic:
        kind = knowledge.heads.get(head.lemma.lower(), item.entity.kind if item is not None else "")
        capitals = all(t.text.isupper() and t.text.lower() not in knowledge.no_names for t in part)
        person = (
            kind == "Person"
            or head.lemma.lower() in _UNNAMED | _DESKS
            or head.ent.endswith("PERSON")
            or capitals
        )
        return Source(None) if person or (knowledge.acts(kind) and not people) else None
    official = item.entity.kind in _OFFICIAL  # "(Kremlin)"; but "(Reuters)" only took the photograph
    told = item.actor.kind == "Person" or official or (not people and item.entity.kind != "Country")
    return Source(item.actor) if told and knowledge.schema.accepts("speaker", item.actor.kind) else None
