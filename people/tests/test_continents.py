"""The table of countries and continents."""

from django_countries import countries

from people.continents import CONTINENT_OF, CONTINENTS


def test_every_country_that_can_be_chosen_belongs_to_one_continent():
    assert {code for code, _ in countries} - CONTINENT_OF.keys() == set()
    assert sum(len(codes.split()) for codes in CONTINENTS.values()) == len(CONTINENT_OF)
    assert len(CONTINENTS) == 7


def test_the_choices_that_were_made_on_purpose():
    for codes, continent in (
        ("RU CY", "Europe"),
        ("TR GE TW", "Asia"),
        ("EG", "Africa"),
        ("GL MX", "North America"),
    ):
        assert {CONTINENT_OF[code] for code in codes.split()} == {continent}, codes
