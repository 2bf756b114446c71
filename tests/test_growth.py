"""Knowledge is data: a weapon, an actor, a relation and a reporting verb, given as Turtle, change what is read.

The tables pair a stored parse with what is read of it before and after; no line of code changes in between.
"""

from __future__ import annotations

import pytest

from parses import shipped, steps_of, with_extra
from ukgraph.conllu import frame_line, read_cases
from ukgraph.errors import KnowledgeError
from ukgraph.explain import edges_of

PREFIXES = """
@prefix ukg: <https://w3id.org/ukgraph/ontology#> .
@prefix ukr: <https://w3id.org/ukgraph/id/> .
@prefix lex: <https://w3id.org/ukgraph/lexicon/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
WEAPON = """
ukr:sky-lance a ukg:WeaponSystem ; rdfs:label "Sky Lance" ; skos:altLabel "SkyLance" ; skos:broader ukr:missile ."""
ACTOR = """
ukr:amber-circle a ukg:Organization ; rdfs:label "Amber Circle" ; skos:altLabel "the Circle of Amber" ."""
RELATION = """
ukg:Decoration a owl:Class ; rdfs:subClassOf ukg:EventFrame ; rdfs:label "decoration" ; ukg:coreRole ukg:decorator , ukg:decorated .
ukg:decorator a ukg:Role , owl:ObjectProperty ; rdfs:label "decorator" ; rdfs:range ukg:Actor .
ukg:decorated a ukg:Role , owl:ObjectProperty ; rdfs:label "decorated" ; rdfs:range ukg:Actor .
ukg:bestowedMedalOn a ukg:Shortcut , owl:ObjectProperty ; rdfs:label "bestowed a medal on" ;
    ukg:fromFrame ukg:Decoration ; ukg:subjectRole ukg:decorator ; ukg:objectRole ukg:decorated ; ukg:whenFactuality ukg:Asserted .
lex:decorate a ukg:TriggerClass ; ukg:evokes ukg:Decoration ;
    ukg:verb "decorate" ; ukg:pattern "decorator: subject [agent]" , "decorated!: object [agent]" ."""
REPORTING_VERB = """
lex:vouchsafe a ukg:TriggerClass ; ukg:evokes ukg:Statement ; ukg:effect "reported" ;
    ukg:verb "vouchsafe" ; ukg:pattern "speaker!: subject [agent]" ."""

PARSES = """
# newdoc id = weapon
# no frame
# text = Germany delivered SkyLances to Ukraine.
1	Germany	Germany	PROPN	_	Number=Sing	2	nsubj	_	NER=B-LOC
2	delivered	deliver	VERB	_	Mood=Ind|Tense=Past|VerbForm=Fin	0	root	_	_
3	SkyLances	SkyLance	PROPN	_	Number=Plur	2	obj	_	_
4	to	to	ADP	_	_	5	case	_	_
5	Ukraine	Ukraine	PROPN	_	Number=Sing	2	obl	_	NER=B-LOC
6	.	.	PUNCT	_	_	2	punct	_	_

# newdoc id = actor
# no frame
# text = The Amber Circle donated tanks to Ukraine.
1	The	the	DET	_	Definite=Def|PronType=Art	3	det	_	_
2	Amber	Amber	PROPN	_	Number=Sing	3	compound	_	_
3	Circle	Circle	PROPN	_	Number=Sing	4	nsubj	_	_
4	donated	donate	VERB	_	Mood=Ind|Tense=Past|VerbForm=Fin	0	root	_	_
5	tanks	tank	NOUN	_	Number=Plur	4	obj	_	_
6	to	to	ADP	_	_	7	case	_	_
7	Ukraine	Ukraine	PROPN	_	Number=Sing	4	obl	_	NER=B-LOC
8	.	.	PUNCT	_	_	4	punct	_	_

# newdoc id = relation
# no frame
# text = Poland decorated Lloyd Austin.
1	Poland	Poland	PROPN	_	Number=Sing	2	nsubj	_	NER=B-LOC
2	decorated	decorate	VERB	_	Mood=Ind|Tense=Past|VerbForm=Fin	0	root	_	_
3	Lloyd	Lloyd	PROPN	_	Number=Sing	2	obj	_	NER=B-PERSON
4	Austin	Austin	PROPN	_	Number=Sing	3	flat	_	NER=I-PERSON
5	.	.	PUNCT	_	_	2	punct	_	_

