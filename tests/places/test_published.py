"""The places file reproduces every count of units and inhabitants that the 2021 report prints."""

import csv
import datetime as dt
from decimal import Decimal

import pytest

from kartlegg.places.load import load_places
from kartlegg.places.register import Place, Places
from kartlegg.rounding import round_half_up
from tests.house.checkout import CHECKOUT

SURVEY = CHECKOUT / "survey/is248"
NEW_YEAR = dt.date(2021, 1, 1)
TABLES = {
    "5.1": "size_group",
    "5.3": "county",
    "5.5": "trust_area",
    "5.7": "health_region",
    "5.9": "largest",
}
HEADS = {"Innbyggere <18 år": "children", "Innbyggere >18 år": "adults", "Alle innbyggere": "all"}


@pytest.fixture(scope="module")
def places() -> Places:
    return load_places(SURVEY)


def published(table: str) -> dict[tuple[str, str], Decimal]:
    with (SURVEY / "published/tables_2021.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["table"] == table]
    return {(row["row"], row["column"]): Decimal(row["value"]) for row in rows}


def recounted(places: Places, code: str) -> dict[tuple[str, str], Decimal]:
    """Count units and inhabitants by group, and their percentages of all, under the heads of the report."""
    everyone = places.on(NEW_YEAR)
    cells: dict[tuple[str, str], Decimal] = {}
    totals = _sums(everyone)
    groups = places.grouping(code, NEW_YEAR).groups
    shown = {
        as_printed(group.label.nb): _sums(tuple(p for p in everyone if p.groups[code] == group.code))
        for group in groups
    }
    for label, sums in {**shown, "Totalt": totals}.items():
        for head, count in sums.items():
            cells[label, f"{head} | Antall"] = Decimal(count)
            cells[label, f"{head} | Prosent"] = round_half_up(Decimal(100) * count / totals[head])
    return cells


def as_printed(label: str) -> str:
    """Return a label as the report sets it: no space between thousands, a hyphen for a range."""
    return label.replace("\u00a0", "").replace("–", "-") if label[-1].isdigit() or label[0].isdigit() else label


def _sums(chosen: tuple[Place, ...]) -> dict[str, int]:
    inhabitants = {head: sum(place.population[age] for place in chosen) for head, age in HEADS.items()}
    return {"Kommuner": sum(place.reports for place in chosen), **inhabitants}


@pytest.mark.parametrize(("table", "grouping"), TABLES.items())
def test_every_cell_of_the_table_is_reproduced(places: Places, table: str, grouping: str) -> None:
    printed = {(row, column.replace("%", "Prosent")): value for (row, column), value in published(table).items()}

    assert recounted(places, grouping) == printed


@pytest.mark.parametrize(("table", "grouping"), TABLES.items())
def test_groups_stand_in_the_order_of_the_report(places: Places, table: str, grouping: str) -> None:
    printed = list(dict.fromkeys(row for row, _ in published(table)))

    assert [
        *(as_printed(group.label.nb) for group in places.grouping(grouping, NEW_YEAR).groups),
        "Totalt",
    ] == printed


def test_the_units_that_answer_are_those_of_the_annex(places: Places) -> None:
    with (SURVEY / "published/units_2021.csv").open(encoding="utf-8", newline="") as file:
        annex = {row["code"]: row for row in csv.DictReader(file)}

    assert {place.code for place in places.on(NEW_YEAR) if place.reports} == set(annex)
    assert {row["printed_code"] for code, row in annex.items() if code in ("0301VEL", "0301HEL")} == {
        "30116",
        "30117",
    }


def test_the_annex_rates_fit_the_inhabitants(places: Places) -> None:
    """A printed rate must be one that rounded FTE and our inhabitants can give (printed FTE are off by up to 0.5)."""
    rates = {("adults", "adults"), ("children", "children"), ("total", "all")}
    population = {place.code: place.population for place in places.on(NEW_YEAR)}
    with (SURVEY / "published/units_2021.csv").open(encoding="utf-8", newline="") as file:
        annex = [row for row in csv.DictReader(file) if row["per10k_total"]]

    assert len(annex) == 370
    for row in annex:
        for fte, age in rates:
            slack = 0.5 / population[row["code"]][age] * 10_000 + 0.5
            rate = float(row[f"fte_{fte}"]) / population[row["code"]][age] * 10_000
            assert abs(rate - float(row[f"per10k_{fte}"])) <= slack + 1e-9, (row, fte)
