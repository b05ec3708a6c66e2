"""A table goes to JSON and back unharmed, and its CSV says the same."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.estimation.estimate import Estimate
from kartlegg.exchange.table_file import CSV_HEADER, decode_json, encode_csv, encode_json
from kartlegg.language import Language, Text
from kartlegg.tabulation.table import Cell, Column, Row, Table

printable = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
words = st.builds(Text, printable, printable)
codes = st.lists(printable, min_size=1, max_size=4, unique=True)
cells = st.builds(Estimate, st.none() | st.floats(allow_nan=False, allow_infinity=False), st.sampled_from("AIBUQM"))


def show(cell: Cell, column: Column, language: Language) -> str:
    return f"{language} {cell.value} {column.decimals}"


@st.composite
def tables(draw: st.DrawFn) -> Table:
    kinds, measures = st.sampled_from(["body", "subtotal", "total"]), st.sampled_from(["fte", "rate", "percent"])
    rows = tuple(Row(code, draw(words), draw(kinds), draw(st.none() | words)) for code in draw(codes))
    columns = tuple(
        Column(
            code,
            draw(words),
            draw(measures),
            draw(st.none() | words),
            draw(st.integers(0, 3)),
            draw(st.booleans()),
            draw(st.booleans()),
        )
        for code in draw(codes)
    )
    grid = tuple(tuple(draw(cells) for _ in columns) for _ in rows)
    return Table(
        draw(printable), draw(words), draw(words), rows, columns, grid, draw(words), draw(words), (draw(words),)
    )


@given(tables())
def test_a_table_is_read_back_as_it_was(table: Table) -> None:
    encoded = encode_json(table, show)
    read = decode_json(encoded)
    assert encode_json(read, show) == encoded
    assert read.cells == table.cells
    assert [(row.code, row.kind) for row in read.rows] == [(row.code, row.kind) for row in table.rows]
    plain = [(c.code, c.measure, c.decimals, c.signed, c.gap_before) for c in table.columns]
    assert [(c.code, c.measure, c.decimals, c.signed, c.gap_before) for c in read.columns] == plain
    for language in ("nb", "en"):
        assert [column.path(language) for column in read.columns] == [c.path(language) for c in table.columns]
        assert [note.get(language) for note in read.notes] == [note.get(language) for note in table.notes]
        assert read.title.get(language) == table.title.get(language)


@given(tables())
def test_the_csv_holds_every_cell_in_order(table: Table) -> None:
    head, *lines = csv.reader(io.StringIO(encode_csv(table, show).decode(), newline=""))
    assert tuple(head) == CSV_HEADER
    expected = [
        (row.label.nb, column.path(), cell.value, show(cell, column, "nb"), cell.status)
        for row, line in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, line, strict=True)
    ]
    found = [(row, column, float(value) if value else None, *rest) for row, column, value, *rest in lines]
    assert found == expected


def one_cell(value: float | None, status: str = "A") -> Table:
    text = Text("ord")
    column = Column("x", Text("2021"), "fte", Text("Årsverk"))
    return Table(
        "1", text, text, (Row("a", Text("I alt, alle")),), (column,), ((Estimate(value, status),),), text, text
    )


def test_a_blank_is_no_zero_in_either_file() -> None:
    blank, zero = one_cell(None, "Q"), one_cell(0.0)
    head, first = encode_csv(blank, show, codes=True).decode().splitlines()[:2]
    assert head.endswith(",status,row_code,column_code")
    assert first.endswith(f",Q,{blank.rows[0].code},{blank.columns[0].code}")
    assert encode_csv(blank, show).decode().splitlines()[1] == '"I alt, alle",Årsverk | 2021,,nb None 0,Q'
    assert encode_csv(zero, show).decode().splitlines()[1].split("|")[1] == " 2021,0.0,nb 0.0 0,A"
    assert json.loads(encode_json(blank, show))["rows"][0]["cells"][0]["value"] is None
    assert decode_json(encode_json(blank, show)).cells[0][0] == Estimate(None, "Q")


def test_json_says_what_is_printed_in_both_languages() -> None:
    cell = json.loads(encode_json(one_cell(0.1), show))["rows"][0]["cells"][0]
    assert cell == {"value": 0.1, "shown": {"nb": "nb 0.1 0", "en": "en 0.1 0"}, "status": "A"}


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_hold_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        encode_json(one_cell(value), show)


GOOD: dict[str, Any] = json.loads(encode_json(one_cell(1.0), show))


@pytest.mark.parametrize(
    "content",
    [
        [],
        "x",
        None,
        {},
        GOOD | {"rows": None},
        GOOD | {"rows": []},
        GOOD | {"columns": GOOD["columns"] * 2},
        GOOD | {"title": "x"},
        GOOD | {"title": {"nb": "x"}},
    ],
)
def test_what_is_no_table_is_refused(content: Any) -> None:
    if content == GOOD | {"rows": []}:
        assert decode_json(json.dumps(content).encode()).rows == ()
        return
    with pytest.raises(ValueError, match="table"):
        decode_json(json.dumps(content).encode())
