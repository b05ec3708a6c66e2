"""What the files of an Extract must say together. What one cell or one file must be may not enter."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from kartlegg.errors import Fault
from kartlegg.exchange.table_reading import Cells


def cross_faults(
    folder: Path, cells: Mapping[str, Cells], units: frozenset[str], last_round: int | None
) -> list[Fault]:
    """Return the faults between files: units without a row or an answer, answers of silent units, wrong rounds."""
    faults = []
    if "units" in cells:
        faults += _coverage_faults(folder, cells["units"], units)
        for name in ("replies", "corrections", "changes", "texts", "codings"):
            if name in cells:
                faults += _silent_faults(cells[name], cells["units"])
    if "units" in cells and "replies" in cells:
        faults += _unanswered_faults(cells["units"], cells["replies"])
    if "replies" in cells and "corrections" in cells:
        faults += _correction_faults(cells["corrections"], cells["replies"])
    if "last_round" in cells and last_round is not None:
        cell = cells["last_round"].frame["round"]
        other = cell.str.contains("^[0-9]{4}$") & (cell != f"{last_round:04d}")
        remedy = "correct the round or remove the row: a figure is carried one round only"
        faults += cells["last_round"].faults(other, "round", f"{last_round}, the round before", remedy)
    return faults


def _coverage_faults(folder: Path, cells: Cells, units: frozenset[str]) -> list[Fault]:
    missing = sorted(units - set(cells.frame["unit"]))
    if not missing:
        return []
    found = f"no row for {len(missing)} of {len(units)} units: {', '.join(missing)}"
    remedy = "add a row for each, with the status none where nothing came in"
    return [Fault(cells.path, None, "unit", found, "a row for each unit of the round", remedy)]


def _silent_faults(cells: Cells, units: Cells) -> list[Fault]:
    silent = units.frame.filter(pl.col("status") == "none")["unit"]
    wrong = cells.frame["unit"].is_in(silent.implode())
    expected = "a unit that has answered (its status in units.csv is none)"
    return cells.faults(wrong, "unit", expected, "correct its status or remove the row")


def _unanswered_faults(units: Cells, replies: Cells) -> list[Fault]:
    complete = units.frame["status"] == "complete"
    wrong = complete & ~units.frame["unit"].is_in(replies.frame["unit"].implode())
    expected = "a row in replies.csv, for its status is complete"
    return units.faults(wrong, "unit", expected, "correct its status or add what it answered")


def _correction_faults(corrections: Cells, replies: Cells) -> list[Fault]:
    """A correction must find the figure it corrects: one that does not is out of date."""
    reported = replies.frame.select("unit", "variable", pl.col("value").alias("reply")).unique(["unit", "variable"])
    joined = corrections.frame.join(reported, on=["unit", "variable"], how="left", maintain_order="left")
    reply = joined["reply"].fill_null("")
    same = (joined["reported"] == reply) | (
        joined["reported"].cast(pl.Float64, strict=False) == reply.cast(pl.Float64, strict=False)
    ).fill_null(value=False)
    expected = "the figure that stands in replies.csv (blank where there is none)"
    return corrections.faults(~same, "reported", expected, "remove the correction or state what was reported")
