"""What tests of figures share: the layers of a specification, and figures over plain tables."""

from typing import Any

from lxml import etree

from kartlegg.language import Text
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Cell, Column, Row, Table


def layer(spec: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [datum for one in spec["layer"] if one["name"] == name for datum in one["data"]["values"]]


def layers_like(spec: dict[str, Any], start: str) -> list[dict[str, Any]]:
    return [datum for one in spec["layer"] if one["name"].startswith(start) for datum in one["data"]["values"]]


def tips(svg: str) -> list[str]:
    return etree.fromstring(svg.encode()).xpath("//@data-tip")


def plain_table(rows: dict[str, list[float | None]], heads: list[str], measure: Any = "percent") -> Table:
    return Table(
        "1",
        Text("t"),
        Text("s"),
        tuple(Row(f"r{i}", Text(label)) for i, label in enumerate(rows)),
        tuple(Column(head, Text(head[-4:]), measure) for head in heads),
        tuple(tuple(Cell(value) for value in line) for line in rows.values()),
        Text("b"),
        Text("k"),
    )


def plain_figure(kind: Any, table: Table, **more: Any) -> Figure:
    codes = tuple(column.code for column in table.columns)
    return Figure("1", kind, table, codes, title=Text("t"), subtitle=Text("u"), alt=Text("Alt"), **more)
