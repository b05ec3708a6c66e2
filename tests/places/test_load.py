"""What is wrong in the files of places is told with file, row, column and remedy, all at once."""

from pathlib import Path

import pytest

from kartlegg.errors import Fault, PlaceError
from kartlegg.places.load import load_places
from tests.places.small_survey import write_survey

COUNTY = "groupings/county.csv"


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    return write_survey(tmp_path)


def faults_of(survey: Path) -> tuple[Fault, ...]:
    with pytest.raises(PlaceError) as caught:
        load_places(survey)
    return caught.value.faults


def rewrite(survey: Path, file: str, old: str, new: str) -> Path:
    path = survey / "places" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_small_survey_is_sound(survey: Path) -> None:
    assert len(load_places(survey).units) == 11


# file, what stands there, what is put instead, line of the fault, column, a part of what was found
FAULTS = {
    "a kind that is none": ("units.csv", "Skogen,area", "Skogen,forest", 4, "kind", "'forest'"),
    "a unit without a code": ("units.csv", "0102,", ",", 4, "code", "nothing"),
    "a unit twice": ("units.csv", "0101,", "0100,", 3, "code", "0100 again (line 2)"),
    "dates the wrong way round": (
        "units.csv",
        "2020-01-01,,Etaten",
        "2020-01-01,2019-01-01,Etaten",
        5,
        "valid_to",
        "before 2020-01-01",
    ),
    "a date that is none": ("units.csv", "2020-01-01,,Etaten", "2020-02-30,,Etaten", 5, "valid_from", "'2020-02-30'"),
    "a row cut short": ("units.csv", "1001,Storvik,municipality,,,Storvik", "1001,Storvik", 6, None, "2 fields"),
    "another header": ("units.csv", "name_official", "official", 1, None, "official"),
    "an open quote": ("units.csv", "Byen vest,district", '"Byen vest,district', 2, None, "not CSV"),
    "a part that is unknown": ("wholes.csv", "Byen,0102", "Byen,0199", 4, "part", "'0199'"),
    "a part twice": ("wholes.csv", "Byen,0102", "Byen,0101", 4, "part", "0101 again (line 3)"),
    "an unknown code counted": ("population.csv", "1003,2019", "1099,2019", 13, "unit", "1099 on 2019-01-01"),
    "a unit counted before its time": ("population.csv", "1004,2021", "1004,2019", 14, "unit", "1004 on 2019-01-01"),
    "an agency counted": ("population.csv", "1003,2019-01-01", "01ETAT,2021-01-01", 13, "unit", "01ETAT"),
    "population missing": ("population.csv", "1002,2019-01-01,3,7,10,no\n", "", None, "unit", "1002 Lilledal"),
    "population left blank": ("population.csv", "3,7,10", ",,", 12, "all", "nothing"),
    "population half blank": ("population.csv", "3,7,10", "3,,10", 12, "adults", "''"),
    "the whole not counted": ("population.csv", "0001,2021-01-01,31,71,102,no\n", "", None, "unit", "0001"),
    "negative persons": ("population.csv", "3,7,10", "-3,7,10", 12, "children", "'-3'"),
    "persons in decimals": ("population.csv", "3,7,10", "3,7.5,10", 12, "adults", "'7.5'"),
    "ages that do not add up": ("population.csv", "3,7,10", "3,7,11", 12, "all", "11"),
    "parts that do not add up": ("population.csv", "31,71,102", "31,72,103", 3, "adults", "72 in 0001"),
    "a count twice": ("population.csv", "1003,2019", "1002,2019", 13, "unit", "again (line 12)"),
    "a count without a date": ("population.csv", "1002,2019-01-01", "1002,", 12, "date", "nothing"),
    "estimated perhaps": ("population.csv", "3,7,10,no", "3,7,10,perhaps", 12, "estimated", "'perhaps'"),
    "a change of an unknown code": ("changes.csv", "1002,1004", "1099,1004", 2, "from", "'1099'"),
    "a change into a unit too early": ("changes.csv", "1002,1004", "1002,1006", 2, "to", "not valid on 2020-01-01"),
    "a change after the unit ended": ("changes.csv", "1002,1004,2020", "1002,1004,2021", 2, "from", "2020-12-31"),
    "a kind of change that is none": ("changes.csv", "merge", "marry", 2, "kind", "'marry'"),
    "a change twice": ("changes.csv", "1003,1004", "1002,1004", 3, "from", "1002 to 1004 again (line 2)"),
    "a change without a date": ("changes.csv", "1002,1004,2020-01-01", "1002,1004,", 2, "date", "nothing"),
    "a merger by half": ("changes.csv", "merge,1", "merge,0.5", 2, "weight", "'0.5'"),
    "a negative weight": ("changes.csv", "0.75", "-0.75", 4, "weight", "'-0.75'"),
    "a weight in words": ("changes.csv", "0.75", "most", 4, "weight", "'most'"),
    "weights that do not add up": ("changes.csv", "0.75", "0.70", 4, "weight", "0.95"),
    "a weight left blank": ("changes.csv", "0.75", "", 4, "weight", "some blank"),
    "a weight without a basis": ("changes.csv", "0.75,inhabitants", "0.75,", 4, "basis", "nothing"),
    "a unit in no county": (COUNTY, "1006,land,2021-01-01,\n", "", None, "code", "no county of 1006"),
    "a unit in no county a while": (COUNTY, "1001,coast,2021-01", "1001,coast,2021-02", None, "code", "2021-01-01"),
    "a unit leaving its county early": (
        COUNTY,
        "1005,land,2020-01-01,2020-12-31",
        "1005,land,2020-01-01,2020-11-30",
        None,
        "code",
        "on 2020-12-01",
    ),
    "a unit in two counties": (COUNTY, "1001,land,,2020-12-31", "1001,land,,2021-12-31", 7, "code", "again (line 6)"),
    "an unknown code in a county": (COUNTY, "1006,land", "1099,land", 10, "code", "'1099'"),
    "a county that is unknown": (COUNTY, "1006,land", "1006,moon", 10, "group", "'moon'"),
    "a position off the globe": ("positions.csv", "6,58", "6,158", 3, "latitude", "'158'"),
    "half a position": ("positions.csv", "6,58", "6,", 3, "longitude", "nothing"),
    "two positions at once": ("positions.csv", ",2020-12-31,6,58", ",,6,58", 4, "code", "1001 again"),
    "size limits that fall": (
        "groupings.yaml",
        "at_least: 0",
        "at_least: 3000",
        5,
        "grouping size_group, groups",
        "3000",
    ),
    "two groupings of one code": ("groupings.yaml", "code: country", "code: county", 1, "groupings", "county"),
    "a key that is unknown": ("groupings.yaml", "how_many", "how_mny", 21, "grouping largest, how_mny", "unknown"),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_its_place(
    survey: Path, case: tuple[str, str, str, int | None, str | None, str]
) -> None:
    file, old, new, line, column, found = case
    path = rewrite(survey, file, old, new)

    faults = faults_of(survey)

    hits = [f for f in faults if (f.file, f.line, f.column) == (path, line, column) and found in f.found]
    assert len(hits) == 1, faults
    assert hits[0].expected
    assert hits[0].remedy


def test_bytes_that_are_not_utf_8_are_told_with_their_line(survey: Path) -> None:
    path = survey / "places" / "units.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))

    assert any(f.file == path and f.line == 3 and "UTF-8" in f.expected for f in faults_of(survey))


@pytest.mark.parametrize("file", ["units.csv", "population.csv", "groupings.yaml", COUNTY])
def test_a_missing_file_is_told(survey: Path, file: str) -> None:
    path = survey / "places" / file
    path.unlink()

    assert any(f.file == path and f.line is None and f.found == "no such file" for f in faults_of(survey))


def test_a_country_without_mergers_and_map_needs_no_files_of_them(survey: Path) -> None:
    for file in ("changes.csv", "positions.csv"):
        (survey / "places" / file).unlink()

    places = load_places(survey)
    assert (places.changes, places.positions) == ((), {})


def test_a_byte_order_mark_is_let_through(survey: Path) -> None:
    path = survey / "places" / "units.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert load_places(survey).units[0].code == "0100"


def test_all_faults_are_told_at_once_in_order_of_file_and_line(survey: Path) -> None:
    first = rewrite(survey, "changes.csv", "merge,1", "marry,1")
    second = rewrite(survey, COUNTY, "1006,land", "1006,moon")
    third = rewrite(survey, "population.csv", "400,1600,2000", "-400,1600,2000")
    rewrite(survey, "population.csv", "3,7,10", "3,8,10")

    faults = faults_of(survey)

    assert {first, second, third} <= {fault.file for fault in faults}
    places = [(str(fault.file), fault.line or 0) for fault in faults]
    assert places == sorted(places)
    assert sum(fault.file == third and fault.line in (10, 12) for fault in faults) == 2
