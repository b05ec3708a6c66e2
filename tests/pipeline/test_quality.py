"""The quality report: of a small survey by hand, and of the round in its Release, its text and its tables."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kartlegg.audit.finding import Finding
from kartlegg.exchange.extract import Extract
from kartlegg.exchange.release import read_release
from kartlegg.pipeline.disclosure import Hidden
from kartlegg.pipeline.ess_report import quality_file, quality_report, with_findings
from kartlegg.pipeline.estimates import numbers_of
from kartlegg.pipeline.inputs import Inputs, load_inputs
from kartlegg.tabulation.build import Builder
from kartlegg.tabulation.spec import QualitySpec
from tests.tiny.numbers import LAST, REPLIES, extract
from tests.tiny.survey import SECOND, write_survey

EVERYONE_LAST = {
    **LAST,
    "A1": {"fte_adults_street": 1.0, "fte_adults_quay": 0.5, "fte_children_school": 1.0},
    "A2": {"fte_adults_street": 1.5},
    "A3": {"fte_adults_street": 1.0},
    "B1": {"fte_adults_street": 0.0, "fte_children_school": 2.0},
    "C1": {"fte_adults_street": 2.0, "fte_children_school": 0.0},
}
CORRECTION = {"unit": "C1", "variable": "fte_adults_street", "reported": 3.0, "corrected": 2.5}
WHY = {"reason": "counted twice", "by": "desk", "at": "2032-04-20"}
NOT_REAL = {"unit": "A1", "target_group": "adults", "real": "no", "comment": "counted anew"}


def small(last: dict[str, dict[str, float]], *, partial: str = "") -> Extract:
    """The Extract of the small survey, with a correction and a change that is not real."""
    made = extract(REPLIES, last)
    rows = {"corrections": {**CORRECTION, **WHY}, "changes": NOT_REAL}
    frames = {name: pl.DataFrame([row], schema=getattr(made, name).schema) for name, row in rows.items()}
    status = pl.when(pl.col("unit") == partial).then(pl.lit("partial")).otherwise(pl.col("status"))
    return replace(made, **frames, units=made.units.with_columns(status.alias("status")))


HIDDEN = [Hidden("1.1", "a", "p", "few"), Hidden("1.1", "b", "p", "secondary"), Hidden("F1.2", "a", "p", "few")]


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """The definition of the small survey."""
    return load_inputs(write_survey(tmp_path_factory.mktemp("lamps")), SECOND)


def report_of(made: Extract, inputs: Inputs) -> dict[str, Any]:
    """The quality report as it is written."""
    report = quality_report(made, numbers_of(made, inputs), {}, inputs, revision=1, hidden=HIDDEN)
    written: dict[str, Any] = json.loads(quality_file(with_findings(report, []))["quality.json"])
    return written


def test_what_is_carried_corrected_and_not_real_by_hand(lamps: Inputs) -> None:
    report = report_of(small(EVERYONE_LAST), lamps)
    adults = report["carried"]["fte_adults"]
    # Now 1.75 + 2 + 0 + 2.5 and C3's 4 carried; last round 1.5, 2.5 (Riverton with Lostvik), 0, 2.
    assert (adults["value"], adults["carried"], adults["units"]) == (10.25, 4.0, 1)
    errors = [1.75 - 1.5, 2 - 2.5, 0 - 0, 2.5 - 2]
    assert adults["standard_error"] == pytest.approx((sum(error**2 for error in errors) / 4) ** 0.5)
    assert adults["moved"] == pytest.approx(4 * 6.25 / 6.0 - 4)
    corrected = report["corrections"]
    assert (corrected["figures"], corrected["answers"], corrected["units"]) == (1, 0, 1)
    assert corrected["totals"]["fte_adults"]["difference"] == -0.5
    assert corrected["totals"]["fte_children"]["difference"] == 0.0
    changes = report["changes"]
    assert (changes["fte_adults"]["absolute"], changes["fte_adults"]["real_absolute"]) == (0.25, 0.0)
    assert [changes[code]["left_out"] for code in ("fte_adults", "fte_children", "fte_total")] == [1, 0, 1]
    assert changes["fte_children"]["real_percent"] == changes["fte_children"]["percent"]


def test_what_last_round_does_not_tell_is_not_known(lamps: Inputs) -> None:
    report = report_of(small({unit: LAST[unit] for unit in ("C2", "C3")}), lamps)
    assert (report["carried"]["fte_adults"]["standard_error"], report["told"]) == (None, 0)
    assert (report["changes"]["fte_adults"]["percent"], report["unknown"]) == (None, 4)


def test_a_partial_reply_counts_for_what_it_told_and_nothing_is_carried_for_it(lamps: Inputs) -> None:
    last = {**EVERYONE_LAST, "A2": {"fte_adults_street": 1.5, "fte_children_school": 7.0}}
    made = small(last, partial="A2")
    report, whole = report_of(made, lamps), report_of(small(last), lamps)
    assert (report["response"]["partial"], report["response"]["complete"]) == (1, 3)
    assert report["response"]["response_percent"] == whole["response"]["response_percent"] == pytest.approx(400 / 6)
    for code in ("fte_adults", "fte_children", "fte_total"):
        assert report["carried"][code] == whole["carried"][code]
    numbers = numbers_of(made, lamps)
    assert numbers.of_unit("A2", "fte_adults").value == 2.0
    assert numbers.of_unit("A2", "fte_children").value is None
    hills = report["response"]["by"]["county"]["hills"]
    assert (hills["partial"], hills["blank_percent"]) == (1, None)  # one complete reply only
    assert "A2" not in numbers.quality.blanks  # type: ignore[union-attr]  # worked out above


def test_tables_of_quality_show_what_the_report_says(lamps: Inputs) -> None:
    numbers = numbers_of(small(EVERYONE_LAST), lamps)
    words = {"title": {"nb": "T"}, "stub": {"nb": "S"}, "base": {"nb": "B"}}
    head = {"nb": "H", "en": "H"}

    def built(of: str, *columns: str, **keys: str) -> list[list[float | None]]:
        spec = {"kind": "quality", "number": "1", "of": of, "heads": dict.fromkeys(columns, head), **words, **keys}
        table = Builder(numbers, lamps.words).build(QualitySpec.model_validate(spec))
        return [[cell.value for cell in row] for row in table.cells]

    assert built("response", "units", "silent", by="county") == [[4, 2], [2, 0], [6, 2]]
    assert built("corrected", "reported", "counted") == [[4.0, 4.0], [10.75, 10.25], [14.75, 14.25]]
    assert built("carried", "carried") == [[0.5], [4.0], [4.5]]
    assert built("changes", "absolute", "real_absolute")[1] == [0.25, 0.0]
    for wrong in ({"of": "response"}, {"of": "carried", "by": "county"}):
        with pytest.raises(ValueError, match="by, a grouping"):
            built(wrong.pop("of"), "units", **wrong)
    with pytest.raises(ValueError, match="columns of carried"):
        built("carried", "silent")


def test_contradictions_are_counted_apart_from_those_that_are_known() -> None:
    found = [
        Finding("1", "sum_to_total", "Totalt", "A", "3", "4"),
        Finding("2", "x", "r", "c", "1", "2", known="print"),
    ]
    found.append(Finding("3", "sum_to_total", "Totalt", "A", "3", "4", status="rounding"))
    told = with_findings({"told": 1}, found)["contradictions"]
    assert told == {"found": 1, "known": 1, "list": ["table 1, Totalt, A: says 3, should be 4"]}


def test_the_release_holds_the_report_and_its_chapter_the_same_numbers(release: Path) -> None:
    made = read_release(release)
    report = json.loads(made.read("quality.json"))
    assert report["contradictions"]["found"] == 0
    assert (report["response"]["silent"], report["response"]["partial"]) == (24, 10)
    table = made.table("E.4")
    for code in ("fte_adults", "fte_children", "fte_total"):
        assert table.cell(code, "carried").value == report["carried"][code]["carried"]
    counties = report["response"]["by"]["county"]
    assert {row.code for row in made.table("E.2").rows} == {*counties, "total"}
    page = made.read("report/html/vedlegg-e/index.html").decode()
    for heading in ("Kontakt", "Relevans", "Konfidensialitet", "Revisjoner", "Videreførte tall"):
        assert re.search(rf"<h[23][^>]*>.*{heading}.*</h[23]>", page), heading


def test_hidden_cells_are_counted_in_tables_and_in_figures(lamps: Inputs) -> None:
    told = report_of(small(EVERYONE_LAST), lamps)["hidden"]
    assert told == {"cells": 2, "tables": {"1.1": 2}, "drawn": 1, "figures": {"1.2": 1}}