# newdoc id = reporting verb
# no frame
# text = Moscow vouchsafed that Ukraine attacked the Kerch Bridge.
1	Moscow	Moscow	PROPN	_	Number=Sing	2	nsubj	_	NER=B-LOC
2	vouchsafed	vouchsafe	VERB	_	Mood=Ind|Tense=Past|VerbForm=Fin	0	root	_	_
3	that	that	SCONJ	_	_	5	mark	_	_
4	Ukraine	Ukraine	PROPN	_	Number=Sing	5	nsubj	_	NER=B-LOC
5	attacked	attack	VERB	_	Mood=Ind|Tense=Past|VerbForm=Fin	2	ccomp	_	_
6	the	the	DET	_	Definite=Def|PronType=Art	8	det	_	_
7	Kerch	Kerch	PROPN	_	Number=Sing	8	compound	_	NER=B-LOC
8	Bridge	Bridge	PROPN	_	Number=Sing	5	obj	_	NER=I-LOC
9	.	.	PUNCT	_	_	2	punct	_	_
"""
CASES = {case.name: case for case in read_cases(PARSES.strip(), "test_growth.py")}


@pytest.mark.parametrize(
    ("name", "turtle", "before", "after"),
    [
        (
            "weapon",
            WEAPON,
            {"OpenClaim object=ukraine predicate='deliver to' subject=germany factuality=Asserted by=-"},
            {"AidDelivery donor=germany item=sky-lance recipient=ukraine factuality=Asserted by=-"},
        ),
        (
            "actor",
            ACTOR,
            {"AidDelivery item=tank recipient=ukraine factuality=Asserted by=-"},
            {"AidDelivery donor=amber-circle item=tank recipient=ukraine factuality=Asserted by=-"},
        ),
        (
            "relation",
            RELATION,
            {"OpenClaim object=lloyd-austin predicate=decorate subject=poland factuality=Asserted by=-"},
            {"Decoration decorated=lloyd-austin decorator=poland factuality=Asserted by=-"},
        ),
        (
            "reporting verb",
            REPORTING_VERB,
            {"Attack attacker=ukraine target=kerch-bridge factuality=Asserted by=russia"},
            {
                "Attack attacker=ukraine target=kerch-bridge factuality=Asserted by=russia",
                "Statement quote='that Ukraine attacked the Kerch Bridge' speaker=russia factuality=Asserted by=-",
            },
        ),
    ],
)
def test_a_few_lines_of_turtle_change_what_is_read(
    name: str, turtle: str, before: set[str], after: set[str]
) -> None:
    assert {frame_line(f) for f in steps_of(CASES[name]).reading.frames} == before
    grown = with_extra(PREFIXES + turtle)
    assert {frame_line(f) for f in steps_of(CASES[name], grown).reading.frames} == after


def test_a_new_relation_makes_an_edge_and_a_claim_makes_none() -> None:
    grown = with_extra(PREFIXES + RELATION + REPORTING_VERB)
    (edges,) = edges_of(steps_of(CASES["relation"], grown), grown[0]).values()
    assert edges == ("ukr:poland bestowedMedalOn ukr:lloyd-austin",)
    claim = CASES["reporting verb"]
    assert not edges_of(steps_of(claim), shipped()[0])  # what an unknown verb tells is nobody's fact
    assert not edges_of(steps_of(claim, grown), grown[0])


@pytest.mark.parametrize(
    ("turtle", "complaint"),
    [
        ("ukr:sky-lance a ukg:WeaponSystem", "extra Turtle 1, line"),
        (
            'ukr:sky-lance a ukg:WeaponSystem ; rdfs:label "Sky Lance" ; skos:broader ukr:lance .',
            "ukr:lance is not declared",
        ),
        (
            'lex:x a ukg:TriggerClass ; ukg:evokes ukg:Deliverance ; ukg:verb "x" ; ukg:pattern "donor: subject" .',
            "must name one declared frame",
        ),
        (
            'lex:x a ukg:TriggerClass ; ukg:evokes ukg:Attack ; ukg:verb "x" ; ukg:pattern "donor: subject" .',
            'Attack has no role "donor"',
        ),
        ('lex:x a ukg:Cue ; ukg:effect "shouted" ; ukg:verb "shout" .', '"shouted" is no effect'),
    ],
)
def test_wrong_knowledge_is_refused_by_name(turtle: str, complaint: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        with_extra(PREFIXES + turtle)
    assert complaint in str(caught.value)
