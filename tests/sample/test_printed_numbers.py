"""Every number that the report prints comes out of the sample, worked out here from the replies without the fit.

Replies as corrected, silent units from last round, sums of floating point numbers as any statistics would make them.
"""

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from kartlegg.exchange.extract import Extract
from kartlegg.places.load import load_places
from kartlegg.rounding import round_half_up

Figures = dict[str, dict[str, float]]

SERVICES = {
    "adults": ["housing", "home", "treatment", "daycentre", "activity", "work"],
    "children": ["clinic_school", "treatment", "activity"],
}
EDUCATION = [
    "upper_secondary",
    "upper_secondary_further",
    "college",
    "college_further",
    "psychiatrist",
    "psychologist",
    "psychologist_specialist",
    "other_higher",
    "other_higher_further",
    "other_education",
]
PATHWAYS = ["pathway_1", "pathway_2", "pathway_3"]
GROUPED = {"5.2": "size_group", "5.4": "county", "5.6": "trust_area", "5.8": "health_region", "5.10": "largest"}


def counted(extract: Extract) -> Figures:
    """Figures by unit as they count: corrected, and of silent units those of last round."""
    figures: Figures = defaultdict(dict)
    for unit, variable, value in extract.replies.select("unit", "variable", "value").iter_rows():
        figures[unit][variable] = value
    for unit, variable, corrected in extract.corrections.select("unit", "variable", "corrected").iter_rows():
        figures[unit][variable] = corrected
    status = dict(extract.units.select("unit", "status").iter_rows())
    for unit, variable, value in extract.last_round.select("unit", "variable", "value").iter_rows():
        if status[unit] == "none":
            figures[unit][variable] = value
    return figures


def within_tolerance(figures: Figures, group: str, unit: str) -> bool:
    given = [figures[unit][code] for part in PATHWAYS if (code := f"fte_{group}_{part}") in figures[unit]]
    whole = sum(figures[unit][f"fte_{group}_{part}"] for part in SERVICES[group])
    return bool(given) and abs(sum(given) - whole) <= 1 + 1e-9


class Country:
    """The figures of a code over any units, as the tables of the report define them."""

    def __init__(self, extract: Extract) -> None:
        self.figures = counted(extract)

    def sum(self, code: str, units: Iterable[str] | None = None) -> float:
        if code in {"fte_total", "fte_pathways"}:
            tail = code.removeprefix("fte_total").removeprefix("fte")
            return self.sum(f"fte_adults{tail}", units) + self.sum(f"fte_children{tail}", units)
        group = code.split("_")[1]
        parts = {f"fte_{group}": SERVICES[group], f"fte_{group}_pathways": PATHWAYS}.get(code)
        codes = [f"fte_{group}_{part}" for part in parts] if parts else [code]
        chosen = [unit for unit in (units if units is not None else self.figures) if unit in self.figures]
        if "pathway" in code:
            chosen = [unit for unit in chosen if within_tolerance(self.figures, group, unit)]
        return sum(self.figures[unit].get(one, 0.0) for unit in chosen for one in codes)


