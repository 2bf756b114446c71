"""A deed that is planned, wanted, doubted, denied or alleged is never told as done: every way to wrap one around every deed."""

from __future__ import annotations

from functools import cache

import pytest

import ukgraph
from ukgraph.records import Article, Factuality, Frame

DEEDS = [  # to do, doing
    ("send Taurus missiles to Ukraine", "sending Taurus missiles to Ukraine"),
    ("strike Moscow", "striking Moscow"),
    ("sign the agreement with Kyiv", "signing the agreement with Kyiv"),
    ("visit Kyiv", "visiting Kyiv"),
    ("meet Putin", "meeting Putin"),
    ("deploy troops to Poland", "deploying troops to Poland"),
    ("train Ukrainian pilots", "training Ukrainian pilots"),
]
TO_DO = """
    plans to; hopes to; wants to; vowed to; threatened to; failed to; refused to; is reluctant to; is not ready to; would like to
    may; might; could; should; must; ought to; is supposed to; was supposed to; was meant to; is expected to; is unlikely to
    is in no hurry to; has yet to; never managed to; was about to; intended to; offered to; was asked to; was urged to
    was forbidden to; is able to; is free to; has the right to; would have to; dared not; declined to; was forced not to
    pretended to; is being pressed to; tried to; tried in vain to; promised not to; has decided not to; is weighing whether to
    has not decided whether to; is due to
"""
DOING = """
    considered; ruled out; thought about; is far from; stopped short of; was prevented from; refrained from; is mulling; denied
    insisted on; is accused of; was close to; avoided; abandoned the idea of; is open to; postponed; was banned from
    spoke out against; has no intention of
"""
THE_DOING_OF = """
    supports; backs; favours; advocates; would welcome; calls for; has called for; argues for; pushes for; votes for; voted on
    is in favour of; is considering; rules out; has ruled out; has not ruled out; opposes; rejects; fears; warns of; warns against
    hopes for; expects; predicts; anticipates; demands; insists on; proposes; suggests; debates; is negotiating; is preparing
    prepares for; plans; dreams of; is ready for; is open to; is against; is working on; speculates about; raised the prospect of
    conditioned its vote on; is waiting for; awaits; wants; needs; sees no need for; found no evidence of; denies; doubts
    has called off; cancelled; postponed; delayed; suspended; would mean; could lead to; may result in
    aims at; seeks; applied for; dismissed reports of; denied reports of; cited unconfirmed reports of; simulated
"""
ON_THE_WAY_TO = """
    There are plans for; There is no prospect of; Hopes grew for; Opposition is growing to
    The case was made for; Germany laid out conditions for; Germany set a date for; Progress was made towards; The road is open to
    Poland is a supporter of; Poland is an advocate of
    Poland is an opponent of; Polls show a majority for; Few expect; Analysts see little chance of
    Much depends on; Kyiv counts on; Kyiv bets on; Kyiv presses ahead with plans for
"""
DONE = [
    "the delivery of Taurus missiles to Ukraine by Germany",
    "the deployment of French troops to Ukraine",
    "a Russian strike on Odesa",
    "Ukraine's accession to NATO",
    "a ceasefire between Russia and Ukraine",
    "an exchange of prisoners between Russia and Ukraine",
    "the withdrawal of Russian troops from Kherson",
    "sanctions against Rosatom by Britain",
]
SPOKEN_OF = [
    "Prices rose ahead of {}.",
    "Nothing came of {}.",
    "{} is a red line for Moscow.",
    "{} is out of the question.",
    "{} remains off the table.",
    "{} has yet to be approved.",
    "{} would cross a red line.",
    "The public is divided over {}.",
    "Demonstrators protested against {}.",
    "Merz spoke out for {}.",
    "Merz spoke out against {}.",
    "Russia would never accept {}.",
    "Russia will not tolerate {}.",
    "Each side has its own idea about {}.",
]
BORNE_OUT = [
    "{} angered Moscow.",
    "{} has angered Moscow.",
    "Moscow protested after {}.",
    "{} took place in March.",
    "{} was a mistake.",
    "Moscow reacted to {}.",
]
ACCUSED = ["Moscow", "Russian forces", "the Russian army", "Ukraine", "the Kremlin", "Belarus"]
CRIMES = [
    "bombing a school",
    "shelling civilians",
    "striking a hospital",
    "attacking the power plant",
    "destroying the dam",
    "supplying Iran with drones",
    "blowing up the bridge",
    "launching missiles at Kyiv",
    "invading Moldova",
    "deploying troops to the border",
]
ACCUSATIONS = [
    "Zelenskyy accused {} of {}.",
    "The minister blamed {} for {}.",
    "The minister, accusing {} of {}, called for a meeting.",
    "There are allegations of {} {}.",
    "Warsaw suspects {} of {}.",
]
INSERTED = """
    {}, says Kuleba, {}; {}, said the minister, {}; {}, claimed Kyiv on Monday, {}; {}, Kuleba said, {}; {}, say officials, {}
    {}, according to Kuleba, {}; {}, he added, {}; {}, added Defence Minister Boris Pistorius, {}; {}, reported Reuters, {}
    {}, said a spokesman for the ministry, {}; {}, Kuleba told reporters, {}; {}, it is said, {}; {}, the ministry claims, {}
    {}, as Kuleba put it, {}; {}, in Kuleba's words, {}; {}, officials in Kyiv say, {}; Kuleba said {}, too, {}
    Kuleba said {}, for its part, {}; Kuleba said that {}, however, {}; Dmytro Kuleba, the minister, said {}, too, {}
    {} {}, or so Kuleba claims; {} {}, a claim Kuleba rejects
"""
DEEDS_OF = [
    ("Iran", "has delivered missiles to Russia"),
    ("Russia", "has attacked Odesa"),
    ("Germany", "has delivered tanks to Ukraine"),
    ("North Korea", "has deployed troops to Kursk"),
    ("Sweden", "has joined NATO"),
    ("Vladimir Putin", "met Xi Jinping in Beijing"),
]
TOLD_BEHIND = """
    Kuleba said; said Kuleba; Kuleba told reporters in Kyiv; a spokesman for the ministry said on Monday
    according to two people familiar with the matter; Ukrainian intelligence believes; officials say privately
    the report concludes; as Kuleba put it; say analysts at the ISW; the Pentagon estimates
    two officials, speaking on condition of anonymity, said; Kuleba wrote on X; Kuleba added, citing intelligence
    Kuleba insisted in an interview with CNN; Kyiv has claimed; the White House acknowledged; it was reported
    the Wall Street Journal reported, citing officials; Kuleba said without elaborating; Reuters has learned
    media reports suggest; if reports are to be believed; at least according to Kyiv; it seems
    people close to the talks said; the ministry's Telegram channel said; Bild reported; sources told Bild
    Kuleba was quoted as saying; the minister was cited by Interfax as saying; a senior official confirmed
    Ukrainian officials have long maintained
"""
TOLD_IN_FRONT = """
    Kuleba:; Reports say; Kyiv:; It is alleged that; Reportedly,; Apparently,; According to Bild,; As Kuleba tells it,
    In Kuleba's telling,; The minister put it bluntly:; Word has it that; There are signs that; There is evidence that
    Officials suspect that; US officials believe; Intelligence suggests; Photos suggest that; Kyiv is convinced that
    Critics charge that; Kuleba's claim:; Kyiv has no doubt that; Kuleba went so far as to say that
    Asked about it, Kuleba replied that; Kuleba hinted that; Kuleba's word for it was that
    The gist of his remarks was that; His message was that; The assumption is that; Kyiv's version is that
    Kuleba tweeted that; A video purports to show that
"""
SAID = frozenset(
    {
        "RoleHolding",
        "Statement",
        "OpenClaim",
        "Condemnation",
        "Endorsement",
        "AidRequest",
        "AidRefusal",
        "Threat",
        "Location",
    }
)


