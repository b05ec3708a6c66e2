"""Places of a day: groups, inhabitants, positions; what is not known stays not known."""

import datetime as dt

import pytest

from kartlegg.errors import PlaceError
from kartlegg.places.load import load_places
from kartlegg.places.register import Place, Places
from kartlegg.places.units import UnitKind
from tests.house.checkout import CHECKOUT
from tests.places.small_survey import write_survey

BEFORE, AFTER = dt.date(2019, 1, 1), dt.date(2021, 1, 1)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Places:
    return load_places(write_survey(tmp_path_factory.mktemp("small")))


@pytest.fixture(scope="module")
def places() -> Places:
    return load_places(CHECKOUT / "survey/is248")


def place(places: Places, code: str, date: dt.date) -> Place:
    return next(place for place in places.on(date) if place.code == code)


def test_the_places_of_a_day_are_those_valid_on_it(small: Places) -> None:
    assert [p.code for p in small.on(BEFORE)] == ["0100", "0101", "0102", "1001", "1002", "1003", "1005"]
    assert [p.code for p in small.on(AFTER)] == ["0100", "0101", "0102", "01ETAT", "1001", "1004", "1006", "1007"]


def test_an_area_alone_does_not_report(small: Places) -> None:
    assert {p.kind for p in small.on(AFTER) if not p.reports} == {UnitKind.AREA}
    assert {p.kind for p in small.on(AFTER) if p.reports} == set(UnitKind) - {UnitKind.AREA}


def test_the_lower_limit_of_a_size_is_in_the_group(small: Places) -> None:
    assert place(small, "1001", BEFORE).population["all"] == 2000
    assert place(small, "1001", BEFORE).groups["size_group"] == "big"
    assert place(small, "1001", AFTER).groups["size_group"] == "small"


def test_parts_of_a_city_are_a_size_group_of_their_own(small: Places) -> None:
    assert {p.groups["size_group"] for p in small.on(AFTER) if p.code.startswith("01")} == {"city"}


def test_groups_are_dated_and_stand_in_the_order_of_publication(small: Places) -> None:
    county = small.grouping("county", AFTER)

    assert [group.code for group in county.groups] == ["coast", "city", "land"]
    assert county.title.get("en") == "County"
    assert place(small, "1001", dt.date(2021, 12, 31)).groups["county"] == "coast"


def test_a_grouping_is_absent_before_it_begins(small: Places) -> None:
    assert "county" in place(small, "1001", BEFORE).groups  # it has a row of its own for that day
    assert "county" not in place(small, "1002", BEFORE).groups


def test_a_city_counts_as_one_among_the_largest(small: Places) -> None:
    largest = small.grouping("largest", AFTER)

    assert [(group.code, group.label.nb) for group in largest.groups] == [
        ("rest", "Resten"),
        ("1001", "Storvik kommune"),
        ("0001", "Byen"),
    ]
    assert {p.code for p in small.on(AFTER) if p.groups["largest"] == "0001"} == {"0100", "0101", "0102", "01ETAT"}


def test_the_whole_country_is_one_group(small: Places) -> None:
    assert {p.groups["country"] for p in small.on(AFTER)} == {"all"}
    assert small.grouping("country", AFTER).groups[0].label.nb == "Hele landet"


def test_a_whole_has_its_parts_and_their_inhabitants(small: Places) -> None:
    (city,) = small.wholes(AFTER)

    assert city.parts == {"0100", "0101", "0102", "01ETAT"}
    assert city.population == {"children": 31, "adults": 71, "all": 102}
    assert (city.longitude, city.latitude) == (10.5, 59.9)
    assert small.wholes(BEFORE)[0].parts == {"0100", "0101", "0102"}


def test_positions_are_dated_and_may_be_unknown(small: Places) -> None:
    assert (place(small, "1001", BEFORE).longitude, place(small, "1001", BEFORE).latitude) == (6, 58)
    assert place(small, "1001", AFTER).latitude == 58.1
    assert place(small, "0100", AFTER).longitude is None


def test_nobody_lives_in_an_agency(small: Places) -> None:
    assert place(small, "01ETAT", AFTER).population == {"children": 0, "adults": 0, "all": 0}


def test_inhabitants_not_known_are_not_zero(places: Places) -> None:
    """Three municipalities were counted together only before they merged."""
    date = dt.date(2016, 1, 1)
    unknown = [p for p in places.on(date) if not p.population]

    assert [p.code for p in unknown] == ["0706", "0719", "0720"]
    assert all("size_group" not in p.groups for p in unknown)
    assert next(whole for whole in places.wholes(date) if whole.code == "0710").population["all"] == 63_414


def test_a_year_without_a_count_is_refused(small: Places) -> None:
    told = r"population.csv: \[place-without-inhabitants\] column date: found no count .* 2020-06-01"
    with pytest.raises(PlaceError, match=told):
        small.on(dt.date(2020, 6, 1))


def test_an_unknown_grouping_is_refused(small: Places) -> None:
    with pytest.raises(PlaceError, match=r"groupings.yaml: code: found 'parish'"):
        small.grouping("parish", AFTER)


def test_a_grouping_that_does_not_cover_the_day_is_refused(places: Places) -> None:
    with pytest.raises(PlaceError, match=r"found no group of trust_area on 2019-01-01"):
        places.grouping("trust_area", BEFORE)


@pytest.mark.parametrize("year", range(2015, 2025))
def test_oslo_answers_by_district_every_year(places: Places, year: int) -> None:
    date = dt.date(year, 1, 1)
    oslo = [p for p in places.on(date) if p.whole == "0301"]

    kinds = [p.kind.value for p in oslo]
    agencies = 2 if year >= 2020 else 0
    assert (kinds.count("district"), kinds.count("agency"), kinds.count("area")) == (15, agencies, 3)
    assert "0301" not in {p.code for p in places.on(date)}
    assert sum(p.population["all"] for p in oslo) == places.wholes(date)[0].population["all"]
    assert {p.groups["county"] for p in oslo} == {"03"}


@pytest.mark.parametrize(
    ("year", "municipalities"), [(2015, 427), (2017, 425), (2018, 421), (2020, 355), (2021, 355), (2024, 356)]
)
def test_the_number_of_municipalities_beside_oslo(places: Places, year: int, municipalities: int) -> None:
    kinds = [p.kind for p in places.on(dt.date(year, 1, 1))]

    assert kinds.count(UnitKind.MUNICIPALITY) == municipalities


@pytest.mark.parametrize("year", range(2020, 2025))
def test_every_place_is_in_a_group_of_every_grouping(places: Places, year: int) -> None:
    date = dt.date(year, 1, 1)

    assert all(set(p.groups) == set(places.groupings) for p in places.on(date))
    assert len(places.grouping("largest", date).groups) == 11
