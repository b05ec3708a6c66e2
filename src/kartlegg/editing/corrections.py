"""Corrections with a reason: applied beside what was reported, never over it. Finding faults may not enter."""

from typing import Any

import narwhals as nw

CORRECTED = "corrected"


def apply_corrections(replies: nw.LazyFrame[Any], corrections: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return the replies (unit, variable, value, origin) as they count after the corrections.

    `corrections` has unit, variable, reported, corrected. A corrected answer gets origin `corrected`; an empty
    `corrected` takes the answer out. An answer that was blank may be filled in. The replies themselves are kept by
    the caller, so that what was reported can always be shown.
    """
    key = ["unit", "variable"]
    untouched = replies.join(corrections, on=key, how="anti").select("unit", "variable", "value", "origin")
    mended = corrections.filter(~nw.col("corrected").is_null()).select(
        "unit", "variable", value=nw.col("corrected"), origin=nw.lit(CORRECTED)
    )
    return nw.concat([untouched, mended])


def stale_corrections(replies: nw.LazyFrame[Any], corrections: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return the corrections (unit, variable, reported, corrected, found) that no longer speak of what was reported.

    A correction states the value that it was made for; where the reply now says something else (`found`), or
    already says what the correction says, a person must look again.
    """
    key = ["unit", "variable"]
    beside = corrections.join(replies.select("unit", "variable", found=nw.col("value")), on=key, how="left")
    differs = _unlike(nw.col("reported"), nw.col("found"))
    needless = ~_unlike(nw.col("found"), nw.col("corrected"))
    return beside.filter(differs | needless).select("unit", "variable", "reported", "corrected", "found")


def _unlike(left: nw.Expr, right: nw.Expr) -> nw.Expr:
    """Return whether two columns differ, a blank being like a blank only."""
    one_blank = left.is_null() != right.is_null()
    return one_blank | (~left.is_null() & ~right.is_null() & (left != right))
