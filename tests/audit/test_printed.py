"""The printed tables of 2021: every known contradiction is found, and nothing else but what is listed here."""

import csv
from pathlib import Path

import pytest
from tests.built import SURVEY

from kartlegg.audit.finding import Finding
from kartlegg.pipeline.audit_publication import audit_file

KNOWN = Path(__file__).parent / "data" / "contradictions_2021.csv"
FURTHER = "Annen høgskole-/universitetsutdanning med videreutdanning i psykisk helse- eller rusarbeid"
BEYOND = {
    ("4.8", "revised_in_other_publication", FURTHER, "2019"),
    ("4.8", "revised_in_other_publication", FURTHER, "2020"),
    ("4.8", "revised_in_other_publication", FURTHER, "2021"),
    ("4.10", "revised_in_other_publication", FURTHER, "2021"),
}
"""Found beyond the list, and real: the edition of 2023 counts psychiatrists in this group, and does not say so."""


def place(of: dict[str, str]) -> tuple[str, str, str, str]:
    return of["table"], of["check"], of["row"], of["column"]


@pytest.fixture(scope="module")
def found() -> list[Finding]:
    return audit_file(SURVEY / "published" / "tables_2021.csv", SURVEY)


@pytest.fixture(scope="module")
def known() -> list[dict[str, str]]:
    with KNOWN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_contradiction_that_is_arithmetic_is_found(found: list[Finding], known: list[dict[str, str]]) -> None:
    violations = {(of.table, of.check, of.row, of.column) for of in found if of.status == "violation"}
    wanted = {place(of) for of in known if of["check"] != "text_vs_table"}
    assert len(wanted) == 71
    assert wanted <= violations
    assert violations - wanted == BEYOND


def test_what_only_the_prose_contradicts_cannot_be_found_in_tables(known: list[dict[str, str]]) -> None:
    prose = [place(of) for of in known if of["check"] == "text_vs_table"]
    assert [of[0] for of in prose] == ["5.5", "5.6", "20.7", "20.7"]


def test_the_numbers_told_are_those_of_the_list(found: list[Finding], known: list[dict[str, str]]) -> None:
    told = {(of.table, of.check, of.row, of.column): of for of in found}
    numbers = [of for of in known if of["check"] in ("percent_of_total", "sum_to_total", "percent_sum_to_total")]
    assert len(numbers) > 5
    for of in numbers:
        finding = told[place(of)]
        assert float(finding.says) == float(of["printed"])
        assert float(finding.should) == pytest.approx(float(of["recomputed"]), abs=0.06)


def test_rounding_is_told_apart(found: list[Finding]) -> None:
    rounding = [of for of in found if of.status == "rounding"]
    assert len(rounding) > 50
    assert {of.check for of in rounding} <= {
        "sum_to_total",
        "percent_sum_to_total",
        "change_last_minus_previous",
        "percent_change",
    }
