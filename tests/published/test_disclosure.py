"""No hidden number of the release can be found by linear programming over all that its files publish."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kartlegg.exchange.release import Release, read_release
from kartlegg.exchange.table_file import decode_json
from kartlegg.pipeline.disclosure import Hidden, disclosed, said_of_round
from kartlegg.pipeline.inputs import Inputs
from kartlegg.tabulation.answers import Answers, Statement
from kartlegg.tabulation.disclosure.attack import SLACK, Attack
from kartlegg.tabulation.disclosure.cells import Published
from kartlegg.tabulation.disclosure.families import components, system_of
from kartlegg.tabulation.numbers import Numbers


@pytest.fixture(scope="module")
def whole(release: Path) -> Release:
    return read_release(release)


@pytest.fixture(scope="module")
def shown(whole: Release, numbers: Numbers, inputs: Inputs) -> dict[Statement, float | None]:
    """What the files of the release show of every statement of the round, None where it is hidden."""
    found: dict[Statement, float | None] = {}
    tables = {number: whole.table(number) for number in whole.numbers("tables/T", ".json")}
    for number in whole.numbers("figures/F", ".json"):
        drawn = decode_json(json.dumps(json.loads(whole.figure(number, "json"))["table"]))
        tables.setdefault(drawn.number, drawn)
    for number, said in said_of_round(numbers, inputs):
        cell = tables[number].cell(said.row, said.column)
        assert cell.value is None or cell.status != "Q"
        before = found.setdefault(said.statement, cell.value)
        assert before == cell.value, f"{said.statement} is shown in one place and hidden in another"
    return found


def test_no_hidden_number_can_be_found_within_its_protection(
    shown: dict[Statement, float | None], numbers: Numbers, inputs: Inputs
) -> None:
    assert isinstance(numbers.answers, Answers)
    published = Published(numbers.answers, inputs.disclosure)
    published.add(shown)
    attacked = 0
    for component in components(published):
        system = system_of(component, published)
        attack = Attack(system)
        hidden = np.array([all(shown[one] is None for one in cell.shown) for cell in system.cells])
        for row, cell in enumerate(system.cells):
            if cell.reason is None:
                continue
            assert hidden[row], f"{cell.shown[0]} tells of few units and is shown"
            low, high = attack.interval(row, hidden)
            least, most = attack.interval(row, np.ones(len(hidden), dtype=bool))
            assert high >= min(cell.value + cell.up, most) - SLACK, cell.shown[0]
            assert low <= max(cell.value - cell.down, least) + SLACK, cell.shown[0]
            attacked += 1
    assert attacked > 50


def test_no_share_of_one_or_two_units_is_shown(shown: dict[Statement, float | None], numbers: Numbers) -> None:
    """Nor all of them, nor none: counted one by one, without what disclosure control itself counts with."""
    assert isinstance(numbers.answers, Answers)
    everything = replace(numbers.answers, hidden=frozenset())
    year, judged = everything.year, 0
    for statement, value in shown.items():
        if statement.measure == "percent" and statement.base and value is not None:
            base = Statement(statement.base, "count", "", statement.by, statement.group)
            assert (everything.cell(base, year).value or 0) not in (1, 2), statement
            judged += 1
    assert judged > 1000


def test_every_file_hides_the_same(whole: Release, shown: dict[Statement, float | None]) -> None:
    assert None in shown.values()
    rows = list(csv.DictReader(io.StringIO(whole.read("data/tables.csv").decode())))
    assert all(row["value"] == "" for row in rows if row["status"] == "Q")
    hidden = [(row["table"], row["row"], row["column"]) for row in rows if row["status"] == "Q"]
    tests = list(csv.DictReader(io.StringIO(whole.read("data/tests.csv").decode())))
    listed = [
        (row["table"], row["row"], row["column"])
        for row in csv.DictReader(io.StringIO(whole.read("disclosure/hidden.csv").decode()))
    ]
    assert set(hidden) == {cell for cell in listed if not cell[0].startswith("F")}
    told = json.loads(whole.read("quality.json"))["hidden"]
    assert told["cells"] == len(hidden)
    assert told["cells"] + told["drawn"] == len(listed)
    assert not set(listed) & {(row["table"], row["row"], row["column"]) for row in tests}


def test_the_list_and_the_page_tell_no_number_and_no_reason_of_a_cell(whole: Release) -> None:
    text = whole.read("disclosure/hidden.csv").decode()
    assert text.splitlines()[0] == "table,row,row_label,column,column_label"
    page = whole.read("disclosure/hidden.md").decode()
    assert page.startswith("# Skjulte tall")
    assert not {*["few", "nearly_all", "secondary"]} & {*text.replace(",", " ").split()}


def test_numbers_without_answers_need_no_control(numbers: Numbers, inputs: Inputs) -> None:
    nothing: list[Hidden] = []
    of = replace(numbers, answers=None)
    assert disclosed(of, inputs) == (of, nothing)