@cache
def reader() -> ukgraph.Reader:
    return ukgraph.Reader.load()


def told(sentence: str) -> list[Frame]:
    """The deeds that the article itself tells as done."""
    article = Article("wrapped", None, sentence, None, "2024-05-16", None, "")
    frames = reader().steps(article).reading.frames
    own = [f for f in frames if f.attributed_to is None and f.factuality is Factuality.ASSERTED]
    return [f for f in own if f.kind not in SAID]


def phrases(text: str) -> list[str]:
    return [phrase.strip() for line in text.strip().splitlines() for phrase in line.split(";")]


@pytest.mark.parametrize("phrase", phrases(TO_DO))
def test_what_somebody_is_only_to_do_is_not_done(phrase: str) -> None:
    sentences = [f"Germany {phrase} {deed}." for deed, _ in DEEDS]
    assert [s for s in sentences if told(s)] == []


@pytest.mark.parametrize("phrase", phrases(DOING))
def test_what_somebody_speaks_or_keeps_of_doing_is_not_done(phrase: str) -> None:
    sentences = [f"Germany {phrase} {doing}." for _, doing in DEEDS]
    assert [s for s in sentences if told(s)] == []


@pytest.mark.parametrize("phrase", phrases(THE_DOING_OF))
def test_a_deed_that_a_noun_tells_is_not_done_for_what_somebody_makes_of_it(phrase: str) -> None:
    sentences = [f"Warsaw {phrase} {deed}." for deed in DONE]
    assert [s for s in sentences if told(s)] == []


