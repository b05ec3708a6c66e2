"""The list of printed figures agrees with what the report makes: each is made, made in part, or left out by name."""

import csv
from pathlib import Path

import pytest

from kartlegg.tabulation.spec import load_chapter_specs
from tests.built import ROUND, SURVEY

FOLDER = SURVEY / "rounds" / str(ROUND)
LISTS = sorted((FOLDER / "catalogue" / "figures").glob("*.csv"))
HEADER = ["figure", "shows", "by", "years", "measure", "made", "reason"]


def listed(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        assert reader.fieldnames == HEADER
        return list(reader)


def disagreements(rows: list[dict[str, str]], made: set[str]) -> list[str]:
    """What a list says that the report does not do, or gives no reason for."""
    faults = [f"{row['figure']}: made {row['made']}" for row in rows if row["made"] not in ("yes", "part", "no")]
    faults += [f"{row['figure']}: {row['made']}" for row in rows if (row["made"] == "no") == (row["figure"] in made)]
    return faults + [f"{row['figure']}: reason" for row in rows if (row["made"] == "yes") == bool(row["reason"])]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_each_printed_figure_is_made_or_left_out_with_a_reason(path: Path) -> None:
    rows = listed(path)
    made = {figure.number for spec in load_chapter_specs(FOLDER).values() for figure in spec.figures}
    assert [row["figure"] for row in rows] == [f"{int(path.stem)}.{place}" for place in range(1, len(rows) + 1)]
    assert disagreements(rows, made) == []


def test_a_list_that_disagrees_is_found() -> None:
    told = [("1.1", "yes", ""), ("1.2", "no", "drawn"), ("1.3", "part", ""), ("1.4", "perhaps", "drawn")]
    rows = [{"figure": number, "made": made, "reason": reason} for number, made, reason in told]
    assert disagreements(rows, {"1.2", "1.3", "1.4"}) == ["1.4: made perhaps", "1.1: yes", "1.2: no", "1.3: reason"]
