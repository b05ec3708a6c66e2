"""Many rounds as one series, with its breaks shown and never bridged. Which years a table shows may not enter.

Method: docs/method/series.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from kartlegg.errors import LookupFault
from kartlegg.estimation.change import Change, change
from kartlegg.estimation.estimate import Estimate, Status
from kartlegg.estimation.frames import Frame
from kartlegg.estimation.marks import SeriesMarks
from kartlegg.fault_codes import FaultCode


@dataclass(frozen=True, slots=True)
class Series:
    """National figures by variable and year, exact and in the measure of the variable, with `marks` on them."""

    points: Mapping[tuple[str, int], Estimate]
    marks: SeriesMarks

    def estimate(self, variable: str, year: int) -> Estimate:
        """Return the figure of `year`; status M and no value where the variable was not asked.

        Raises LookupFault where there is neither a figure nor a mark that says why.
        """
        if not self.marks.was_asked(variable, year):
            return Estimate(None, "M")
        if (variable, year) not in self.points:
            known = ", ".join(str(known) for known in self.years(variable)) or "none"
            raise LookupFault(
                f"the series {variable} has no figure for {year} (years there: {known}); "
                "add it to the history of the survey or mark it as not asked in series.yaml",
                FaultCode.UNKNOWN_YEAR,
            )
        return self.points[variable, year]

    def years(self, variable: str) -> tuple[int, ...]:
        """Return the years with a figure, in order."""
        return tuple(sorted(year for code, year in self.points if code == variable))

    def crosses_break(self, variable: str, last_year: int, year: int) -> bool:
        """Return whether the series of `variable` breaks after `last_year` and no later than at `year`."""
        return any(last_year < broken <= year for broken in self.marks.breaks_of(variable))

    def change(self, variable: str, year: int, last_year: int) -> Change:
        """Return the change from `last_year` to `year`; across a break it has status B and no value."""
        if self.crosses_break(variable, last_year, year):
            return Change(Estimate(None, "B"), Estimate(None, "B"))
        return change(self.estimate(variable, year), self.estimate(variable, last_year))


def join_series(history: Frame, totals: Frame, this_year: int, marks: SeriesMarks) -> Series:
    """Return the series of published figures up to last round and of this round's `totals`.

    `history` has variable, year, value: what was published, all in one measure. `totals` has variable, value, carried
    (number of units) for this year. Figures of `this_year` and later in the history are not looked at. The status
    is M where not asked, else B in a year at which the series breaks, else U in an uncertain year, else I where
    units are carried, else A. Raises LookupFault where a figure stands in a year marked as not asked, or twice in
    the history.
    """
    points: dict[tuple[str, int], Estimate] = {}
    for variable, year, value in _rows(history, "variable", "year", "value"):
        if year >= this_year:
            continue
        if (variable, year) in points:
            raise LookupFault(
                f"the history holds {variable} for {year} twice; remove one of the two", FaultCode.WRONG_CELL
            )
        points[variable, year] = Estimate(value, _status(variable, year, marks, carried=0))
    for variable, value, carried in _rows(totals, "variable", "value", "carried"):
        points[variable, this_year] = Estimate(value, _status(variable, this_year, marks, carried=carried))
    return Series(points, marks)


def _rows(frame: Frame, *columns: str) -> list[tuple[Any, ...]]:
    """Return the rows that have a value, sorted, so that the result does not depend on the engine."""
    kept = frame.select(*columns).filter(~nw.col("value").is_null()).collect("polars")
    return sorted(kept.iter_rows())


def _status(variable: str, year: int, marks: SeriesMarks, *, carried: int) -> Status:
    if not marks.was_asked(variable, year):
        raise LookupFault(
            f"{variable} has a figure for {year}, but series.yaml says that it was not asked; correct one of the two",
            FaultCode.WRONG_CELL,
        )
    if year in marks.breaks_of(variable):
        return "B"
    if year in marks.uncertain_of(variable):
        return "U"
    return "I" if carried else "A"
