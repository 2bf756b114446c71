"""Drafts to frames: one happening is one frame for each article, and a sentence that tells it again adds evidence and roles.

What a sentence leaves out another may have told: aid goes to whom the aid around it goes to, "the package includes" goes
on with the package told last, and "the attack" adds to the attack that it means.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ukgraph.iris import digest
from ukgraph.records import Date, Entity, Evidence, Factuality, Filler, Frame, Quantity, TriggerWord

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ukgraph.knowledge import Knowledge
    from ukgraph.records import Article, Value

_INHERITANCE_REACH = 600  # characters: the paragraph around
_LIST_REACH = 3000  # characters: a list may have a page before it
_INFERRED = Decimal("0.2")  # a role that the sentence itself does not fill
_NEXT = 2  # characters at most between a sentence and the next, or the paragraphs they stand in
_CONTINUATION_REACH = 8  # happenings: a package is spelled out right after it is announced


@dataclass(frozen=True, slots=True)
class Draft:
    """A frame before it is merged with other tellings of the same happening."""

    kind: str
    fillers: tuple[Filler, ...]
    factuality: Factuality
    speaker: Entity | None
    confidence: Decimal
    evidence: Evidence
    token: int
    trigger: TriggerWord | None
    continues: bool = False
    copies: bool = False
    anaphoric: bool = False
    listed: bool = False
    whole: bool = False
    close: bool = False  # it tells only of what the sentence right before does
    among: bool = False  # it is aid only if it goes to whom other aid around it goes
    apart: bool = False  # "first met in April" is another meeting than one of no date


def merge(
    drafts: Iterable[Draft], article: Article, knowledge: Knowledge, named: Collection[str]
) -> tuple[Frame, ...]:
    """Frames of an article: tellings of the same happening become one, in the order of the text.

    `named` are the ids of the entities that the article names.
    """
    groups: list[list[Draft]] = []
    alike: dict[object, list[list[Draft]]] = defaultdict(list)  # the groups by what must be the same
    sound = [d for d in drafts if not _turned_round(d, knowledge)]
    for told in _inherit([_complete(d, knowledge, named) for d in sound], knowledge, named):
        own = told.close and told.speaker is None  # nobody's claim becomes a fact for what is counted in it
        if told.anaphoric and (_refer(told, groups, knowledge) or not told.whole or own):
            continue
        if (told.listed or told.among) and not told.continues and not _values(told, "recipient"):
            continue  # a list of what nobody is said to be given
        if not told.continues and _is_anybodys(told, knowledge):
            continue
        if told.continues:
            if _is_told_beside(told, groups):
                continue
            # "It does not contain missiles", "insists that the money be spent on European weapons".
            wished = told.factuality is Factuality.POSSIBLE and told.speaker is not None
            if told.factuality is not Factuality.NEGATED and not wished:
                _continue(told, groups, knowledge)
            continue
        draft = _copy(told, groups, knowledge) if told.copies else told
        if draft.close and draft is told:
            continue
        near = alike[draft.kind, draft.factuality, draft.speaker and draft.speaker.id]
        group = next(
            (
                g
                for g in near
                if _retells(draft, g[0], knowledge)
                and _agrees(draft, g, knowledge)
                and _gathers(draft, g, knowledge)
            ),
            None,
        )
        if group is None:
            groups.append([draft])
            near.append(groups[-1])
        else:
            group.append(draft)
    return tuple(_frame(g, article) for g in groups)


def _is_anybodys(draft: Draft, knowledge: Knowledge) -> bool:
    """ "workers who come to provide assistance": of aid of which nobody knows who gives it, to whom, or what it is, nothing is told."""
    kinds = {f.value.kind for f in draft.fillers if f.role == "item" and isinstance(f.value, Entity)}
    told = {f.role for f in draft.fillers} - {"item", "place", "date"}
    return draft.kind in knowledge.promissory and kinds == {"AidKind"} and not told


def _is_told_beside(part: Draft, groups: Iterable[list[Draft]]) -> bool:
    """ "announced a package worth €5 billion": the sentence itself tells whose sum it is."""
    sums = {f.role for f in part.fillers if isinstance(f.value, Quantity)}
    same = (d for g in groups for d in g if d.evidence == part.evidence and d.kind == part.kind)
    beside = (d for d in same if not d.continues)
    return len(sums) == len(part.fillers) and any(sums <= {f.role for f in d.fillers} for d in beside)


def _turned_round(draft: Draft, knowledge: Knowledge) -> bool:
    """ "Ukraine's war": whose war it is has not begun it, where everybody knows who did and nobody else is told of."""
    for happening in knowledge.happenings.get(draft.kind, ()):
        told = {
            (role, next(iter(_values(draft, role)))) for role in happening if len(_values(draft, role)) == 1
        }
        if len(told) == 1 and not any(f.role not in happening for f in draft.fillers):
            ((role, value),) = told
            return value != happening[role] and value in happening.values()
    return False


def _complete(draft: Draft, knowledge: Knowledge, named: Collection[str]) -> Draft:
    """ "Since the Russian invasion": the other side of what everybody knows, if the article names it at all."""
    if draft.factuality is not Factuality.ASSERTED:
        return draft
    for happening in knowledge.happenings.get(draft.kind, ()):
        told = {role for role in happening if _values(draft, role)}
        agreeing = {role for role in told if _values(draft, role) == {happening[role]}}
        missing = [r for r in happening if r not in told and happening[r] in named]
        if agreeing and agreeing == told and missing:
            more = tuple(Filler(r, knowledge.entries[happening[r]].entity) for r in missing)
            return replace(draft, fillers=(*draft.fillers, *more), confidence=draft.confidence - _INFERRED)
    return draft


def _inherit(drafts: list[Draft], knowledge: Knowledge, named: Collection[str]) -> list[Draft]:
    """Aid whose recipient the sentence does not repeat goes to that of the nearest telling of aid around it.

    "Of these, the United States allocated about $3.7 billion": news names the recipient once. Where none is told at all,
    what a state gives goes to the one under attack that the article names.
    """
    aid = [d for d in drafts if d.kind in knowledge.inheriting]
    sides = Counter((role, v) for d in aid for role in ("donor", "recipient") for v in _values(d, role))
    at_war = {v for told in knowledge.happenings.values() for roles in told for v in roles.values()}
    # Who is told of once may be beside the point: "Roosevelt gave Britain its tanks".
    known = {v for role, v in sides if role == "recipient" and (v in at_war or sides[role, v] > 1)}
    known -= {v for role, v in sides if sides["donor", v] > sides["recipient", v]}
    telling = [d for d in aid if not d.listed and any(_is_armed(f, known) for f in d.fillers)]
    if not any(_is_named(f) for d in aid for f in d.fillers if f.role == "recipient"):
        attacked = _attacked(knowledge) & set(named)
        one = next(iter(attacked)) if len(attacked) == 1 else None
        return [_with_victim(d, one, at_war, knowledge) if one and d in aid else d for d in drafts]
    return [_with_recipient(d, telling, knowledge) if d.kind in knowledge.inheriting else d for d in drafts]


def _is_armed(filler: Filler, known: Collection[object]) -> bool:
    """Whether aid whose recipient is not named may go to whom a role names: no person is armed."""
    value = filler.value
    return (
        filler.role == "recipient"
        and isinstance(value, Entity)
        and value.kind != "Person"
        and value.id in known
    )


def _is_named(filler: Filler) -> bool:
    """Whether it is somebody in particular: "will equip several battalions" leaves open whose they are."""
    return isinstance(filler.value, Entity) and not filler.value.generic


def _attacked(knowledge: Knowledge) -> set[str]:
    """Who is under attack, as everybody knows."""
    told = (roles for happenings in knowledge.happenings.values() for roles in happenings)
    return {roles["target"] for roles in told if "target" in roles}


def _with_victim(draft: Draft, victim: str, at_war: Collection[str], knowledge: Knowledge) -> Draft:
    """Let the one under attack receive what states or their bodies give; what a company delivers was bought by anybody."""
    givers = [f.value for f in draft.fillers if f.role == "donor" and isinstance(f.value, Entity)]
    states = {knowledge.country_of(g.id) for g in givers} - {None}
    sold = any(knowledge.is_a(g.kind, "Company") for g in givers)
    joint = any(g.kind == "GroupKind" or knowledge.is_a(g.kind, "Organization") for g in givers)
    held = bool(_values(draft, "recipient"))
    if (
        not (states or joint)
        or sold
        or held
        or states & set(at_war)
        or draft.continues
        or draft.listed
        or draft.among
    ):
        return draft
    receiver = Filler("recipient", knowledge.entries[victim].entity)
    return replace(draft, fillers=(*draft.fillers, receiver), confidence=draft.confidence - _INFERRED)


def _with_recipient(draft: Draft, telling: Sequence[Draft], knowledge: Knowledge) -> Draft:
    if draft.continues or _values(draft, "recipient"):
        return draft
    draft = _without_own_officer(draft, telling, knowledge)
    givers = _values(draft, "donor")
    reach = _LIST_REACH if draft.listed or draft.among else _INHERITANCE_REACH
    everybody = {r for d in telling for r in _values(d, "recipient")}
    named = givers | _values(draft, "requester")
    barred = {r for r in everybody if not _may_arm(named, str(r), knowledge, alone=len(everybody) == 1)}
    others = [d for d in telling if not _values(d, "recipient") & (givers | barred)]
    left = {r for d in others for r in _values(d, "recipient")}
    near = [
        d for d in others if _gap(d, draft) <= reach or (len(left) == 1 and not draft.among)
    ]  # all aid goes to one, or the next one
    if not near:
        return draft
    nearest = min(near, key=lambda d: _gap(d, draft))
    more = [
        f
        for f in nearest.fillers
        if f.role == "recipient" and isinstance(f.value, Entity) and not f.value.generic
    ]
    return replace(draft, fillers=(*draft.fillers, *more), confidence=draft.confidence - _INFERRED)


def _without_own_officer(draft: Draft, telling: Sequence[Draft], knowledge: Knowledge) -> Draft:
    """ "The bill directs the president to send missiles": whoever is meant, he is none of the only country that is given anything."""
    receivers = {r for d in telling for r in _values(d, "recipient")}
    own = {f for f in draft.fillers if f.role == "donor" and _serves(f.value, knowledge) == receivers}
    kept = tuple(f for f in draft.fillers if f not in own)
    return replace(draft, fillers=kept) if len(receivers) == 1 and own else draft


def _serves(value: Value, knowledge: Knowledge) -> set[str | None]:
    """The countries that a person of the catalogue holds, or has held, an office of."""
    entry = knowledge.entries.get(value.id) if isinstance(value, Entity) else None
    offices = entry.offices if entry is not None else ()
    return {knowledge.country_of(office.of) for office in offices}


def _may_arm(givers: Collection[object], recipient: str, knowledge: Knowledge, *, alone: bool) -> bool:
    """Whether it may be meant that these give, or ask, for whom the catalogue says that only some states arm.

    After "North Korea has shipped Russia shells" Denmark's gift goes to somebody else; what nobody is said to give goes
    there where nobody else is given anything.
    """
    state = knowledge.entries.get(knowledge.country_of(recipient) or "")
    if state is None or not state.armed_by:
        return True
    return all(knowledge.country_of(str(g)) in state.armed_by for g in givers) if givers else alone


def _gap(a: Draft, b: Draft) -> int:
    return abs(a.evidence.start - b.evidence.start)


def _continue(draft: Draft, groups: list[list[Draft]], knowledge: Knowledge) -> None:
    """Add what "the package includes" to the package told of last; without one it is lost, for it names no giver."""
    related = (
        {draft.kind}
        | {s.becomes for s in knowledge.shifts if s.frame == draft.kind}
        | {s.frame for s in knowledge.shifts if s.becomes == draft.kind}
    )
    told = [g for g in groups[-_CONTINUATION_REACH:] if g[0].factuality is not Factuality.NEGATED]
    near = [g for g in reversed(told) if g[0].kind in related]
    given = [g for g in near if _values(g[0], "donor")]  # what somebody hopes to get is no package
    for group in (given or near)[:1]:
        first = group[0]
        roles = knowledge.schema.frames[first.kind].roles  # who asked for a part of it is no role of a pledge
        fillers = tuple(f for f in draft.fillers if f.role in roles)
        group.append(
            replace(
                draft,
                kind=first.kind,
                fillers=fillers,
                factuality=first.factuality,
                speaker=first.speaker,
            )
        )


def _refer(draft: Draft, groups: list[list[Draft]], knowledge: Knowledge) -> bool:
    """Add what "the attack" or "the meeting" tells to the happening told last that it can mean, if there is one.

    What somebody claims adds to his claim alone, and nothing is added that contradicts what was told.
    """
    for group in reversed(groups[-_CONTINUATION_REACH:]):
        first = group[0]
        if draft.close and not _is_next(draft, group):
            continue
        if (
            (first.kind, first.factuality) == (draft.kind, draft.factuality)
            and (first.speaker and first.speaker.id) == (draft.speaker and draft.speaker.id)
            and _agrees(draft, group, knowledge)
        ):
            group.append(draft)
            return True
    return False


def _is_next(draft: Draft, group: Sequence[Draft]) -> bool:
    return draft.evidence.start - max(d.evidence.end for d in group) <= _NEXT


def _copy(draft: Draft, groups: Sequence[Sequence[Draft]], knowledge: Knowledge) -> Draft:
    """The same happening as somebody else tells it: "an attack Moscow alleges Kyiv was behind"."""
    told = {f.role for f in draft.fillers}
    for group in reversed(groups[-_CONTINUATION_REACH:]):
        alike = not draft.close or (group[0].factuality is draft.factuality and _is_next(draft, group))
        if group[0].kind == draft.kind and alike and _agrees(draft, group, knowledge):
            more = tuple(f for d in group for f in d.fillers if f.role not in told)
            return replace(draft, fillers=(*draft.fillers, *dict.fromkeys(more)))
    return draft


_SIDES = ("participant", "party", "addressee")


def _values(draft: Draft, role: str) -> set[object]:
    return {f.value.id if isinstance(f.value, Entity) else f.value for f in draft.fillers if f.role == role}


def _retells(new: Draft, old: Draft, knowledge: Knowledge) -> bool:
    """Whether two drafts of one class, stance and speaker may tell one happening: they share a core filler."""
    if new.kind == "Statement":
        return False
    core = knowledge.schema.frames[new.kind].core
    if any(_values(new, r) & _values(old, r) for r in core):
        return True
    return new.kind in knowledge.gatherings and bool(_days(new) & _days(old)) and _near(new, old, knowledge)


def _days(draft: Draft) -> set[str]:
    return {
        f.value.iso
        for f in draft.fillers
        if isinstance(f.value, Date) and len(f.value.iso) == len("2022-04-26")
    }


def _near(a: Draft, b: Draft, knowledge: Knowledge) -> bool:
    """No place of one lies outside every place of the other."""
    left, right = _values(a, "place"), _values(b, "place")
    return (
        not left
        or not right
        or any(
            knowledge.within(str(x), str(y)) or knowledge.within(str(y), str(x)) for x in left for y in right
        )
    )


def _agrees(new: Draft, group: Sequence[Draft], knowledge: Knowledge) -> bool:
    """No role that can hold only one value would hold two; an event must share all its filled core roles."""
    core = knowledge.schema.frames[new.kind].core
    roles = {f.role for d in group for f in d.fillers} & {f.role for f in new.fillers}
    for role in roles:
        held = set().union(*(_values(d, role) for d in group))
        told = _values(new, role)
        if role in ("participant", "party", "item", "quote") or (role == "place" and role not in core):
            if role == "item" and not (held & told):
                return False
            continue
        if not (told <= held or held <= told) and not _refines(told, held):
            return False
    return True


def _gathers(new: Draft, group: Sequence[Draft], knowledge: Knowledge) -> bool:
    """Whether it can be in one place, and those who meet or talk together: "met Macron in Paris. He also met Meloni" are two meetings.

    Two lists of whom somebody met are of one meeting only if they are of one day or place.
    """
    told = {v for role in _SIDES for v in _values(new, role)}
    held = {v for role in _SIDES for d in group for v in _values(d, role)}
    if not all(_near(new, d, knowledge) for d in group):
        return False
    apart = len(told) > 1 and len(held) > 1 and told - held and held - told
    days, places = _days(new), _values(new, "place")
    together = any(days & _days(d) or places & _values(d, "place") for d in group)
    dated = any(_values(new, "date") & _values(d, "date") for d in group)
    if (new.apart or any(d.apart for d in group)) and not dated:
        return False
    return together or not apart


def _refines(a: set[object], b: set[object]) -> bool:
    """Whether dates differ in precision only."""
    pairs = [(x.iso, y.iso) for x in a for y in b if isinstance(x, Date) and isinstance(y, Date)]
    return bool(pairs) and all(x.startswith(y) or y.startswith(x) for x, y in pairs)


def _frame(group: Sequence[Draft], article: Article) -> Frame:
    fillers = _precise([f for d in group for f in d.fillers])
    first = group[0]
    evidence = tuple(sorted({d.evidence for d in group}, key=lambda e: e.start))
    best = max(d.confidence for d in group)
    confidence = min(best + Decimal("0.02") * (len(evidence) - 1), Decimal("0.99"))
    key = [
        article.id,
        first.kind,
        first.factuality.value,
        first.speaker.id if first.speaker else "",
        str(evidence[0].start),
        str(first.token),
    ]
    ident = digest(*key, *sorted(f"{f.role}={_key(f.value)}" for f in fillers))
    triggers = {d.trigger for d in group if d.trigger is not None}
    return Frame(
        ident,
        first.kind,
        article.id,
        tuple(fillers),
        first.factuality,
        first.speaker,
        confidence,
        evidence,
        tuple(sorted(triggers, key=lambda t: t.start)),
    )


def _precise(fillers: Sequence[Filler]) -> list[Filler]:
    """Each value once; of two dates the more precise; no generic item where a named one says it."""
    unique = list(dict.fromkeys((f.role, _key(f.value)) for f in fillers))
    first: Mapping[tuple[str, str], Filler] = {(f.role, _key(f.value)): f for f in reversed(fillers)}
    kept = [first[k] for k in unique]
    dates = [f.value.iso for f in kept if isinstance(f.value, Date)]
    return [
        f
        for f in kept
        if not (
            isinstance(f.value, Date) and any(d != f.value.iso and d.startswith(f.value.iso) for d in dates)
        )
    ]


def _key(value: Value) -> str:
    if isinstance(value, Entity):
        return value.id
    if isinstance(value, Quantity):
        return f"{value.value} {value.unit} {value.of}"
    return value.iso if isinstance(value, Date) else value