@pytest.fixture(scope="module")
def cells(survey: Path) -> dict[str, dict[tuple[str, str], str]]:
    tables: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    with (survey / "published" / "tables_2021.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tables[row["table"]][row["row"], row["column"]] = row["value"]
    return tables


@pytest.fixture(scope="module")
def before(survey: Path) -> dict[str, float]:
    with (survey / "history" / "series.csv").open(encoding="utf-8", newline="") as file:
        return {row["variable"]: float(row["value"]) for row in csv.DictReader(file) if row["year"] == "2020"}


@pytest.fixture(scope="module", params=["sample", "second_sample"])
def country(request: pytest.FixtureRequest) -> Country:
    return Country(request.getfixturevalue(request.param))


RATES = {
    "Årsverk til barn og unge": ("fte_children", None),
    "Årsverk til voksne": ("fte_adults", None),
    "Årsverk totalt": ("fte_total", None),
    "Årsverk pr. 10 000 innbygger < 18 år": ("fte_children", "children"),
    "Årsverk pr. 10 000 innbygger >18 år": ("fte_adults", "adults"),
    "Årsverk pr. 10 000 innbyggere": ("fte_total", "all"),
    "Årsverk | Totalt": ("fte_total", None),
    "Årsverk | Tjenester for voksne": ("fte_adults", None),
    "Årsverk | Tjenester for barn og unge": ("fte_children", None),
    "Årsverk pr. 10 000 innbygger | Totalt": ("fte_total", "all"),
    "Årsverk pr. 10 000 innbygger | Tjenester for voksne": ("fte_adults", "adults"),
    "Årsverk pr. 10 000 innbygger | Tjenester for barn og unge": ("fte_children", "children"),
}


def rate_or_sum(country: Country, column: str, units: list[str], persons: dict[str, int]) -> float:
    code, ages = RATES[column]
    return country.sum(code, units) * (10_000 / persons[ages] if ages else 1)


@pytest.mark.parametrize("table", [*GROUPED, "D"])
def test_every_cell_of_chapter_5_and_appendix_d(country: Country, cells, survey: Path, table: str) -> None:
    day = dt.date(2021, 1, 1)
    places = load_places(survey)
    members: dict[str, list[str]] = defaultdict(list)
    persons: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    labels = {}
    if table in GROUPED:
        in_print = [row for row in dict.fromkeys(row for row, _ in cells[table]) if row != "Totalt"]
        groups = places.grouping(GROUPED[table], day).groups
        labels = {group.code: label for group, label in zip(groups, in_print, strict=True)}
    for place in places.on(day):
        own = place.code if table == "D" else labels[place.groups[GROUPED[table]]]
        for row in (own, "Totalt"):
            members[row].append(place.code)
            for ages, number in place.population.items():
                persons[row][ages] += number
    for (row, column), value in cells[table].items():
        if value:
            worked_out = rate_or_sum(country, column, members[row], persons[row])
            assert round_half_up(worked_out) == Decimal(value), (row, column, value, worked_out)
    assert len(cells[table]) >= 5 * 6


def rows_of(table: str) -> list[str]:
    group = "adults" if table in {"4.4", "4.5", "4.8", "4.9", "6.2"} else "children"
    if table in {"4.1", "4.2", "4.3"}:
        return ["fte_adults", "fte_children", "fte_total"]
    if table in {"4.4", "4.5", "4.6", "4.7"}:
        return [*(f"fte_{group}_{part}" for part in SERVICES[group]), f"fte_{group}"]
    if table in {"6.2", "6.3"}:
        return [*(f"fte_{group}_{part}" for part in PATHWAYS), f"fte_{group}_pathways"]
    return [*(f"fte_{group}_{part}" for part in EDUCATION), f"fte_{group}"]


PERCENT_TABLES = {"4.9", "4.11"}


@pytest.mark.parametrize("table", [f"4.{number}" for number in range(1, 12)] + ["6.2", "6.3"])
def test_every_2021_cell_of_chapters_4_and_6(country: Country, cells, before, table: str) -> None:
    labels = list(dict.fromkeys(row for row, _ in cells[table]))
    codes = dict(zip(labels, rows_of(table), strict=True))
    base = rows_of(table)[-1]
    checked = 0
    for (row, column), value in cells[table].items():
        now, code = country.sum(codes[row]), codes[row]
        if "Endring" in column:
            change = now - before[code]
            worked_out = 100 * change / before[code] if column.endswith(("Prosent", "%")) else change
        elif "2021" not in column:
            continue
        elif table in PERCENT_TABLES or column in {"2021 | %", "Prosent | 2021"}:
            worked_out = 100 * now / country.sum(base)
        else:
            worked_out = now
        checked += 1
        decimals = len(value.partition(".")[2])
        assert round_half_up(worked_out, decimals) == Decimal(value), (row, column, value, worked_out)
    assert checked >= len(codes)


def test_table_6_1(country: Country, cells) -> None:
    codes = {"Voksne": "fte_adults", "Barn/unge": "fte_children", "Totalt": "fte_total"}
    for (row, column), value in cells["6.1"].items():
        whole = country.sum(codes[column])
        on_pathways = country.sum("fte_pathways" if column == "Totalt" else codes[column] + "_pathways")
        worked_out = whole if row == "Årsverk rapportert" else on_pathways
        if row.startswith("%"):
            worked_out = 100 * on_pathways / whole
        assert round_half_up(worked_out) == Decimal(value), (row, column, value, worked_out)


def test_counts_of_replies(sample: Extract, cells, survey: Path) -> None:
    status = dict(sample.units.select("unit", "status").iter_rows())
    columns = {"none": "Ikke respons", "partial": "Delvis respons", "complete": "Fullført"}
    groups: dict[str, list[str]] = {"2.1": [], "2.2": []}
    on_day = [place for place in load_places(survey).on(dt.date(2021, 1, 1)) if place.reports]
    for table, grouping in (("2.1", "size_group"), ("2.2", "county")):
        order = [group.code for group in load_places(survey).grouping(grouping, dt.date(2021, 1, 1)).groups]
        labels = list(dict.fromkeys(row for row, _ in cells[table]))
        groups[table] = labels
        for label, code in zip(labels, [*order, None], strict=True):
            units = [place.code for place in on_day if code is None or place.groups[grouping] == code]
            for wanted, column in columns.items():
                assert sum(status[unit] == wanted for unit in units) == int(cells[table][label, column]), label


def test_units_known_to_have_replied_or_not(sample: Extract, survey: Path) -> None:
    status = dict(sample.units.select("unit", "status").iter_rows())
    with (survey / "published" / "units_2021.csv").open(encoding="utf-8", newline="") as file:
        known = {row["code"]: row["reported"] for row in csv.DictReader(file) if row["reported"]}
    assert len(known) == 143
    assert all((status[unit] != "none") == (reported == "true") for unit, reported in known.items())