@pytest.mark.parametrize("phrase", phrases(ON_THE_WAY_TO))
def test_a_deed_that_is_hoped_for_or_has_its_price_is_not_done(phrase: str) -> None:
    sentences = [f"{phrase} {deed}." for deed in DONE if "strike" not in deed and "sanctions" not in deed]
    assert [s for s in sentences if told(s)] == []


@pytest.mark.parametrize("clause", SPOKEN_OF)
def test_a_deed_that_is_only_spoken_of_is_not_done(clause: str) -> None:
    assert [s for s in around(clause) if told(s)] == []


@pytest.mark.parametrize("clause", BORNE_OUT)
def test_a_deed_that_did_something_is_done(clause: str) -> None:
    assert [s for s in around(clause) if not told(s)] == []


@pytest.mark.parametrize("frame", phrases(INSERTED))
def test_what_an_inserted_report_tells_is_not_the_narrators(frame: str) -> None:
    sentences = [f"{frame.format(*deed)}." for deed in DEEDS_OF]
    assert [s for s in sentences if told(s)] == []


@pytest.mark.parametrize("tail", phrases(TOLD_BEHIND))
def test_what_somebody_is_said_to_have_said_is_not_the_narrators(tail: str) -> None:
    sentences = [f"{subject} {deed}, {tail}." for subject, deed in DEEDS_OF]
    assert [s for s in sentences if told(s)] == []


@pytest.mark.parametrize("opening", phrases(TOLD_IN_FRONT))
def test_what_a_saying_in_front_opens_is_not_the_narrators(opening: str) -> None:
    sentences = [f"{opening} {subject} {deed}." for subject, deed in DEEDS_OF]
    assert [s for s in sentences if told(s)] == []


def around(clause: str) -> list[str]:
    """The clause with each deed that is spoken of long before it happens."""
    deeds = [d for d in DONE if "strike" not in d and "sanctions" not in d]
    sentences = [clause.format(d) for d in deeds]
    return [s[0].upper() + s[1:] for s in sentences]


@pytest.mark.parametrize("accusation", ACCUSATIONS)
def test_what_somebody_is_accused_of_is_not_told_as_done(accusation: str) -> None:
    sentences = [accusation.format(whom, crime) for whom in ACCUSED for crime in CRIMES]
    assert [s for s in sentences if told(s)] == []


def test_a_deed_without_a_wrapping_is_told_as_done() -> None:
    sentences = ["Germany sent Taurus missiles to Ukraine.", "Germany struck Moscow.", "Germany met Putin."]
    assert all(told(s) for s in sentences)
