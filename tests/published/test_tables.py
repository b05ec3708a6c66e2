"""Every published cell of the chapters that are made is in a Release as printed, or differs for a known reason."""

from collections import Counter
from pathlib import Path

import pytest

from kartlegg.exchange.release import read_release
from kartlegg.pipeline.compare import Comparison, compare
from tests.built import SURVEY

PRINTED = SURVEY / "published" / "tables_2021.csv"


@pytest.fixture(scope="module")
def comparison(tables_release: Path) -> Comparison:
    return compare(read_release(tables_release), PRINTED)


def test_every_cell_is_equal_or_differs_for_a_known_reason(comparison: Comparison) -> None:
    assert [(cell.table, cell.row, cell.column, cell.printed, cell.ours) for cell in comparison.unexplained] == []
    assert comparison.needless == ()
    assert comparison.count("equal") == 6566
    assert comparison.count("differs") == 33
    assert comparison.count("missing") == 0


@pytest.mark.parametrize("number", [f"5.{place}" for place in range(1, 11)])
def test_every_cell_of_the_tables_of_places_is_equal(comparison: Comparison, number: str) -> None:
    verdicts = Counter(cell.verdict for cell in comparison.cells if cell.table == number)
    assert set(verdicts) == {"equal"}
    assert verdicts["equal"] >= 30


def test_every_unit_of_the_appendix_is_equal(comparison: Comparison) -> None:
    of_units = [cell for cell in comparison.cells if cell.table == "D"]
    assert {cell.verdict for cell in of_units} == {"equal"}
    assert len({cell.row for cell in of_units}) == 372


def test_every_difference_is_small_and_has_a_full_reason(comparison: Comparison) -> None:
    for cell in comparison.cells:
        if cell.verdict == "equal":
            continue
        assert len(cell.reason.split()) >= 8, f"{cell.table}, {cell.row}: {cell.reason!r} tells too little"
        if cell.table.partition(".")[0] in ("4", "6"):
            assert abs(float(cell.ours) - float(cell.printed)) < 1.3, "all are percentages, none is off by more"
