"""Numbers as news writes them become quantities with unit and modifier, and names with digits do not."""

from __future__ import annotations

import pytest

from flat import flat
from parses import shipped
from ukgraph.values import find_amounts


def amounts(text: str, *countries: str) -> list[str]:
    """Every quantity of a text, as "modifier value unit"."""
    units = shipped()[0].units_in(text, countries)
    return [
        " ".join(p for p in (a.quantity.modifier, f"{a.quantity.value.normalize():f}", a.quantity.unit) if p)
        for a in find_amounts(flat(text), units)
    ]


MONEY = {
    "nearly €7bn": "about 7000000000 EUR",
    "some $300 million-worth of weapons": "about 300000000 USD",
    "between 5 and 7 billion euros": "atLeast 5000000000 EUR",
    "from $500 million to $1 billion": "atLeast 500000000 USD",
    "€1–2 billion": "atLeast 1000000000 EUR",
    "$1-$2 billion": "atLeast 1000000000 USD",
    "2 to 3 billion dollars": "atLeast 2000000000 USD",
    "US$400 million": "400000000 USD",
    "£2.3bn": "2300000000 GBP",
    "SEK 13.3 billion": "13300000000 SEK",
    "DKK2.3bn": "2300000000 DKK",
    "EUR 190 million": "190000000 EUR",
    "100m euros": "100000000 EUR",
    "A$100 million": "100000000 AUD",
    "C$500m": "500000000 CAD",
    "50 million USD": "50000000 USD",
    "a half-billion-dollar package": "500000000 USD",
    "half a billion dollars": "500000000 USD",
    "a quarter and half a million euros": "500000 EUR",
    "hundreds of millions of dollars": "atLeast 100000000 USD",
    "billions of euros": "atLeast 1000000000 EUR",
    "several hundred million euros": "atLeast 100000000 EUR",
    "one and a half billion euros": "1500000000 EUR",
    "two and a half million pounds sterling": "2500000 GBP",
    "two hundred million euros": "200000000 EUR",
    "two hundred and fifty thousand dollars": "250000 USD",
    "a billion dollars": "1000000000 USD",
    "a $2.5-billion package": "2500000000 USD",
    "up to €50 billion": "atMost 50000000000 EUR",
    "at least 2 billion euros": "atLeast 2000000000 EUR",
    "more than $10 billion": "moreThan 10000000000 USD",
    "less than 3 billion euros": "lessThan 3000000000 EUR",
    "just over three billion Canadian dollars": "moreThan 3000000000 CAD",
    "500 million dollars or more": "atLeast 500000000 USD",
    "€3bn-plus": "moreThan 3000000000 EUR",
    "15.8 billion yen": "15800000000 JPY",
    "100 million zlotys": "100000000 PLN",
    "7.1 billion kronor": "7100000000 SEK",
    "1,250,000 hryvnias": "1250000 UAH",
}


@pytest.mark.parametrize(("text", "expected"), MONEY.items())
def test_money_is_read(text: str, expected: str) -> None:
    assert amounts(text) == [expected]


@pytest.mark.parametrize(
    ("country", "unit"), [("norway", "NOK"), ("denmark", "DKK"), ("sweden", "SEK")], ids=str
)
def test_kroner_are_the_money_of_the_country_spoken_of(country: str, unit: str) -> None:
    assert amounts("75 billion kroner", country) == [f"75000000000 {unit}"]


MEASURES = {
    "a range of 300 kilometers": "300 km",
    "a 300-kilometer range": "300 km",
    "about 155 miles": "about 155 mile",
    "a 480-kilogram warhead": "480 kg",
    "500 kg of explosives": "500 kg",
    "13,000 km/h": "13000 km/h",
    "100 m away": "100 m",
    "90 percent of the cost": "90 percent",
    "70% of the cost": "70 percent",
    "some 70 tons": "about 70 ton",
}


@pytest.mark.parametrize(("text", "expected"), MEASURES.items())
def test_measures_are_read(text: str, expected: str) -> None:
    assert amounts(text) == [expected]


COUNTS = {
    "84 countries": "84 country",
    "some 40 nations": "about 40 nation",
    "two dozen vehicles": "24 vehicle",
    "twenty-five launchers": "25 launcher",
    "dozens of howitzers": "atLeast 12 howitzer",
    "tens of thousands of drones": "atLeast 10000 drone",
    "several dozen launchers": "atLeast 12 launcher",
    "more than one million rounds": "moreThan 1000000 round",
    "21 thousand rounds": "21000 round",
    "10 to 12 jets": "atLeast 10 jet",
    "no fewer than 14 pilots": "atLeast 14 pilot",
    "2000 troops": "2000 troop",
    "half a dozen jets": "6 jet",
    "17 people": "17 person",
    "upwards of 40 people": "moreThan 40 person",
}


@pytest.mark.parametrize(("text", "expected"), COUNTS.items())
def test_counts_are_read(text: str, expected: str) -> None:
    assert [a.replace("people", "person").replace("countrie", "country") for a in amounts(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "F-16",
        "F-16s",
        "T-72",
        "155 mm",
        "155-mm shells",
        "at 5 a.m.",
        "the 2014 annexation",
        "in 2014",
        "Oreshnik",
        "the one",
        "12 ² shells",
        "a hundred",
    ],
)
def test_what_only_looks_like_a_number_counts_nothing(text: str) -> None:
    assert not [a for a in amounts(text) if not a.endswith("shell")]


def test_a_verb_of_harm_counts_people_without_naming_them() -> None:
    sentence = flat("wounding 60", "wounding")
    units = shipped()[0].units
    assert not find_amounts(sentence, units)
    (amount,) = find_amounts(sentence, units, lambda verb: verb.text == "wounding")
    assert f"{amount.quantity.value} {amount.quantity.unit}" == "60 person"
