"""Sentences that must not make an edge, read by the shipped parser: what is denied, alleged, asked or imagined.

This is the promise of the graph, so it is tested on text and not on stored parses: a wrong tree must not break it.
"""

from __future__ import annotations

import pytest

import ukgraph
from ukgraph.assemble import assemble
from ukgraph.iris import is_frame

CLAIMED = [
    "Russia was accused of shelling a hospital in Mariupol.",
    "Moscow accused Ukraine of shelling the town of Shebekino.",
    "Moscow claims to have destroyed three Patriot launchers near Kyiv.",
    "Russian state television reported that Ukrainian forces had shelled Donetsk.",
    "The Kremlin alleged, without giving evidence, that Britain had blown up the Nord Stream pipelines.",
    "Russia launched 10 Iskander missiles at the Ukrainian capital overnight, all of which were shot down, Ukraine's air force said.",
    "US officials say Iran has provided Russia with hundreds of drones, an allegation that Tehran denies.",
    "Three people were killed in a Russian missile attack on Kyiv early on Thursday, officials said.",
    "On November 19, he said, the Ukrainian armed forces fired six ATACMS missiles at the Bryansk region.",
    "According to Peskov, Britain attacked Sevastopol with Storm Shadow missiles.",
    "In the minister's words, France attacked Russia.",
    "Spain has sent six Leopard 2A4 tanks to Ukraine, Defense Minister Margarita Robles told reporters in Madrid.",
]
NOT_SO = [
    "Kyiv denied that its forces had attacked the Crimean Bridge.",
    "Moscow denied striking the port of Odesa.",
    "It is not true that Germany delivered Taurus missiles to Ukraine.",
    "Reports that Poland had sent MiG-29s to Ukraine were false.",
    "Germany has not delivered Taurus cruise missiles to Ukraine.",
    "Nobody attacked Poland, the Kremlin spokesman said.",
    "Zelenskyy rejected allegations that Ukraine fired a missile at Poland.",
    "There is no evidence that Iran shipped missiles to Russia.",
    "The minister denied reports of a delivery of F-16s to Ukraine.",
    "Germany failed to deliver the tanks to Ukraine.",
]
IMAGINED = [
    "Ukraine is said to have struck an oil depot in Belgorod.",
    "Ukraine allegedly attacked two Russian airfields.",
    "The claim that Ukraine attacked the Kremlin with drones was rejected by Kyiv.",
    "Kyiv dismissed as propaganda Moscow's statement that Russia had captured Avdiivka.",
    "Peskov called claims that Russia attacked the hospital a fake.",
    "Russia would attack NATO if the alliance sent troops, Medvedev warned.",
    "Had Germany sent the tanks earlier, Ukraine would have retaken Melitopol.",
    "In a hypothetical scenario, China invades Taiwan.",
    "Officials fear that Russia could use a tactical nuclear weapon in Ukraine.",
    "Analysts doubt whether Germany will send Leopard tanks to Ukraine.",
    "No decision has been taken on sending fighter jets to Ukraine, a White House spokesman said.",
    "The Netherlands is considering sending F-16 fighter jets to Ukraine.",
    "Did Germany deliver Taurus missiles to Ukraine?",
    "Unless Congress acts, the United States will send nothing to Ukraine.",
]
SOMETHING_ELSE = [
    "Austin, Texas, will host a conference on artificial intelligence.",
    "The candidates attacked each other over aid to Ukraine in a televised debate.",
    "Ted Cruz and his challenger are bombarding Houston, Dallas and Austin with attack ads.",
    "Attack ads hit Senator Ted Cruz in Texas.",
    "The battle for votes in Pennsylvania is an arms race of spending.",
    "Supply concerns hit markets in Germany.",
    "The bank launched an investigation into Rheinmetall shares.",
    "Polish farmers blocked the border with Ukraine.",
]
STANDING = (
    *("locatedIn", "holdsOfficeIn", "condemned", "endorsed", "refusedAidTo", "refusedWeapon", "saidTo"),
    "threatened",
)


@pytest.fixture(scope="module")
def reader() -> ukgraph.Reader:
    return ukgraph.Reader.load()


def happenings(reader: ukgraph.Reader, text: str) -> set[str]:
    """The edges that tell of a happening; who holds an office, and who criticizes, refuses or threatens, is not what is at stake."""
    article = ukgraph.Article("trap", None, text, None, "2023-06-02", None, "0")
    quads = assemble([reader.steps(article).reading], reader.knowledge, reader.knowledge.schema)
    edges = {f"{q.subject} {q.predicate} {q.object}" for q in quads if is_frame(q.graph_name)}
    return {e for e in edges if not any(f"#{name}>" in e for name in STANDING)}


@pytest.mark.parametrize("text", [*CLAIMED, *NOT_SO, *IMAGINED, *SOMETHING_ELSE])
def test_it_makes_no_edge(reader: ukgraph.Reader, text: str) -> None:
    assert happenings(reader, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Germany delivered Leopard 2 tanks to Ukraine.",
        "Ukraine shot down 60 Russian drones overnight.",
        "Russian forces attacked Kharkiv with missiles.",
        "The United States on Wednesday announced a new $300 million military aid package for Ukraine.",
    ],
)
def test_what_the_article_says_itself_makes_one(reader: ukgraph.Reader, text: str) -> None:
    assert happenings(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "Germany gave Poland permission to send Leopard tanks to Ukraine.",
        "Germany granted permission to Poland to send Leopard tanks to Ukraine.",
        "Joe Biden gave Kyiv permission to fire ATACMS missiles into Russia.",
        "Germany sticks to its refusal to hand over long-range missiles.",
        "London dropped objections to Ukraine using Storm Shadow missiles.",
        "Washington gave permission for strikes on Russian airfields.",
        "Scholz gave an order to the Bundeswehr to deliver Leopard tanks to Ukraine.",
    ],
)
def test_what_is_permitted_or_ordered_is_not_done(reader: ukgraph.Reader, text: str) -> None:
    edges = happenings(reader, text)
    assert not [e for e in edges if "#delivered" in e or "#received" in e or "#attacked" in e]
