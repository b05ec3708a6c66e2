"""How good the numbers of a round are, as figures by name. How it is worked out or stands in tables may not enter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kartlegg.estimation.carry import CarriedTotal
from kartlegg.estimation.change import TotalChange
from kartlegg.estimation.nonresponse import Blanks, item_nonresponse
from kartlegg.estimation.responses import Responses

FEW = 3
"""Fewer complete replies than this in a group would tell of a single unit how much it left blank."""
Figures: TypeAlias = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class RealChange:
    """The change of a total between the rounds, with all units (`every`) and without `left_out`, whose is not real.

    `unknown` is how many units have a figure now and none of last round. Both changes are None where there are any:
    units with figures of one round only would be taken for growth.
    """

    left_out: int
    unknown: int
    every: TotalChange | None
    real: TotalChange | None


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the totals are, each by variable; `blanks` are the questions that units left blank.

    `carried` tells what non-response may do, `corrected` what corrections did (from as reported to as counted),
    `changes` what units whose change is not real do to the change.
    """

    carried: Mapping[str, CarriedTotal]
    corrected: Mapping[str, TotalChange]
    changes: Mapping[str, RealChange]
    blanks: Blanks


def response_figures(responses: Responses, blanks: Blanks, by: str = "", group: str = "") -> Figures:
    """Return the numbers of units by kind of reply in a group of a grouping (all units where none is named).

    `response_percent` is the per cent that replied in whole or in part, `blank_percent` that of questions left blank
    among those asked in complete replies, None where these are few.
    """
    counts = {kind: responses.tally(kind, "everyone", by, group).units for kind in ("silent", "partial", "complete")}
    replied = responses.tally("participants", "everyone", by, group)
    inside = [unit for unit, groups in responses.groups.items() if not by or groups.get(by) == group]
    blank = item_nonresponse(blanks, inside)
    return {
        "units": replied.base,
        **counts,
        "response_percent": replied.percent,
        "blank_percent": blank.percent if counts["complete"] >= FEW else None,
    }


def carried_figures(of: CarriedTotal) -> Figures:
    """Return what is carried of a total, its standard error and what moving carried figures would do to it."""
    ratio = of.by_ratio
    return {
        "value": of.value,
        "carried": of.carried,
        "units": of.units,
        "percent": 100 * of.carried / of.value if of.value else None,
        "standard_error": of.standard_error,
        "by_ratio": ratio,
        "moved": None if ratio is None else ratio - of.value,
    }


def corrected_figures(of: TotalChange) -> Figures:
    """Return a total as reported and as counted, and what corrections did to it."""
    return {"reported": of.last_value, "counted": of.value, "difference": of.absolute, "percent": of.percent}


def change_figures(of: RealChange) -> Figures:
    """Return the change of a total with all units and without those whose change is not real."""
    last, value, absolute, percent = _of(of.every)
    _, _, real_absolute, real_percent = _of(of.real)
    return {
        "last_value": last,
        "value": value,
        "absolute": absolute,
        "percent": percent,
        "left_out": of.left_out,
        "real_absolute": real_absolute,
        "real_percent": real_percent,
    }


def _of(change: TotalChange | None) -> tuple[float | None, float | None, float | None, float | None]:
    return (None,) * 4 if change is None else (change.last_value, change.value, change.absolute, change.percent)
