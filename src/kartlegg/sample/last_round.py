"""What units are said to have had last round: this round's figures, moved to what was published then. No answers.

Method: docs/method/sample.md, section 5.
"""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from kartlegg.sample.country import expand
from kartlegg.sample.proportion import share_out
from kartlegg.sample.source import Source
from kartlegg.sample.split import STEPS, Figures, fit_parts


def figures_of_last_round(
    source: Source, figures: Figures, moving: Sequence[str], chance: np.random.Generator
) -> Figures:
    """Return last round's figures by unit and variable, of the same units as `figures`, this round's.

    Those of the `moving` units are this round's times a factor of each unit, whose log varies by the plan's `moved`,
    fitted so that all units together have what was published of the plan's wholes and their parts; the others keep
    theirs. Distributions are of the others alone, since it is not known whose print counted. Without `moved` or a
    round before, nothing moves and only the others have figures. Raises DefinitionError where a figure was not
    published, ArithmeticError where zeros leave nothing that adds up.
    """
    before = {(unit, code): figure for (unit, code), figure in figures.items() if unit not in set(moving)}
    if source.plan.moved is None or source.this_round.last_round is None:
        return before
    wanted = {
        code: source.published_before(code) for split in source.plan.splits for code in _codes(source, split.sum)
    }
    for (_, code), figure in before.items():
        if code in wanted:
            wanted[code] -= figure
    wholes: dict[str, dict[str, Decimal]] = {}
    for split in source.plan.splits:
        codes = _codes(source, split.sum)
        start = np.array([[float(figures[unit, code]) for code in codes] for unit in moving])
        if split.whole not in wholes:
            weights = start.sum(axis=1) * np.exp(chance.normal(0, source.plan.moved, len(start)))
            total = sum(wanted[code] for code in _codes(source, split.whole))
            shares = share_out(int(total * STEPS), weights)
            wholes[split.whole] = {unit: Decimal(int(of)) / STEPS for unit, of in zip(moving, shares, strict=True)}
        parts = {code: float(wanted[code]) for code in codes}
        before |= fit_parts(wholes[split.whole], parts, start, holds_rest=np.ones(len(codes), dtype=bool))
    return before


def _codes(source: Source, code: str) -> tuple[str, ...]:
    return expand(source.variables, code)
