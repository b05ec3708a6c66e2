"""Every number of the round is traced to the units behind it, and they add up to it exactly."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from kartlegg.errors import LookupFault, UsageError
from kartlegg.pipeline.cache import Cache
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.trace import Desk, Trace
from kartlegg.pipeline.trace_told import INTERNAL, trace_csv, trace_text
from kartlegg.tabulation.numbers import settled
from kartlegg.tabulation.spec import AnswersSpec, QualitySpec

FIGURES = ("4.1", "4.3", "4.4", "4.9", "5.1", "5.2", "6.1", "D")
"""Tables of every kind that is made of figures; of the large ones a few rows."""


@pytest.fixture(scope="module")
def desk(inputs: Inputs, extract_folder: Path) -> Desk:
    return Desk(inputs, extract_folder, Cache())


def cells(desk: Desk, number: str) -> list[tuple[str, str]]:
    table = desk.table(number)
    rows = [row.code for row in table.rows]
    return [(row, column.code) for row in (*rows[:2], rows[-1]) for column in table.columns]


def value_of(traced: Trace) -> float | None:
    """Work a cell out from its parts alone."""
    values = [Decimal(repr(part.value)) for part in traced.parts if part.value is not None]
    first, *more = [float(value) for value in values]
    says = traced.meaning.says
    if "per cent of last round" in says:
        return 100 * (first - more[0]) / more[0]
    if "less last round" in says:
        return first - more[0]
    if says.startswith("per cent of units"):
        return 100 * first / (traced.parts[0].base or 0)
    if "in per cent of" in says and more:
        return 100 * first / more[0]
    return 10_000 * first / more[0] if "per 10 000" in says else first


def test_a_sum_is_told_by_what_replies_corrections_and_last_round_add(desk: Desk) -> None:
    traced = desk.trace("T4.4", "housing")
    (part,) = traced.parts
    carried = part.by_origin["carried"][1]
    total = sum((value for _, value in part.by_origin.values()), Decimal(0))
    assert (part.as_reported, total - carried, carried, total) == tuple(
        map(Decimal, ("4904.6602", "4905.9862", "468.9", "5374.8862"))
    )
    assert traced.cell.value == float(total)
    assert traced.path.name == "04_national.tables.yaml"
    assert "fte_adults_housing" in traced.path.read_text(encoding="utf-8").splitlines()[(traced.line or 0) - 1]


def test_a_correction_is_told_with_what_was_reported_its_line_and_its_reason(
    desk: Desk, extract_folder: Path
) -> None:
    (part,) = desk.trace("4.4", "fte_adults_housing", "y2021").parts
    (entry,) = (entry for entry in part.entries if entry.origin.kind == "corrected")
    file, _, line = entry.origin.where.partition(":")
    row = (extract_folder / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert row.startswith(f"{entry.unit},fte_adults_housing,{entry.origin.before},{entry.value},")
    assert entry.origin.why in row


@pytest.mark.parametrize("number", FIGURES)
def test_the_parts_of_a_cell_make_the_cell(desk: Desk, number: str) -> None:
    for row, column in cells(desk, number):
        traced = desk.trace(number, row, column)
        if traced.cell.value is None or column.startswith("mean_") or traced.column.code.endswith("_percent"):
            continue
        assert settled(value_of(traced)) == pytest.approx(settled(traced.cell.value), rel=1e-11), (row, column)
        for part in traced.parts:
            if part.entries:
                assert float(sum(value for _, value in part.by_origin.values())) == part.value


def test_every_count_and_percentage_of_answers_is_made_of_its_units(desk: Desk, inputs: Inputs) -> None:
    specs = [spec for chapter in inputs.specs.values() for _, _, spec in chapter.every_table()]
    numbers = [spec.number for spec in specs if isinstance(spec, AnswersSpec) and spec.number][::6]
    for number in numbers:
        for row, column in cells(desk, number):
            traced = desk.trace(number, row, column)
            is_limit = " limit of " in traced.meaning.says
            if traced.cell.value is None or is_limit or traced.parts[0].base is None:
                continue
            assert value_of(traced) == pytest.approx(traced.cell.value), (number, row, column)
            (part,) = traced.parts
            assert sum(entry.value == 1 for entry in part.entries) == part.value


def test_nothing_is_told_of_the_units_of_a_hidden_number_without_leave(desk: Desk) -> None:
    at = desk.hidden[0][:3]
    traced = desk.trace(*at)
    assert (traced.parts, traced.hidden, traced.cell.value) == ((), "", None)
    text = trace_text(traced)
    assert "It is hidden" in text
    assert INTERNAL not in text
    assert len(trace_csv(traced).decode().splitlines()) == 2
    asked = desk.trace(*at, internal=True)
    assert asked.hidden
    assert asked.parts[0].entries
    assert f"hidden: {asked.hidden}" in trace_text(asked)


def test_what_was_published_before_is_told_by_file_and_line(desk: Desk, inputs: Inputs) -> None:
    (part,) = desk.trace("4.4", "housing", "y2017").parts
    file, _, line = part.where.rpartition(":")
    row = (inputs.folder / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert row.startswith("fte_adults_housing,2017,")
    assert part.entries == ()


def test_the_text_begins_with_whose_eyes_it_is_for_and_ends_in_the_units(desk: Desk) -> None:
    traced = desk.trace("4.4", "housing")
    lines = trace_text(traced).splitlines()
    assert lines[0] == INTERNAL
    assert "published: 5 375, exactly 5374.8862, status I" in trace_text(traced).replace("\N{NO-BREAK SPACE}", " ")
    told = (
        "replies 4904.6602; after corrections 4905.9862; carried from last round 468.9; in all 5374.8862; 372 units"
    )
    assert told in lines
    first, *rows = trace_csv(traced).decode().splitlines()
    assert first == f"# {INTERNAL}"
    assert sum(Decimal(row["value"] or 0) for row in csv.DictReader(rows)) == Decimal("5374.8862")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("4.99", "x"), "there is no table 4.99; name another"),
        (("4.4", "x"), "table 4.4 has no row x; its rows are fte_adults_housing"),
        (("4.4", "housing", "y1999"), "table 4.4 has no column y1999; its columns are y2017"),
    ],
)
def test_what_there_is_not_is_told(desk: Desk, asked: tuple[str, ...], told: str) -> None:
    with pytest.raises(LookupFault, match=told):
        desk.trace(*asked)


def test_a_table_of_quality_is_not_traced(desk: Desk, inputs: Inputs) -> None:
    specs = [spec for chapter in inputs.specs.values() for spec in chapter.tables]
    number = next(spec.number for spec in specs if isinstance(spec, QualitySpec))
    with pytest.raises(UsageError, match="a table of quality tells of the whole round"):
        desk.trace(number, desk.table(number).rows[0].code)
