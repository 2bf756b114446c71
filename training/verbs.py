"""The forms of English verbs: another verb in the form of this one, the past as the present of news."""

from tree import Node, Tree

_BE = {"was": ("is", "are"), "were": ("are", "are")}
SINGULAR = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
PLURAL = "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"
PAST = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
_VOWELS = "aeiou"


def third(base: str) -> str:
    """ "urges" of "urge"."""
    if base in ("be", "have", "do", "go"):
        return {"be": "is", "have": "has", "do": "does", "go": "goes"}[base]
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return f"{base}es"
    return f"{base[:-1]}ies" if base[-1] == "y" and base[-2:-1] not in _VOWELS else f"{base}s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    return f"{base[:-1]}ied" if base[-1] == "y" and base[-2:-1] not in _VOWELS else f"{base}ed"


def _doing(base: str, past: str) -> str:
    if base.endswith("e"):
        return f"{base[:-1]}ing"
    doubled = past == f"{base}{base[-1]}ed" or base in ("hit", "begin", "stop", "ban")
    return f"{base}{base[-1] if doubled else ''}ing"


def replace_verb(node: Node, entry: str) -> bool:
    """Put another verb in place of this one, in the same form."""
    base, past, participle = entry.split() if " " in entry else (entry, _past(entry), _past(entry))
    if not node.word.form.isalpha():
        return False
    if node.has("VerbForm=Fin") and node.has("Tense=Past"):
        form = past
    elif node.has("VerbForm=Fin") and node.has("Person=3") and node.has("Number=Sing"):
        form = third(base)
    elif node.has("VerbForm=Inf") or node.has("VerbForm=Fin"):
        form = base
    elif node.has("VerbForm=Ger") or node.has("Tense=Pres"):
        form = _doing(base, past)
    elif node.has("VerbForm=Part"):
        form = participle
    else:
        return False
    if node.word.form[0].isupper():
        form = form[0].upper() + form[1:]
    node.become(form=form, lemma=base)
    return True


def to_present(tree: Tree) -> None:
    """Put the main verbs of the past into the present of news: "urged" as "urges"."""
    root = tree.root
    for verb in [root, *tree.children(root, "conj")]:
        own = tree.children(verb, "nsubj", "nsubj:pass", "expl") or tree.children(root, "nsubj", "nsubj:pass")
        if len(own) != 1:
            continue
        subject = own[0]
        if subject.has("Person=1") or subject.has("Person=2"):
            continue
        plural = subject.has("Number=Plur") or bool(tree.children(subject, "conj"))
        for node in (verb, *tree.children(verb, "aux", "aux:pass", "cop")):
            if not (node.has("VerbForm=Fin") and node.has("Tense=Past")) or not node.word.form.isalpha():
                continue
            if node.word.form.lower() in _BE:
                form = _BE[node.word.form.lower()][plural]
            elif node.pos == "VERB" and node.word.lemma.isalpha():
                form = node.word.lemma if plural else third(node.word.lemma)
            else:
                continue
            node.become(form=form, feats=PLURAL if plural else SINGULAR)
