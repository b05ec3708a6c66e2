"""A Release against published figures, cell by cell: equal, differs, missing; and the list of explained differences.

A cell is equal when our exact value, rounded once as many decimals as were printed, is the printed value. Where
printed labels differ from ours, `labels.yaml` beside the published file says which row or column is meant.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from kartlegg.csv_rows import read_rows
from kartlegg.definitions import Definition, ModelT, read_definition
from kartlegg.errors import DefinitionError, Fault
from kartlegg.exchange.release import Release
from kartlegg.rounding import round_half_up
from kartlegg.tabulation.table import Cell, Table

Verdict = Literal["equal", "differs", "missing"]
NOT_ASKED = "*"
"""The mark that print has where a question was not asked; other marks only say that there is no number."""
PUBLISHED_COLUMNS = ("table", "row", "column", "value", "note")


class Labels(Definition):
    """Printed labels to codes, by table; `all` holds for every table. `{year}` patterns need no entry.

    `heads` are words of printed heads that mean another head of ours.
    """

    heads: Mapping[str, str] = {}
    rows: Mapping[str, Mapping[str, str]] = {}
    columns: Mapping[str, Mapping[str, str]] = {}


def chapter_of(table: str) -> str:
    """Return the chapter that a table's number begins with."""
    return table.split(".", maxsplit=1)[0]


class Explained(Definition):
    """A difference that is understood, and why.

    `row` and `column` are as printed, `*` for any; `table` may be a whole chapter, such as `7.*`.
    """

    table: str
    row: str = "*"
    column: str = "*"
    verdict: Literal["differs", "missing"] = "differs"
    reason: str

    def covers(self, cell: "Compared") -> bool:
        """Return whether this explains the cell."""
        return (
            (self.table == cell.table or self.table == f"{chapter_of(cell.table)}.*")
            and self.row in ("*", cell.row)
            and self.column in ("*", cell.column)
            and self.verdict == cell.verdict
        )


