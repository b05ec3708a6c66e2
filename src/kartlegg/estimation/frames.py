"""The frames that pass through this room: their columns, and which flag outweighs which. No estimator may enter.

Every frame is a narwhals LazyFrame over Polars, DuckDB or Spark. A function hands back the engine it was handed,
in no promised order. A missing answer has no row; a row without a value is taken as missing.

values    unit, variable, value (float, in the variable's measure), flag
places    unit, reports, one text column for each grouping, population_children, population_adults, population_all
totals    group, variable, value, units, carried: what `sums` and `rates` give
"""

from typing import Any, TypeAlias

import narwhals as nw

Frame: TypeAlias = nw.LazyFrame[Any]

VALUE_COLUMNS = ("unit", "variable", "value", "flag")
CARRIED = "carried"
FLAGS = ("reported", "confirmed", "imported", "by_phone", "corrected", CARRIED)
"""From the lightest to the heaviest: a sum bears the heaviest flag among its parts."""


def present(frame: Frame, *columns: str) -> Frame:
    """Return the rows in which every one of `columns` (default `value`) has a value."""
    return frame.filter(*(~nw.col(column).is_null() for column in columns or ("value",)))


def count_where(condition: nw.Expr) -> nw.Expr:
    """Return the number of rows in a group for which `condition` holds, as a whole number on every engine."""
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0)).sum().cast(nw.Int64)
