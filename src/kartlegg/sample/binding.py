"""From the plan and the published tables to printed numbers with units, divisors, shifts. No solving here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kartlegg.errors import DefinitionError, Fault, suggest
from kartlegg.places.groupings import Grouping
from kartlegg.places.register import Place
from kartlegg.sample.plan import PrintedTable, Shown
from kartlegg.sample.printed import COUNTRY, Printed

Cells = Mapping[tuple[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Binder:
    """Finds the printed numbers of the plan's tables.

    `cells` is (table, row, column) -> value as printed; `history` is (variable, year) -> published national figure;
    `groupings` by code; `plan_file` and `survey` name the files in errors.
    """

    plan_file: Path
    cells: Cells
    places: tuple[Place, ...]
    groupings: Mapping[str, Grouping]
    history: Mapping[tuple[str, int], Decimal]

    def value(self, table: str, row: str, column: str) -> str:
        """Return a published cell as printed; raises DefinitionError where there is none, or a blank one."""
        value = self.cells.get((table, row, column))
        if not value:
            raise DefinitionError(self._no_cell(table, row, column))
        return value

    def grouping(self, table: str, code: str) -> Grouping:
        """Return the grouping that the plan names for a table; raises DefinitionError where there is none."""
        if code not in self.groupings:
            found, expected = f"the grouping {code!r}", f"one of {', '.join(sorted(self.groupings))}"
            raise DefinitionError(Fault(self.plan_file, None, table, found, expected, "correct the code"))
        return self.groupings[code]

    def printed(self, tables: tuple[PrintedTable, ...]) -> list[Printed]:
        """Return the printed numbers of `tables` in order; a blank cell is left out.

        Raises DefinitionError with every cell that is not in the published tables and every figure that is not in
        the history.
        """
        numbers: list[Printed] = []
        faults: list[Fault] = []
        for table in tables:
            for row, units, of_row in self._rows(table):
                for column, of_column in table.columns.items():
                    shown = of_row.joined(of_column)
                    value = self.cells.get((table.table, row, column))
                    if value:
                        numbers += self._number((table.table, row, column, value), units, shown, faults)
                    elif value is None and not self._has_no_rate(units, shown):
                        faults.append(self._no_cell(table.table, row, column))
        if faults:
            raise DefinitionError(faults)
        return numbers

    def _rows(self, table: PrintedTable) -> Iterator[tuple[str, frozenset[str] | None, Shown]]:
        """Yield label, units (None: the country) and what the row says of the variable."""
        for label, shown in table.rows.items():
            yield label, COUNTRY, shown
        if table.grouping == "unit":
            yield from ((code, frozenset({code}), Shown()) for code in self._codes_in_print(table.table))
        elif table.grouping:
            for group in self.grouping(table.table, table.grouping).groups:
                label = table.labels.get(group.code, group.label.nb)
                yield label, members(self.places, table.grouping, group.code), Shown()
        if table.total:
            yield table.total, COUNTRY, Shown()

    def _has_no_rate(self, units: frozenset[str] | None, shown: Shown) -> bool:
        return shown.per is not None and inhabitants(self.places, units, shown.of) == 0

    def _codes_in_print(self, table: str) -> list[str]:
        rows = {row for name, row, _ in self.cells if name == table}
        return [place.code for place in self.places if place.code in rows]

    def _number(
        self, cell: tuple[str, str, str, str], units: frozenset[str] | None, shown: Shown, faults: list[Fault]
    ) -> list[Printed]:
        table, row, column, value = cell
        scale, divisor, shift = 1.0, 1.0, 0.0
        if shown.per is not None:
            scale, divisor = shown.per, inhabitants(self.places, units, shown.of)
        elif shown.share_of:
            return [Printed(table, row, column, Decimal(value), shown.variable, units, 100, shown.share_of)]
        elif shown.change_on is not None:
            earlier = self.history.get((shown.variable, shown.change_on))
            if earlier is None:
                found = f"no figure of {shown.variable} for {shown.change_on}"
                faults.append(Fault(self.plan_file, None, column, found, "one in history", "correct the plan"))
                return []
            scale, divisor, shift = (100.0, float(earlier), 100.0) if shown.percent else (1.0, 1.0, float(earlier))
        return [Printed(table, row, column, Decimal(value), shown.variable, units, scale, divisor, shift)]

    def _no_cell(self, table: str, row: str, column: str) -> Fault:
        rows = sorted({r for t, r, _ in self.cells if t == table})
        columns = sorted({c for t, _, c in self.cells if t == table})
        wanted, known = (row, rows) if row not in rows else (column, columns)
        remedy = suggest(wanted, known, "correct it" if known else "correct the number of the table")
        found = f"table {table}, row {row!r}, column {column!r}, which is not in print"
        return Fault(self.plan_file, None, table, found, "a published cell", remedy)


def members(places: tuple[Place, ...], grouping: str, group: str) -> frozenset[str]:
    """Return the codes of all places of a group, those without a reporter too."""
    return frozenset(place.code for place in places if place.groups.get(grouping) == group)


def inhabitants(places: tuple[Place, ...], units: frozenset[str] | None, ages: str) -> int:
    """Return the persons of an age group in `units`, or in the country for None."""
    return sum(
        persons
        for place in places
        if units is None or place.code in units
        for group, persons in place.population.items()
        if group == ages
    )