class Differences(Definition):
    """The list of explained differences."""

    explained: tuple[Explained, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """One published cell and what the Release says. `reason` is set where the difference is explained."""

    table: str
    row: str
    column: str
    printed: str
    ours: str
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All compared cells, and explanations that explain nothing any more."""

    cells: tuple[Compared, ...]
    needless: tuple[Explained, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many cells have the verdict."""
        return sum(cell.verdict == verdict for cell in self.cells)

    @property
    def absent_tables(self) -> dict[str, list[Compared]]:
        """The tables of which the Release has no cell at all, with their cells, in the order of print."""
        tables: dict[str, list[Compared]] = {}
        for cell in self.cells:
            tables.setdefault(cell.table, []).append(cell)
        return {table: of for table, of in tables.items() if all(cell.verdict == "missing" for cell in of)}

    @property
    def unexplained(self) -> tuple[Compared, ...]:
        """The cells that differ or are missing without a reason."""
        return tuple(cell for cell in self.cells if cell.verdict != "equal" and not cell.reason)


def compare(release: Release, published: Path, chapters: Iterable[str] = ()) -> Comparison:
    """Return the comparison with the file `published` (table, row, column, value, note).

    `chapters` (such as "4", "D") narrows it to tables of these chapters. `labels.yaml` and `differences.yaml` are
    read beside the file. Raises DefinitionError where one of the files is at fault.
    """
    labels = _beside(published, "labels.yaml", Labels)
    differences = _beside(published, "differences.yaml", Differences)
    wanted = set(chapters)
    numbers = set(release.numbers("tables/T", ".json"))
    tables = {number: _Index(release.table(number), labels) for number in numbers}
    cells = []
    for row in _published_rows(published):
        if wanted and chapter_of(row["table"]) not in wanted:
            continue
        index = tables.get(row["table"])
        cell = index.find(row["row"], row["column"]) if index is not None else None
        compared = _judge(row, cell)
        reason = next((e.reason for e in differences.explained if e.covers(compared)), "")
        cells.append(
            Compared(
                compared.table,
                compared.row,
                compared.column,
                compared.printed,
                compared.ours,
                compared.verdict,
                reason,
            )
        )
    if not cells:
        known = ", ".join(sorted(wanted)) or "any table"
        fault = Fault(published, None, None, f"no cell of {known}", "published cells", "name other chapters or file")
        raise DefinitionError(fault)
    needless = tuple(
        e
        for e in differences.explained
        if (not wanted or chapter_of(e.table) in wanted) and not any(e.covers(cell) for cell in cells)
    )
    return Comparison(tuple(cells), needless)


def _beside(published: Path, name: str, model: type[ModelT]) -> ModelT:
    path = published.with_name(name)
    return read_definition(path, model) if path.is_file() else model()


def _published_rows(path: Path) -> Iterator[dict[str, str]]:
    for line, row in read_rows(path, PUBLISHED_COLUMNS):
        fault = _fault_of(path, line, row)
        if fault is not None:
            raise DefinitionError(fault)
        yield row


def _fault_of(path: Path, line: int, row: Mapping[str, str]) -> Fault | None:
    """Return what is wrong with a row of published figures."""
    if row["value"] and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", row["value"]):
        remedy = "write digits, a point before decimals and no spaces; a mark such as * stands in the column note"
        return Fault(path, line, "value", repr(row["value"]), "a number or a blank cell", remedy)
    return None


def _judge(row: Mapping[str, str], cell: Cell | None) -> Compared:
    printed = row["value"] or row["note"]
    place = (row["table"], row["row"], row["column"], printed)
    if cell is None:
        return Compared(*place, "", "missing")
    if not row["value"]:
        ours = "not asked" if cell.status == "M" else _plain(cell.value)
        is_meant = cell.status == "M" or row["note"] != NOT_ASKED
        return Compared(*place, ours, "equal" if cell.value is None and is_meant else "differs")
    if cell.value is None:
        return Compared(*place, "no value", "differs")
    number = Decimal(row["value"])
    decimals = max(0, -int(number.as_tuple().exponent))
    equal = round_half_up(cell.value, decimals) == number
    return Compared(*place, _plain(cell.value), "equal" if equal else "differs")


def _plain(value: float | None) -> str:
    return "no value" if value is None else f"{value:.6g}" if abs(value) < 1000 else f"{value:.2f}"


class _Index:
    """Finds the cells of one table by printed labels."""

    def __init__(self, table: Table, labels: Labels) -> None:
        self._table = table
        self._heads = {_key(printed): meant for printed, meant in labels.heads.items()}
        self._rows = {_key(row.label.nb): row.code for row in table.rows} | {row.code: row.code for row in table.rows}
        self._columns = {_key(column.path()): column.code for column in table.columns}
        for kind, known in (("rows", self._rows), ("columns", self._columns)):
            aliases: Mapping[str, Mapping[str, str]] = getattr(labels, kind)
            for of in ("all", table.number):
                known.update({_key(printed): code for printed, code in aliases.get(of, {}).items()})

    def find(self, row: str, column: str) -> Cell | None:
        """Return the cell, or None where the table has no such row or column."""
        row_code = self._rows.get(row) or self._rows.get(_key(row))
        levels = [self._heads.get(_key(level), level) for level in column.split("|")]
        column_code = (
            self._columns.get(_key(column)) or self._columns.get(_key("".join(levels))) or self._year_column(column)
        )
        try:
            return self._table.cell(row_code or "", column_code or "")
        except KeyError:
            return None

    def _year_column(self, printed: str) -> str | None:
        """Return the column that a printed head with a year means: one of its levels is the year."""
        levels = [level.strip() for level in printed.split("|")]
        year = next((level for level in levels if re.fullmatch(r"\d{4}", level)), None)
        if year is None:
            return None
        measure = next((m for m in map(self._measure, levels) if m), None)
        return f"{measure}_y{year}" if measure else f"y{year}"

    def _measure(self, level: str) -> str | None:
        return {"antall": "fte", "prosent": "percent", "%": "percent"}.get(level.lower())


def _key(label: str) -> str:
    """Return a label without case, spaces, stops, marks and hyphens, so that printing habits part no equal labels."""
    return re.sub(r"[\s.,/|*–-]+", "", label.lower())
