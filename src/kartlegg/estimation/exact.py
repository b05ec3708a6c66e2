"""Sums that come out the same to the last bit on every engine and machine. What is summed may not enter.

Engines add in parallel and in no fixed order, and floating-point sums depend on the order: 0.1 five times may or may
not reach the half that a reader rounds up. Therefore values are added as whole numbers and whole billionths, which
no order can change. A figure with at most nine decimals is added exactly; what is finer is taken to the nearest
billionth. Method: docs/method/sums.md.
"""

import narwhals as nw

BILLIONTHS = 1e9
EXACT_BELOW = 2.0**53  # whole numbers up to here are exact as floating-point numbers


def parts_of_sum(value: nw.Expr, name: str) -> dict[str, nw.Expr]:
    """Return the aggregations whose results `sum_of_parts` joins; a group of only missing values needs a guard.

    Values are floating-point numbers, finite and below 9e18; the engine raises its own error for others.
    """
    whole = value.floor()
    billionths = ((value - whole) * nw.lit(BILLIONTHS) + nw.lit(0.5)).floor()
    return {
        f"{name}_whole": whole.cast(nw.Int64).sum(),
        f"{name}_billionths": billionths.cast(nw.Int64).sum(),
    }


def sum_of_parts(name: str) -> nw.Expr:
    """Return the sum whose parts stand in the columns that `parts_of_sum` named."""
    whole = nw.col(f"{name}_whole").cast(nw.Float64)
    billionths = nw.col(f"{name}_billionths").cast(nw.Float64)
    # A column of divisors: Polars multiplies by 1 / divisor where the divisor is one number, which is off by a bit.
    divisor = whole * nw.lit(0.0) + nw.lit(BILLIONTHS)
    together = whole * nw.lit(BILLIONTHS) + billionths
    return (
        nw.when(together.abs() < nw.lit(EXACT_BELOW)).then(together / divisor).otherwise(whole + billionths / divisor)
    )
