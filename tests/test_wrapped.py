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
    came within a whisker of; stopped; has stopped short of; has not ruled out; missed the deadline for
    faces accusations of; has the option of; is inching towards; is moving closer to; is one step closer to
    is one vote away from; is weeks away from
    opposes; mulls; weighs; considers; proposes; rejects; resists; favours; backs; suggests; discusses; contemplates
    advocates; imagines; delays; avoids; denies; regrets not; fears; risks; debates; still considers
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
BIDDEN = """
    told Germany to; called on Germany to; called upon Germany to; urged Germany to; asked Germany to; implored Germany to
    appealed to Germany to; pressed Germany to; lobbied Germany to; encouraged Germany to; invited Germany to; advised Germany to
    ordered Germany to; wants Germany to; would like Germany to; expects Germany to; challenged Germany to; reminded Germany to
    warned Germany to; tried to persuade Germany to; hopes to convince Germany to; pleaded with Germany to; waits for Germany to
    called for Germany to; made the case for Germany to; sees no reason for Germany to; said it was time for Germany to
    gave Germany a chance to; set a deadline for Germany to; offered to pay Germany to; nudged Germany to
    phoned Germany to tell it to; sent Germany a letter telling it to; issued a call for Germany to; joined calls for Germany to
    made a request to Germany to; tried to get Germany to
    demanded that Germany; proposed that Germany; renewed its request that Germany; repeated its demand that Germany
    voiced hope that Germany would; asked whether Germany would; wants to see Germany; would have Germany
"""
BIDDEN_TO = [deed for deed, _ in DEEDS] + ["condemn Russia", "support Georgia"]
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
    Ukrainian officials have long maintained; three people familiar with the matter said; analysts at the ISW said
    a document shows; documents show; satellite images show; footage showed; a study found; a court heard
    according to a draft seen by Reuters; according to documents obtained by Bild; the prosecutor's office said
    the company's chief executive, Armin Papperger, said; photos from the scene showed; court records reveal
    satellite imagery reveals
    a video posted online showed; an audit found; the documents revealed; a leak revealed; a whistleblower alleged
    the minister's aide said; a Western embassy said; the head of the agency, Kyrylo Budanov, said
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
LEFT_OPEN = """
    {} {}, or at least that is what Kyiv says; {} {}, or so it is said
    {} {}, or at any rate that is what officials say; {} {}, though there is no proof of it
    {} {}, although there is no evidence of that; {} {}, but there is no confirmation of this
    {} {}, a claim dismissed by the Kremlin; {} {}, an accusation the Kremlin calls absurd; Analysts agree: {} {}
    Experts are unanimous: {} {}; Kuleba is certain: {} {}; Kuleba is sure: {} {}; Kuleba is convinced: {} {}
    Kuleba has no doubt: {} {}; The story goes that {} {}; The story goes, {} {}; Kuleba made it clear that {} {}
    A leaked document shows that {} {}; A leaked document shows {} {}; Satellite images show that {} {}
    An internal memo reveals that {} {}; Source: {} {}; {} {} – source; {} {} — ministry; {} {} - Reuters
    {} {}: source; {} {}: ministry; {} {}, sources; {} {} – Kuleba; {} {} | Kuleba; {} {} (Kuleba); {} {} (sources)
    {} {} (unconfirmed); {} {} (?); Claim: {} {}; False: {} {}; Fake: {} {}; Myth: {} {}; Rumour: {} {}; Satire: {} {}
    Suppose {} {}; Assume {} {}; Picture this: {} {}; In the event that {} {}, Moscow would respond
    In case {} {}, the law applies; Under a scenario in which {} {}, prices rise
    In a scenario where {} {}, prices rise; In a scenario in which {} {}, prices rose; In the war game, {} {}
    In the novel, {} {}; In a satirical sketch, {} {}; In a parallel universe, {} {}; In theory, {} {}
    Most voters think {} {}; The report that {} {} turned out to be false; Bild corrected its claim that {} {}
    Word that {} {} spread quickly; A video claiming {} {} has been viewed a million times
    Social media users shared a post that {} {}; It is false that {} {}; It is too early to say that {} {}
    There is no indication that {} {}; Who believes that {} {}?; One could be forgiven for thinking that {} {}
    {} {}, supposedly; {} {}, allegedly; {} {}, presumably; {} {}, perhaps; {} {}, it would seem; {} {}, he believes
    {} {}, we are told; {} {}, we hear; {} {}, as the story goes; {} {}, the theory goes; {} {}, per Bild
    {} {}, if the ministry is right; {} {}, in his words; {} {}, in Moscow's version; {} {}, on Kuleba's account
    {} {}, by all accounts; {} {}, claims that could not be verified
    {} {}, a claim that could not be independently verified; {} {}. The claim could not be verified
    {} {}. This could not be independently verified; {} {}. The claim has not been confirmed
    {} {}. That, at least, is what Moscow says; {} {}. That is what Moscow claims; {} {}. So says Kuleba
    {} {}. Or so Kuleba says; {} {}. Or so Moscow claims; {} {}. This was reported by Reuters
    {} {}. The report is false; {} {}. That is not true; {} {}. This is a lie; If Kuleba is right, {} {}
    From Moscow's point of view, {} {}; Russian propaganda has it that {} {}; The notion that {} {} is ridiculous
    The suspicion that {} {} remains; Recall that Kuleba said {} {}; It was rumoured that {} {}
    It is believed that {} {}; It is understood that {} {}; The adviser wrote on Telegram that {} {}
    As the General Staff reports, {} {}; The General Staff: {} {}; General Staff: {} {}; The OSCE was told that {} {}
    Parliament heard that {} {}; The court heard that {} {}; The indictment says {} {}; MR. KIRBY: {} {}
    Kuleba on X: {} {}; '{} {}': Zelenskyy; Putin: {} {}; {} told Moscow it {}; {} – according to Moscow – {}
    Headlines screamed that {} {}; The newspaper's headline was that {} {}; The petition says {} {}
    A prisoner claimed {} {}; Moscow pushed a narrative that {} {}; Kyiv hopes that {} {}
    Kyiv wanted to know if {} {}; Kyiv is waiting for word that {} {}; Unless {} {}, the talks are off
    Provided that {} {}, the talks can start; Kuleba is certain that {} {}; Kuleba is sure {} {}
    Kuleba is confident that {} {}; Kuleba is adamant that {} {}; Analysts are unanimous that {} {}
    Analysts agree that {} {}; Kuleba is optimistic that {} {}; It looks like {} {}; It looks as though {} {}
    It sounds as though {} {}; It seems {} {}; Provided {} {}, prices will rise
    On the assumption that {} {}, prices rise; On condition that {} {}, the talks can start
    It does not matter whether {} {}; A world in which {} {} is hard to imagine; There are claims {} {}
    There was speculation that {} {}; Speculation is rife that {} {}; Rumours swirled that {} {}
    Reports emerged that {} {}; Telegram channels: {} {}; A military blogger noted that {} {}; The ISW assessed: {} {}
    A Western diplomat, who asked not to be named, said {} {}; His message: {} {}; The message from Kuleba: {} {}
    The problem, in Kuleba's view: {} {}; His verdict: {} {}; Scenario: {} {}; Scenario one: {} {}; Scenario 1: {} {}
    The best outcome would be that {} {}; The question is whether {} {}; The joke is that {} {}; In the joke, {} {}
    In the plot, {} {}; The plot: {} {}; In the script, {} {}; In the game, {} {}
    The tabletop exercise supposed that {} {}; Russian schoolbooks teach that {} {}
    Russian television tells viewers that {} {}; Moscow has been at pains to stress that {} {}
    The ambassador was adamant: {} {}; The ambassador did not mince his words: {} {}; The ambassador was blunt: {} {}
    Quoting the ambassador, TASS said {} {}; In a post on Telegram, Kuleba said {} {}; The statement read: {} {}
    The statement reads: "{} {}."; The text reads: {} {}; The headline read: {} {}; The tweet: "{} {}."
    He is said to have told Moscow that {} {}; He had it on good authority that {} {}; He bets that {} {}; I bet {} {}
    He suspects {} {}; He is under the impression that {} {}; He lives in the belief that {} {}
    He invented the story that {} {}; He lied that {} {}; He made up that {} {}; He was wrong to say that {} {}
    Contrary to claims that {} {}, nothing happened; Amid rumours that {} {}, markets fell
    After it was reported that {} {}, markets fell; That {} {} is what Kyiv claims; That {} {} is disputed
    That {} {} is a lie; That {} {} is denied by Moscow; That {} {} has not been proven
    That {} {} was reported by Bild; What Moscow says is that {} {}; What Moscow claims: {} {}
    All we know is that Kuleba said {} {}; {} {} — or so it seems; {} {}, if you believe the ministry
    {} {}, to judge by reports; {} {}, judging by the reports; {} {}, or something like that; {} {}, so they say
    {} {}, so it is claimed; {} {}, as Moscow sees it; {} {}, as alleged by Kyiv; {} {}, Kyiv is sure
    {} {}, Kyiv is convinced; {} {}, Kuleba is certain; {} {}, experts agree; {} {}, it is feared
    {} {}, it was claimed; {} {}, though Kyiv has not confirmed it; {} {}, but nobody has confirmed this
    {} {}, yet no evidence has been presented; {} {}. No evidence was given; {} {}. There is no evidence of this
    {} {}. Kyiv has not confirmed this; {} {}. Reuters could not verify the report; {} {}. It was fake news
    {} {}. It turned out to be false; {} {}. This is pure speculation; {} {}. Nobody has confirmed this
    {} {}. At least that is what Kuleba says; {} {}. At least according to Kuleba; MS. SINGH: {} {}
    SECRETARY AUSTIN: {} {}; GEN. BROWN: {} {}; Mr. Kirby: {} {}; Spokesperson: {} {}; It is stated that {} {}
    Zelenskyy said that Poland, whose army sent jets, {} {}; Under the bill, {} {}; On paper, {} {}; {} {}, on paper
    For Kuleba, {} {}; {} {}, so Kuleba; {} {}, so Kuleba said; To hear Kuleba tell it, {} {}
    TASS, quoting Kuleba: {} {}; {} {}, TASS reported, citing sources; Citing sources, Bild wrote {} {}
    {} {}, citing sources; Citing intelligence, {} {}; '{} {}'; '{} {},' Kuleba said; '{} {}.'
    News that {} {} spread quickly; Word spread that {} {}; News spread that {} {}; News that {} {} caused panic
    {} {}. That was the claim; {} {}. That is the claim; {} {}. There is no proof; Without any evidence, {} {}
    Without proof, {} {}; Best-case scenario: {} {}; Kuleba let on that {} {}; Kuleba let it be known that {} {}
    Possible: {} {}; Unclear: {} {}; Not true: {} {}; Ahead: {} {}; Likely: {} {}; Unlikely: {} {}; Untrue: {} {}
    Unconfirmed: {} {}; Not confirmed: {} {}; Not yet clear: {} {}; Open question: {} {}
    Has it come to this, that {} {}?; Is it not true that {} {}?; Who would have thought {} {}?; What if {} {}?
    Did you know that {} {}?; {} {}, right?; {} {}, you say?; So {} {}, has it?; {} {}, hasn't it?; How come {} {}?
    {} {}? Hardly; {} {}? Not quite; {} {}? Nonsense; {} {}? No; {} {}? Moscow says no; Kyiv wishes that {} {}
    The draft resolution says {} {}; The complaint states that {} {}; The plaintiff submits that {} {}
    The prosecution's case is that {} {}; Prosecutors say {} {}; The charge sheet: {} {}; In the series, {} {}
    In the final scene, {} {}; In chapter three, {} {}; The film imagines that {} {}; In a video game, {} {}
    In a cartoon, {} {}; In the play, {} {}; In his dream, {} {}; In my dreams, {} {}; In a thought experiment, {} {}
    It is as though {} {}; It was as if {} {}; It would be like saying that {} {}; Imagine that {} {}; Imagine {} {}
    Pretend that {} {}; Let us assume {} {}; Let's say {} {}; Say {} {}; Assuming {} {}, prices rise
    Granted that {} {}, the talks are off; Should it turn out that {} {}, talks will stop; The forecast: {} {}
    Forecast for 2027: {} {}; Correction: an earlier version said {} {}
    An earlier version of this article said that {} {}
    An earlier version of this article stated incorrectly that {} {}; Bild retracted a report that {} {}
    Bild withdrew its report that {} {}; The agency deleted a post saying {} {}
    The ministry deleted a post that {} {}; We wrongly reported that {} {}; This article originally stated that {} {}
    Clarification: {} {}; Retraction: {} {}; The claim: {} {}; Misleading: {} {}; Debunked: {} {}
    In translation: {} {}; The Russian text says {} {}; The Korean version says {} {}
    According to a translation, {} {}; Translation: {} {}; In other words: {} {}, he said
    It was once feared that {} {}; There were fears that {} {}; People feared that {} {}
    For a moment it seemed {} {}; At first it seemed that {} {}; It was thought that {} {}
    At one point it looked as if {} {}; Few believed that {} {}; Some believe that {} {}; Many Russians believe {} {}
    Children are taught that {} {}; Legend has it that {} {}; Tradition holds that {} {}; Folklore has it that {} {}
    Conspiracy theorists hold that {} {}; The myth that {} {} persists; The belief that {} {} is widespread
    The impression that {} {} is wrong; The false claim that {} {} went viral; A rumour that {} {} went viral
    Ask Kuleba and {} {}; If you ask Kuleba, {} {}; Ask Moscow and it will say {} {}; In Moscow's eyes, {} {}
    In the eyes of Moscow, {} {}; In Moscow's book, {} {}; In the Kremlin's narrative, {} {}; In Russian media, {} {}
    On Russian television, {} {}; As far as Moscow is concerned, {} {}; For all Moscow knows, {} {}
    As far as is known, {} {}; To the best of our knowledge, {} {}; To his knowledge, {} {}; In his opinion, {} {}
    In Kuleba's estimation, {} {}; By his reckoning, {} {}; By Moscow's logic, {} {}; On his reading, {} {}
    Per Kuleba, {} {}; Via Kuleba: {} {}; h/t Kuleba: {} {}; {} {}, if true; {} {}, if confirmed
    {} {}, rumour has it; {} {}, word has it; {} {}, or did it?; {} {}, or has it?; {} {} (allegedly); {} {} (rumour)
    {} {}, I guess; {} {}, I think; {} {}, I believe; {} {}, I suppose; {} {}, to hear Kuleba tell it
    {} {}, as rumours have it; {} {}, if Bild is to be believed; {} {}, if one believes Bild; {} {}, in theory
    {} {}, in principle; {} {}, on condition that Kyiv pays; {} {}, in his dreams; {} {} – not; {} {}: fake
    {} {}: rumour; {} {}: false; {} {} – fake; {} {}, according to a now-deleted post; Option A: {} {}; Goal: {} {}
    Dream: {} {}; Vision: {} {}; Proposal: {} {}; Idea: {} {}; Theory: {} {}; Hypothesis: {} {}; Prediction: {} {}
    Only if {} {} will Moscow respond; Even if {} {}, Moscow would not respond; No matter if {} {}, the war goes on
    Whether or not {} {}, the war goes on; Regardless of whether {} {}, the war goes on; Under the proposal, {} {}
    In the comedy, {} {}; In principle, {} {}; Worst case: {} {}; {} {}, citing officials; {} {}, quoting sources
    {} {}, so it seems; For Putin, {} {}; Kuleba claims that {}, led by a coalition, {}
    Kuleba says {}, which borders the sea, {}; The Pentagon believes {}, under pressure from its allies, {}
    Ukraine alleges that {}, as in 2022, {}
    Kuleba never tires of repeating that {} {}; Kuleba keeps repeating that {} {}; Kuleba let slip that {} {}
    {} {} without any evidence, Kuleba says; Kuleba says without any evidence that {} {}
    Kuleba claims without evidence {} {}; Correction: {} {}; Verdict: {} {}; Fact check: {} {}; Rating: {} {}
    Conclusion: {} {}; Assessment: {} {}; Opinion: {} {}; Comment: {} {}; Headline: {} {}; Caption: {} {}
    Until {} {}, the war will go on; Once {} {}, the war will end; Unless {} {}, the war will go on
    It would be the first time that {} {}; It may be the first time {} {}; It would mean that {} {}
    Reuters was unable to verify that {} {}; It has not been verified that {} {}
    Officials would neither confirm nor deny that {} {}; Told that {} {}, Moscow recalled its envoy
    Asked whether {} {}, Moscow recalled its envoy; Asked if {} {}, Peskov said nothing; As per Kuleba, {} {}
    Sources: {} {}; Officials: {} {}; Air force: {} {}; Intelligence: {} {}; Poll: {} {}; Study: {} {}; Survey: {} {}
    {} {}, officials; {} {} – media; {} {}: media; {} {} / Kuleba; {} {} [Kuleba]; {} {} (Kremlin)
    {} {} – intelligence; {} {} – Zelenskyy's office; Peskov (Kremlin): {} {}; Peskov, on Monday: {} {}
    Kuleba, angrily: {} {}; Ukraine's Kuleba: {} {}; The thought that {} {} frightens Moscow
    She told the paper {} {}; An aide told reporters {} {}; {} {}, reports Bild; {} {}, Kuleba would have us believe
    Moscow tries to convince the world that {} {}; Kuleba swore that {} {}; Kuleba got wind that {} {}
    Kuleba dreamt that {} {}; Kuleba prays that {} {}; It is inconceivable that {} {}; It is not the case that {} {}
    Supposedly {} {}; Rumour has it {} {}; Word on the street is that {} {}
    In a leaked plan, {} {}; In a draft, {} {}; In Putin's imagination, {} {}; In a fake video, {} {}
    In a deepfake, {} {}; A simulation in which {} {} ended badly; Games in which {} {} are popular
    The story begins when {} {}; The novel opens as {} {}; Were it true that {} {}, markets would fall
    Even supposing {} {}, the war goes on; Only when {} {} will the war end; The moment {} {}, NATO will react
    By the time {} {}, the war will be over; A chatbot claimed that {} {}; ChatGPT says {} {}; The Onion: {} {}
    Planners assume that {} {}; Let us suppose that {} {}; Just imagine: {} {}; Not until {} {} will the war end
    In the belief that {} {}, Kyiv paid; Kuleba joked that {} {}; Kuleba pretended that {} {}
    Kuleba behaved as though {} {}; Kuleba mooted that {} {}; The UN is looking into reports that {} {}
    The UN found no proof that {} {}; The UN rejects the notion that {} {}
"""
BROUGHT_UP = """
    Kyiv counts on; Kyiv relies on; Kyiv depends on; Kyiv could do with; Most voters back; Most voters oppose
    Bookmakers offer odds on; There was talk of; The Kremlin dismissed talk of; The case against
    A petition for; A majority for; A debate about; Hopes rest on; Moscow complained about the idea of; Few think of
"""
SAID_TO_HAVE = """
    is believed to; is said to; is thought to; is reported to; is rumoured to; is alleged to; is understood to; is assumed to
    is presumed to; appears to; seems to; was said to; was rumoured to
"""
ASIDES = """
    , which borders Ukraine,; , with which Russia signed a pact,; , a member of the alliance,; , led by a coalition,; , like Poland,
    , together with China,; , as in 2022,; , under pressure from its allies,; , whose president met Putin,
"""
TELLERS = "Zelenskyy said that; Kuleba claimed that; Ukraine alleges that; The minister insists; The Pentagon believes"
TOLD_ON = [
    "had trained Ukrainian pilots",
    "sent troops to Kursk",
    "has delivered missiles to Russia",
    "struck Odesa",
]
LISTED = """
    The claims:; The allegations:; Kuleba's main points:; The key points, von der Leyen said, are:; Moscow's version:
    The key points, according to von der Leyen:; What Kuleba said:
"""
HELD = """
    {}, which promised it in January, {}; Despite protests, {} {}; Despite a denial of it in January, {} {}
    It is a fact that {} {}; The fact is that {} {}; It is true that {} {}; {} finally {}
    After months of hesitation, {} {}; Contrary to expectations, {} {}; Although Moscow had warned against it, {} {}
    Though critics doubted it, {} {}; Against the advice of its allies, {} {}; {} {}, as planned; {} {}, as promised
    {} {}, as expected; {} {} despite warnings from Moscow; {} {} without consulting its allies
    {} {} instead of waiting; {} {} in March, two years after it had promised to; {} {} and plans to do so again
    {} {}, but Kyiv wants more; {} {}, which angered Moscow; {} {}, and Moscow protested
    {} {} before the deadline passed; {} {} on Tuesday, a day later than planned; {} {} in order to end the war
    {} {} because it fears an escalation; {} {} so that the war may end; {} {} even though parliament opposed it
    {} {} in spite of a ban; {} {} for the first time; {} quietly {}; {} went ahead and {}; What matters is that {} {}
    The good news is that {} {}; There is no doubt that {} {}; Without doubt, {} {}; Undoubtedly, {} {}
    In fact, {} {}; Indeed, {} {}; Recall that {} {}; We remind you that {} {}; Since {} {}, prices have risen
    When {} {}, prices rose; As a result, {} {}; Meanwhile, {} {}; In breach of the agreement, {} {}
    In response to threats, {} {}; In a surprise move, {} {}; In a historic step, {} {}
    In line with a decision of parliament, {} {}; On the sidelines of the summit, {} {}
    For fear of an escalation, {} {}; {} {} when it became clear that the talks had failed; Few noticed that {} {}
    Moscow knows that {} {}; Moscow was furious that {} {}; Moscow ignored that {} {}
    Germany, which pledged it in January, watched as {} {}; {}, which had long refused to, {}
    {}, whose government had hesitated, {}; {}, under pressure from its allies, {}; {}, as promised, {}
    {}, despite its promises, {}; {}, according to plan, {}; {} {}, the largest step so far
    {} {} – a first in its history; {} {} – and paid for it; {} {}: a first in its history; {} {} (see map)
    {} {}, a promise kept; {} {}, a decision that angered Moscow; {} {}, a step critics called reckless
    {} {}, though it had no mandate; {} {}, though not without protests; {} {}, but did not say why
    {} {}, but gave no details; {} {}, yet the war goes on; {} {}, although parliament had not been told
    {} {}, but the parliament has not yet confirmed the minister; {} {}, or more precisely its government did
    {} {}, as the war went on; {} {}, as everybody knows; {} {}, and nobody noticed; {} {}. This angered Moscow
    {} {}. That is why Moscow protested; {} {}. That was a mistake; {} {}. This is what Kyiv had hoped for
    {} {}. So Moscow protested; {} {}. So did Poland; {} {}. It was not the first time; {} {}. It is not clear why
    {} {}. The report was published on Monday; {} {}. Moscow said nothing; {} {}. The minister denied any wrongdoing
    Scholz kept his word: {} {}; The result: {} {}; The facts: {} {}; It is certain that {} {}; It is clear that {} {}
    Scholz was right: {} {}; The war has changed: {} {}; Breaking: {} {}; UPDATE: {} {}; Ukraine war: {} {}
    The deal ensured that {} {}; This meant that {} {}; The visit showed that {} {}; Like Poland, {} {}
    Just like Poland before, {} {}; Close to the border, {} {}; In case of doubt Moscow calls, and {} {}
    Short of money, {} {}; Far from the front, {} {}; Provided with money by Kyiv, {} {}; Rather than wait, {} {}
    Instead of waiting, {} {}; On the point of collapse, {} {}; At a point when nobody expected it, {} {}
    From the Russian point of view it was a defeat when {} {}; On the message board it was quiet when {} {}
    Having hesitated for months, {} {}; Fearing an escalation, {} {}; The first country to act, {} {}
    {}, the first to act, {}; {} not only {} but also paid; {} both paid and {}; {} {} by accident; {} {} on purpose
    {} reportedly hesitated but {}; Moscow called it a provocation when {} {}
    At last, {} {}; Finally, {} {}; No one denies that {} {}; It is undisputed that {} {}; {} {} at last
    {} {} after all; Little did Moscow know that {} {}; Even so, {} {}; Even though Moscow protested, {} {}
    {} {} at the request of Kyiv; {} {} as part of a plan; {} {} under a plan adopted in May
    {} {} within the framework of the agreement; {} {} without any explanation; {} {} without a vote; {} {} for Kyiv
    {} {} on the advice of Kuleba; {} {} on paper made in China; For Kyiv it was a relief: {} {}; For years, {} {}
    For its part, {} {}; For the first time, {} {}; For this reason, {} {}; Under pressure, {} {}
    Under Scholz, {} {}; Under the agreement signed in May, {} {}; Under cover of night, {} {}; On Monday, {} {}
    On time, {} {}; To end the war, {} {}; To Moscow's surprise, {} {}; To the surprise of Moscow, {} {}
    To Kyiv's relief, {} {}; Without hesitation, {} {}; Without warning, {} {}; Without a mandate, {} {}
    In the end, {} {}; In a film-worthy operation, {} {}; In May, {} {}; In the final phase of the war, {} {}
    Latest: {} {}; Exclusive: {} {}; Next, {} {}; Then {} {}; Thus {} {}; {} {}, so Moscow protested
    {} {}, so Kuleba was pleased; {} {}, and Kuleba was certain of victory; {} {}, thanks to Kuleba
    {} {}, to Moscow's surprise; {} {}, unlike Poland; {} {}, to be precise in May; {} {}, in short
    {} {}, without asking Kuleba; {} {}, leaving Moscow furious; {} {}. The claim to Crimea was not touched
    {} {}. Kyiv thanked it; {} {}. Kyiv welcomed this; {} {}. Kyiv denied entry to two reporters
    {} {}. The proof was on display in Kyiv; It is no secret that {} {}; It emerged that {} {}
    It turned out that {} {}; It is known that {} {}; Everybody knows that {} {}; Now that {} {}, prices rise
    Ever since {} {}, prices rise; Because {} {}, prices rose; Kyiv was glad that {} {}; {}, a member of the UN, {}
    {}, once reluctant, {}; {}, believed by many to be weak, {}; {}, which is believed to be poor, {}
    {}, despite reported doubts, {}; {}, supposedly weak, {}; {}, not for the first time, {}; {}, for its part, {}
    {} {}, apparently without a plan; {} {}, perhaps for the last time; {} {} with apparent ease
    {} {} amid rumours of a coup; {} {} amid reports of a coup; {} {} in spite of alleged threats
    It is obvious that {} {}; It is undeniable that {} {}; Nobody contests that the war began when {} {}
    In a series of surprises, {} {}; Ahead of the summit, {} {}; {} {}, without evidence of success
    {} {}, citing security concerns; {} {}, citing its constitution; Under the programme, {} {}; Under the law, {} {}
    On the whole, {} {}; On television it was no news when {} {}; All but one member knew that {} {}
    {} {}, which nobody disputes; {} {}, and rumours spread; {} {}, so there was no doubt
    For months nothing happened, and then {} {}; Critics had accused Kyiv of delays, and then {} {}
    Nobody noticed that {} {}; Nobody seriously disputes that {} {}; Moscow did not know that {} {}
    It is the first time that {} {}; It was the first time {} {}; It is worth noting that {} {}; 10:45 {} {}
    10:45 – {} {}; [10:45] {} {}; 10.45 | {} {}; Asked about Taurus, Scholz laughed, and {} {}
    {}, whose minister met Kuleba, {}; {}, which Kuleba said was poor, {}; Kuleba was asleep when {} {}
    It is common knowledge that {} {}; It is a matter of record that {} {}; Do not forget that {} {}
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
_SPOKEN = SAID - {"Condemnation", "Endorsement"} | {"Talks"}  # by which somebody is asked


@cache
def reader() -> ukgraph.Reader:
    return ukgraph.Reader.load()


def told(sentence: str, said: frozenset[str] = SAID) -> list[Frame]:
    """The deeds that the article itself tells as done, but for what is `said`."""
    article = Article("wrapped", None, sentence, None, "2024-05-16", None, "")
    frames = reader().steps(article).reading.frames
    own = [f for f in frames if f.attributed_to is None and f.factuality is Factuality.ASSERTED]
    return [f for f in own if f.kind not in said]


def phrases(text: str) -> list[str]:
    return [phrase.strip() for line in text.strip().splitlines() for phrase in line.split(";")]


@pytest.mark.parametrize("phrase", phrases(TO_DO))
def test_what_somebody_is_only_to_do_is_not_done(phrase: str) -> None:
    sentences = [f"Germany {phrase} {deed}." for deed, _ in DEEDS]
    assert [s for s in sentences if told(s)] == []


@pytest.mark.parametrize("phrase", phrases(BIDDEN))
def test_what_somebody_asks_of_another_the_other_has_not_done(phrase: str) -> None:
    sentences = [f"Poland {phrase} {deed}." for deed in BIDDEN_TO]
    assert [s for s in sentences if any(f.kind != "Agreement" for f in told(s, said=_SPOKEN))] == []


@pytest.mark.parametrize("phrase", phrases(DOING))
def test_what_somebody_speaks_or_keeps_of_doing_is_not_done(phrase: str) -> None:
    sentences = [f"{who} {phrase} {doing}." for _, doing in DEEDS for who in ("Germany", "Robert Fico")]
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


@pytest.mark.parametrize("frame", phrases(LEFT_OPEN))
def test_what_is_left_to_others_to_dreams_or_to_doubt_is_not_the_narrators(frame: str) -> None:
    sentences = [written(frame, *deed) for deed in DEEDS_OF]
    assert [s for s in sentences if told(s)] == []


@pytest.mark.parametrize("opening", phrases(BROUGHT_UP))
def test_what_is_spoken_of_with_a_name_for_its_doer_is_not_done(opening: str) -> None:
    doings = [doing for _, doing in DEEDS if "agreement" not in doing]  # "the agreement" is there already
    sentences = [f"{opening} {who} {doing}." for who in ("Germany", "Poland") for doing in doings]
    assert [s for s in sentences if told(s)] == []


@pytest.mark.parametrize("phrase", phrases(SAID_TO_HAVE))
def test_what_somebody_is_said_to_have_done_is_not_the_narrators(phrase: str) -> None:
    deeds = ((who, deed.removeprefix("has ")) for who, deed in DEEDS_OF)
    sentences = [f"{who} {phrase} have {deed}." for who, deed in deeds]
    assert [s for s in sentences if told(s)] == []


@pytest.mark.parametrize("aside", phrases(ASIDES))
@pytest.mark.parametrize("teller", phrases(TELLERS))
def test_what_is_told_on_behind_an_aside_is_the_tellers(teller: str, aside: str) -> None:
    sentences = [f"{teller} {who}{aside} {deed}." for who in ("Belarus", "North Korea") for deed in TOLD_ON]
    aside_told = {"Agreement", "Meeting"}  # the pact and the meeting are the narrator's own
    assert [s for s in sentences if any(f.kind not in aside_told for f in told(s))] == []


@pytest.mark.parametrize("opening", phrases(LISTED))
def test_what_somebodys_list_tells_is_not_the_narrators(opening: str) -> None:
    lists = [f"{opening}\n- {subject} {deed}.\n- Poland agreed." for subject, deed in DEEDS_OF]
    assert [s for s in lists if told(s)] == []


@pytest.mark.parametrize("frame", phrases(HELD))
def test_what_the_narrator_himself_tells_is_told_as_done(frame: str) -> None:
    sentences = [written(frame, *deed) for deed in DEEDS_OF]
    assert [s for s in sentences if not told(s)] == []


def written(frame: str, subject: str, deed: str) -> str:
    """A frame around a deed as a sentence, with a capital and a stop."""
    sentence = frame.format(subject, deed)
    stop = "" if sentence[-1] in '.?!")' else "."
    return sentence[0].upper() + sentence[1:] + stop


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
