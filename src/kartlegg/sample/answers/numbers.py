"""Numbers answered: within their range, in sum what is printed, plausible for the size of the unit."""

import math
from collections.abc import Mapping
from decimal import Decimal

import numpy as np

from kartlegg.errors import NoFitError
from kartlegg.questionnaire.variables import Variable
from kartlegg.sample.answers.amounts import round_amounts, spread, steps_of
from kartlegg.sample.answers.categories import Range, step_of
from kartlegg.sample.answers.claims import Claim
from kartlegg.sample.answers.panel import Floats

_TYPICAL = {"fte": 1.0, "count": 1.0, "percent": 20.0, "nok": 1_000_000.0}
_STEPS = {"fte": 0.1, "percent": 1.0, "nok": 1000.0}  # how finely people answer, where that is coarser than they may
_MOST = 1e7  # where the form sets no limit, in typical answers


def numbers_of(
    variable: Variable,
    within: Mapping[int, Range],
    printed: Claim | None,
    *,
    weights: Floats,
    limits: Floats,
    chance: np.random.Generator,
) -> dict[int, float]:
    """Return the answer of each unit of `within`, inside its range and no more than its limit.

    `weights` and `limits` have one for each unit of the panel; `printed` is a sum that the answers give. Raises
    NoFitError naming it where they cannot.
    """
    units = list(within)
    if not units:
        return {}
    typical = _TYPICAL[variable.measure or "count"]
    step = max(step_of(variable), _STEPS.get(variable.measure or "", 0.0))
    tops = [within[unit].high for unit in units]
    least = [max(within[unit].low, step) for unit in units]  # a number is given where there is something to count
    lows = np.array([low if top is None else min(low, top) for low, top in zip(least, tops, strict=True)])
    highs = np.array([typical * _MOST if top is None else top for top in tops])
    highs = np.maximum(np.minimum(highs, np.floor(limits[units] / step) * step), lows)
    if printed is None:
        numbers = round_amounts(weights[units], typical, step, lows, highs)
        return {unit: round(float(number), 6) for unit, number in zip(units, numbers, strict=True)}
    if printed.value % Decimal(str(step)) and printed.decimals == 0:
        step = step_of(variable)
    try:
        total = steps_of(printed.value, printed.decimals, Decimal(str(step)), chance)
        low_steps = np.array([math.ceil(low / step - 1e-9) for low in lows], dtype=np.int64)
        high_steps = np.array([math.floor(high / step + 1e-9) for high in highs], dtype=np.int64)
        parts = spread(total, weights[units], low_steps, high_steps)
    except (ArithmeticError, ValueError) as error:
        raise NoFitError(f"no answers give {printed.told}: {error}") from error
    return {unit: round(float(part) * step, 6) for unit, part in zip(units, parts, strict=True)}
