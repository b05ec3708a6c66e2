"""What a chapter or a caption may ask for: cells of tables, the national series, ranks. No number is typed here.

All of it is offered to templates under the names of the methods. A look-up that finds nothing raises LookupFault.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

from kartlegg.errors import LookupFault
from kartlegg.estimation.change import Change
from kartlegg.fault_codes import FaultCode
from kartlegg.language import Language, Text
from kartlegg.report import differences, wording
from kartlegg.report.cells import show_cell
from kartlegg.report.ranked import Ranked, among
from kartlegg.rounding import format_number, round_half_up
from kartlegg.tabulation.cell_test import Finding
from kartlegg.tabulation.table import Cell, Column, Row, Table

_Codes = str | Sequence[str]
_FEW = 3
"""How many names a sentence holds before it is a list."""


class NationalSeries(Protocol):
    """The national figures by variable and year that sentences may speak of."""

    year: int
    last_year: int | None

    def national(self, variable: str, year: int) -> Cell:
        """Return the FTE of a variable in a year."""

    def share(self, variable: str, whole: str, year: int) -> Cell:
        """Return the per cent that a variable is of a whole."""

    def change(self, variable: str, year: int, last_year: int) -> Change:
        """Return the change of a variable; without a value where the series breaks between the years."""

    def label(self, variable: str) -> Text:
        """Return the label of a variable."""


@dataclass(frozen=True, slots=True)
class Lookups:
    """Look-ups in one language over the tables (by number) and the national series.

    Ranks are of the numbers that are shown; `all_shown` and `among` tell whether those are all.
    """

    tables: Mapping[str, Table]
    series: NationalSeries
    language: Language = "nb"

    def names(self) -> dict[str, Callable[..., Any] | int | None]:
        """Return what a template may name."""
        return {
            "year": self.series.year,
            "last_year": self.series.last_year,
            "cell": self.cell,
            "label": self.label,
            "columns": self.columns,
            "first_year": self.first_year,
            "add": self.add,
            "added": self.added,
            "moved": self.moved,
            "fte": self.fte,
            "share": self.share,
            "share_sum": self.share_sum,
            "change": self.change,
            "growth": self.growth,
            "top": self.top,
            "bottom": self.bottom,
            "grown_most": self.grown_most,
            "range": self.range,
            "compare": self.compare,
            "trend": self.trend,
            "highest": self.highest,
            "lowest": self.lowest,
            "few": self.few,
            "significant": self.significant,
            "differ": self.differ,
            "shown": self.shown,
            "all_shown": self.all_shown,
            "among": self.among,
            "numeral": lambda value: wording.numeral(float(value), self.language),
            "percent": lambda value, decimals=0: wording.percent(value, decimals, self.language),
            "roughly": lambda value: wording.roughly(value, self.language),
            "listing": lambda items: wording.listing(list(items), self.language),
            "lower": wording.lower_first,
        }

    def cell(self, table: str, row: str, column: str) -> str:
        """Return a cell as printed."""
        self._value(table, row, column)
        found, _, head = self._find(table, row, column)
        return show_cell(found, head, self.language)

    def label(self, table_or_variable: str, row: str | None = None) -> str:
        """Return the label of a row of a table, or of a variable, as it stands within a sentence."""
        if row is None:
            return wording.lower_first(self.series.label(table_or_variable).get(self.language))
        _, line, _ = self._find(table_or_variable, row, None)
        return line.label.get(self.language)

    def columns(self, table: str, prefix: str) -> list[str]:
        """Return the codes of the columns that begin with `prefix`."""
        found = [column.code for column in self._table(table).columns if column.code.startswith(prefix)]
        if not found:
            there = self._table(table).column_places
            told = f"table {table} has no columns that begin with {prefix}{among(there, 'its columns are')}"
            raise LookupFault(told, FaultCode.UNKNOWN_COLUMN)
        return found

    def first_year(self, table: str) -> str:
        """Return the first year that a table over years shows."""
        years = [column.code.rpartition("y")[2] for column in self._table(table).columns]
        found = sorted(year for year in years if year.isdecimal())
        if not found:
            raise LookupFault(f"table {table} has no columns by year")
        return found[0]

    def add(self, table: str, column: str, leave_out: Sequence[str] = ()) -> float:
        """Return the sum of the body rows of a column, exact, without the rows of `leave_out`."""
        for code in leave_out:
            self._find(table, code, column)
        rows = [code for code in self._body(table) if code not in leave_out]
        return math.fsum(self._value(table, code, column) for code in rows)

    def added(self, table: str, rows: Sequence[str], column: str, of: str | None = None) -> str:
        """Return the exact sum of the cells of `rows` as printed; with `of`, what it is of that row's cell, in whole
        per cent. Counts with `of` are best: they are exact in earlier years too, where per cent may be as printed."""
        value, decimals, _ = self._sum(table, rows, column, of)
        return format_number(value, decimals, self.language)

    def moved(self, table: str, rows: Sequence[str], column: str, since: str, of: str | None = None) -> str:
        """Return "økte fra 32 til 39 prosent", "gikk ned fra ..." or "var uendret, 32 prosent": what `added` gives in
        the column `since` and in `column`. Where they are printed alike, nothing has moved."""
        before, decimals, in_percent = self._sum(table, rows, since, of)
        after, _, _ = self._sum(table, rows, column, of)
        return wording.moved(before, after, decimals, self.language, in_percent=in_percent)

    def fte(self, variable: str, year: int | None = None) -> str:
        """Return "16 792 årsverk": the national figure of a year (default: this round)."""
        return wording.fte(self._national(variable, year or self.series.year), self.language)

    def share(self, variable: str, whole: str, year: int | None = None, decimals: int = 0) -> str:
        """Return "22 prosent": what a variable is of a whole in a year (default: this round)."""
        return wording.percent(self._share(variable, whole, year), decimals, self.language)

    def share_sum(self, variables: list[str], whole: str, year: int | None = None, decimals: int = 0) -> str:
        """Return what several variables are of a whole together, added before rounding."""
        total = math.fsum(self._share(variable, whole, year) for variable in variables)
        return wording.percent(total, decimals, self.language)

    def change(self, variable: str, since: int | None = None, until: int | None = None, form: str = "verb") -> str:
        """Return the change of a national figure in words, from `since` (last round) to `until` (this round).

        `form` is verb ("økte med 125 årsverk, 1,0 prosent"), noun ("en økning på 125 årsverk (1,0 prosent)"), plain
        ("125 årsverk") or percent ("1,0 prosent"); the last two tell the size only.
        """
        absolute, relative = self._change(variable, since, until)
        match form:
            case "verb":
                return wording.change_verb(absolute, relative, self.language)
            case "noun":
                return wording.change_noun(absolute, relative, self.language)
            case "plain":
                return wording.fte(abs(absolute), self.language)
            case "percent":
                size = abs(self.growth(variable, since, until, relative=True))
                return wording.percent(size, 1, self.language)
        told = f"change has no form {form!r}; the forms are verb, noun, plain and percent"
        raise LookupFault(told, FaultCode.WRONG_LOOK_UP)

    def growth(
        self, variable: str, since: int | None = None, until: int | None = None, *, relative: bool = False
    ) -> float:
        """Return the change as a number, in FTE or (`relative`) in per cent, for a condition or `roughly`."""
        absolute, percent = self._change(variable, since, until)
        if not relative:
            return absolute
        if percent is None:
            raise LookupFault(f"{variable} was 0 before: there is no change in per cent to write about")
        return percent

    def top(self, table: str, column: str, n: int = 1) -> list[Ranked]:
        """Return the `n` rows with the highest figures of a column, highest first, and rows printed like the last."""
        return self._ranked(table, column, n, highest=True)

    def bottom(self, table: str, column: str, n: int = 1) -> list[Ranked]:
        """Return the `n` rows with the lowest figures of a column, lowest first, and rows printed like the last."""
        return self._ranked(table, column, n, highest=False)

    def grown_most(self, table: str, since: int) -> Ranked:
        """Return the row that has grown most in per cent from the year `since` to the last year of a series table."""
        found = self._table(table)
        last = max((column.code for column in found.columns if column.code[1:].isdecimal()), default=f"y{since}")
        if any(column.gap_before and f"y{since}" < column.code <= last for column in found.columns):
            told = f"the series of table {table} breaks after {since}: growth across it says nothing"
            raise LookupFault(told, FaultCode.BREAK_CROSSED)
        growths = []
        for row in found.rows:
            before, _, _ = self._find(table, row.code, f"y{since}")
            after, _, _ = self._find(table, row.code, last)
            if row.kind == "body" and before.value and after.value is not None:
                growths.append((100 * (after.value - before.value) / before.value, row))
        growth, row = max(growths, key=lambda item: item[0], default=(0.0, found.rows[0]))
        if growth <= 0:
            raise LookupFault(f"no row of table {table} has grown from {since} to the last year")
        shown = wording.percent(growth, 0, self.language)
        return Ranked(row.code, row.label.get(self.language), shown, growth)

    def range(self, table: str, row: str, columns: list[str]) -> str:
        """Return "10–12" over several columns of a row, or one number where lowest and highest are shown alike."""
        if not columns:
            raise LookupFault(f"a range of table {table} needs columns; none were named")
        ordered = sorted((self._value(table, row, column), self.cell(table, row, column)) for column in columns)
        lowest, highest = ordered[0][1], ordered[-1][1]
        return lowest if lowest == highest else f"{lowest}–{highest}"

    def compare(self, table: str, row: str | Sequence[str], column: str, other: str, of: str | None = None) -> str:
        """Return "higher", "lower" or "equal", as shown: the figure in `column` against that in `other`, of one row,
        or of several added, with `of` as in `added`."""
        rows = [row] if isinstance(row, str) else row
        if self.added(table, rows, column, of) == self.added(table, rows, other, of):
            return "equal"
        one, two = (self._sum(table, rows, code, of)[0] for code in (column, other))
        return "higher" if one > two else "lower"

    def trend(self, table: str, column: str, leave_out: Sequence[str] = ()) -> str:
        """Return "rising", "falling", "level" or "mixed": how the printed figures of a column move down its rows.

        They must stand in an order that means something. Rows of `leave_out` and without a figure do not count; where
        one is hidden nobody can tell, and it is "hidden".
        """
        for code in leave_out:
            self._find(table, code, column)
        rows = [code for code in self._body(table) if code not in leave_out]
        if not self.all_shown(table, column, rows):
            return "hidden"
        found = [self._find(table, code, column) for code in rows]
        values = [round_half_up(cell.value, head.decimals) for cell, _, head in found if cell.value is not None]
        steps = {(after > before) - (after < before) for before, after in pairwise(values)} - {0}
        return "mixed" if len(steps) > 1 else {1: "rising", -1: "falling"}.get(next(iter(steps), 0), "level")

    def highest(self, table: str, rows: str | Sequence[str], columns: Sequence[str]) -> list[Ranked]:
        """Return the column with the highest figure of a row, or of several rows added, and columns printed alike.

        A column has the label of its spanning head, where it has one."""
        return self._ranked_columns(table, rows, columns, highest=True)

    def lowest(self, table: str, rows: str | Sequence[str], columns: Sequence[str]) -> list[Ranked]:
        """Return the column with the lowest figure of a row, or of several rows added, and columns printed alike."""
        return self._ranked_columns(table, rows, columns, highest=False)

    def few(self, ranked: Sequence[Ranked], otherwise: str) -> str:
        """Return the names of rows or columns, "a, b og c"; `otherwise` of more than three."""
        names = [one.name for one in ranked]
        return wording.listing(names, self.language) if len(names) <= _FEW else otherwise

    def significant(self, table: str, line: str, finding: Finding = "significant") -> list[differences.Differing]:
        """Return the groups that differ from all others in a column (or row), each with `code`, `name` and `higher`.

        `finding` is significant, controlled, systematic, or changed (rows that changed since last round).
        """
        return differences.significant(self._table(table), line, finding, self.language)

    def differ(
        self, table: str, line: str | Sequence[str], finding: Finding = "significant", *, of: str, start: bool = False
    ) -> str:
        """Return what tests found in a column (or row), or in several, as a clause; `of` names the groups, such as
        "fylkene", and `start` gives a capital. No other look-up and no author says what tests found."""
        lines = [line] if isinstance(line, str) else line
        return differences.differ(self._table(table), lines, finding, of, self.language, start=start)

    def shown(self, table: str, rows: Sequence[str], column: str) -> bool:
        """Return whether there are numbers in a column of several rows to write about: known, and not hidden."""
        return all(self._find(table, row, column)[0].value is not None for row in rows)

    def all_shown(self, table: str, columns: _Codes, rows: _Codes | None = None) -> bool:
        """Return whether no number that is compared is hidden: in one or more columns, of `rows` or the body."""
        compared = self._body(table) if rows is None else [rows] if isinstance(rows, str) else rows
        heads = [columns] if isinstance(columns, str) else columns
        return all(self._find(table, row, head)[0].status != "Q" for row in compared for head in heads)

    def among(self, table: str, columns: _Codes, of: str, rows: _Codes | None = None) -> str:
        """Return ", blant fylkene som vises" where a number that is compared is hidden, else nothing; `of` names the
        groups ("fylkene"), and the rest is as in `all_shown`. It closes the clause that compares."""
        return "" if self.all_shown(table, columns, rows) else wording.among_shown(of, self.language)

    def _body(self, number: str) -> list[str]:
        return [row.code for row in self._table(number).rows if row.kind == "body"]

    def _table(self, number: str) -> Table:
        if number not in self.tables:
            told = f"there is no table {number}{among(self.tables, 'there are')}"
            raise LookupFault(told, FaultCode.UNKNOWN_TABLE, name=number, known=self.tables)
        return self.tables[number]

    def _find(self, number: str, row: str, column: str | None) -> tuple[Cell, Row, Column]:
        table = self._table(number)
        rows, columns = table.row_places, table.column_places
        if row not in rows:
            told = f"table {number} has no row {row}{among(rows, 'its rows are')}"
            raise LookupFault(told, FaultCode.UNKNOWN_ROW, name=row, known=rows)
        if column is None:
            column = table.columns[0].code
        if column not in columns:
            told = f"table {number} has no column {column}{among(columns, 'its columns are')}"
            raise LookupFault(told, FaultCode.UNKNOWN_COLUMN, name=column, known=columns)
        r, c = rows[row], columns[column]
        return table.cells[r][c], table.rows[r], table.columns[c]

    def _value(self, number: str, row: str, column: str) -> float:
        cell = self._find(number, row, column)[0]
        if cell.status == "Q":
            raise LookupFault(f"the cell {row}, {column} of table {number} is hidden: write of what is shown")
        if cell.value is None:
            raise LookupFault(f"the cell {row}, {column} of table {number} has no value to write about")
        return cell.value

    def _sum(self, number: str, rows: Sequence[str], column: str, of: str | None) -> tuple[float, int, bool]:
        """Return the sum of cells, or what it is of another in per cent; its decimals; whether it is per cent."""
        if isinstance(rows, str) or not rows:
            told = f"a sum in table {number} needs a list of rows, not {rows!r}"
            raise LookupFault(told, FaultCode.WRONG_LOOK_UP)
        value = math.fsum(self._value(number, row, column) for row in rows)
        if of is None:
            head = self._find(number, rows[0], column)[2]
            return value, head.decimals, head.measure == "percent"
        whole = self._value(number, of, column)
        if whole == 0:
            raise LookupFault(f"the cell {of}, {column} of table {number} is 0: nothing is a share of it")
        return 100 * value / whole, 0, True

    def _national(self, variable: str, year: int) -> float:
        value = self.series.national(variable, year).value
        if value is None:
            raise LookupFault(f"there is no figure of {variable} for {year} to write about")
        return value

    def _share(self, variable: str, whole: str, year: int | None) -> float:
        year = year or self.series.year
        value = self.series.share(variable, whole, year).value
        if value is None:
            raise LookupFault(f"there is no share of {variable} in {whole} for {year} to write about")
        return value

    def _change(self, variable: str, since: int | None, until: int | None) -> tuple[float, float | None]:
        since, until = since or self.series.last_year, until or self.series.year
        if since is None:
            raise LookupFault(f"there is no round before {until} to compare {variable} with")
        found = self.series.change(variable, until, since)
        if found.absolute.value is None:
            raise LookupFault(
                f"there is no change of {variable} from {since} to {until} to write about: "
                "one of the figures is missing, or the series breaks between them",
                FaultCode.BREAK_CROSSED,
            )
        return found.absolute.value, found.percent.value

    def _ranked(self, number: str, column: str, n: int, *, highest: bool) -> list[Ranked]:
        found = [self._find(number, code, column) for code in self._body(number)]
        known = [(cell.value, cell, row, head) for cell, row, head in found if cell.value is not None]
        if len(known) < n:
            raise LookupFault(f"table {number} has only {len(known)} figures in {column}; {n} were asked for")
        ranked: list[Ranked] = []
        for value, cell, row, head in sorted(known, key=lambda item: -item[0] if highest else item[0]):
            shown = show_cell(cell, head, self.language)
            # A reader sees what is printed: rows that print alike share their place.
            if len(ranked) >= n and shown != ranked[n - 1].shown:
                break
            phrase = row.phrase.get(self.language) if row.phrase else ""
            ranked.append(Ranked(row.code, row.label.get(self.language), shown, value, phrase))
        return ranked

    def _ranked_columns(
        self, number: str, rows: str | Sequence[str], columns: Sequence[str], *, highest: bool
    ) -> list[Ranked]:
        chosen = [rows] if isinstance(rows, str) else rows
        found = []
        for code in columns:
            head = self._find(number, chosen[0], code)[2]
            if not self.all_shown(number, code, chosen):
                continue
            value = self._sum(number, chosen, code, None)[0]
            label = (head.group or head.label).get(self.language)
            phrase = head.phrase.get(self.language) if head.phrase else ""
            found.append(Ranked(code, label, format_number(value, head.decimals, self.language), value, phrase))
        if not found:
            raise LookupFault(f"a rank of columns of table {number} needs columns; none were named")
        # Among groups, which have phrases, the column of all of them is none.
        found = [ranked for ranked in found if ranked.phrase] or found
        first = (max if highest else min)(found, key=lambda ranked: ranked.value)
        return [ranked for ranked in found if ranked.shown == first.shown]
