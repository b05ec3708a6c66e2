"""Printed numbers as bounds on figures: which figures a cell shows, and how far they may go. No solving here.

A cell shows scale * N / D - shift, where N is a sum of figures and D a known number or a sum of figures. Printed with
d decimals and halves rounded away from zero, the value v says that scale * N / D lies within half a unit of the last
decimal of v + shift; the end nearer to zero belongs to the interval, the other does not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kartlegg.rounding import round_half_up

COUNTRY = None


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed number: where it stands, its value as printed, and what it shows.

    `units` are those whose figures are summed (None: all of the country). `divisor` is a known number, or the code
    of the variable that the figure is a share of.
    """

    table: str
    row: str
    column: str
    value: Decimal
    variable: str
    units: frozenset[str] | None = COUNTRY
    scale: float = 1
    divisor: float | str = 1
    shift: float = 0

    @property
    def name(self) -> str:
        """Where the number stands and what it says."""
        return f"table {self.table}, {self.row}, {self.column}: {self.value}"

    @property
    def decimals(self) -> int:
        """The number of decimals printed."""
        return max(0, -int(self.value.as_tuple().exponent))

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the largest scale * N / D that is printed so."""
        half = 0.5 * 10.0**-self.decimals
        return float(self.value) - half + self.shift, float(self.value) + half + self.shift

    def shown(self, numerator: Decimal, divisor: Decimal) -> Decimal:
        """Return the cell as it would be printed for these exact sums."""
        exact = Decimal(str(self.scale)) * numerator / divisor - Decimal(str(self.shift))
        return round_half_up(exact, self.decimals)


class Sums:
    """Exact sums of figures over units: `figures` maps (unit, variable) to a figure, `leaves` a sum to its parts."""

    def __init__(self, figures: Mapping[tuple[str, str], Decimal], leaves: Mapping[str, tuple[str, ...]]) -> None:
        """Group the figures by variable."""
        self._leaves = leaves
        self._by_variable: dict[str, dict[str, Decimal]] = {}
        for (unit, variable), figure in figures.items():
            self._by_variable.setdefault(variable, {})[unit] = figure

    def of(self, variable: str, units: frozenset[str] | None) -> Decimal:
        """Return the exact sum of a variable over units, or over the country for None."""
        total = Decimal(0)
        for leaf in self._leaves.get(variable, (variable,)):
            by_unit = self._by_variable.get(leaf, {})
            total += sum((figure for unit, figure in by_unit.items() if units is None or unit in units), Decimal(0))
        return total

    def misfits(self, printed: Iterable[Printed]) -> list[str]:
        """Return a line for each printed number that the figures do not reproduce, with what they give instead."""
        lines = []
        for number in printed:
            divisor = number.divisor
            below = self.of(divisor, number.units) if isinstance(divisor, str) else Decimal(str(divisor))
            shown = number.shown(self.of(number.variable, number.units), below)
            if shown != number.value:
                lines.append(f"{number.name}, but the figures give {shown}")
        return lines
