"""Units whose rows do not add up, and units without a figure, are found; nothing is found in the round as it is."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from kartlegg.pipeline.audit import TOLD, audit_controls, audit_round, audit_units
from kartlegg.pipeline.estimates import numbers_of
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.tables import read_round_extract
from kartlegg.tabulation.numbers import Numbers


def test_nothing_is_found_in_the_round(numbers: Numbers, extract_folder: Path, inputs: Inputs) -> None:
    assert audit_round(numbers, read_round_extract(extract_folder, inputs).statuses, inputs.questionnaire) == []


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("none", "it has not replied and last round has nothing of it"),
        ("partial", "it has replied in part, and not to this"),
        ("complete", "its reply is complete without it"),
    ],
)
def test_a_unit_without_any_figure_is_found(extract_folder: Path, inputs: Inputs, status: str, why: str) -> None:
    extract = read_round_extract(extract_folder, inputs)
    unit = extract.units.filter(pl.col("status") == status)["unit"][0]
    others = {name: getattr(extract, name).filter(pl.col("unit") != unit) for name in ("replies", "last_round")}
    (finding,) = audit_units(numbers_of(replace(extract, **others), inputs), extract.statuses)
    assert finding.startswith(f"{unit} ")
    assert finding.endswith(f" has no figure of fte_total: {why}")


@pytest.mark.parametrize("units", [1, TOLD, TOLD + 2])
@pytest.mark.parametrize(("off", "is_found"), [(0.004, False), (0.006, True)])
def test_education_that_misses_the_services_is_found(
    extract_folder: Path, inputs: Inputs, units: int, off: float, *, is_found: bool
) -> None:
    extract = read_round_extract(extract_folder, inputs)
    row = (pl.col("variable") == "fte_adults_college") & (pl.col("origin") == "reported")
    corrected = pl.col("unit").is_in(extract.corrections["unit"].to_list())
    chosen = extract.replies.filter(row & ~corrected)["unit"].sort().to_list()[:units]
    assert len(chosen) == units
    more = pl.when(row & pl.col("unit").is_in(chosen)).then(pl.col("value") + off).otherwise(pl.col("value"))
    numbers = numbers_of(replace(extract, replies=extract.replies.with_columns(more.alias("value"))), inputs)
    found = audit_round(numbers, extract.statuses, inputs.questionnaire)
    more_units = " and 2 more" if units > TOLD else ""
    told = f"are more than 0.005 off fte_adults in {units} units: {', '.join(chosen[:TOLD])}{more_units}"
    assert found == ([f"the rows of fte_adults_education {told}"] if is_found else [])


def test_what_is_left_blank_is_not_off(extract_folder: Path, inputs: Inputs) -> None:
    extract = read_round_extract(extract_folder, inputs)
    unit = extract.units.filter(pl.col("status") == "complete")["unit"][0]
    parts = next(of.parts for code, of in inputs.questionnaire.variables.items() if code == "fte_adults_education")
    blank = extract.replies.filter((pl.col("unit") != unit) | ~pl.col("variable").is_in(list(parts)))
    assert audit_controls(numbers_of(replace(extract, replies=blank), inputs), inputs.questionnaire) == []
