"""Which units gave no, a partial or a complete reply: the published counts hold, chance decides the rest.

An integer program: one 0/1 unknown for each unit and status, one sum for each printed count, seeded costs.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from kartlegg.errors import NoFitError
from kartlegg.sample.printed import Printed


def choose_statuses(
    units: Sequence[str], counts: Sequence[Printed], replied: Mapping[str, bool], rng: np.random.Generator
) -> dict[str, str]:
    """Return the status of each unit.

    `counts` are printed numbers whose variable is the status; `replied` says of some units that they did or did not.
    Raises NoFitError where the counts cannot all hold.
    """
    statuses = ("none", "partial", "complete")
    place = {unit: number for number, unit in enumerate(units)}
    size = len(units) * len(statuses)
    rows = [[3 * place[unit] + number for number in range(3)] for unit in units]
    sums = [Decimal(1)] * len(units)
    for count in counts:
        column = statuses.index(count.variable)
        rows.append([3 * place[unit] + column for unit in place if count.units is None or unit in count.units])
        sums.append(count.value)
    most = np.ones(size)
    for unit, has_replied in replied.items():
        ruled_out = statuses[:1] if has_replied else statuses[1:]
        most[[3 * place[unit] + statuses.index(status) for status in ruled_out]] = 0
    lengths = [len(row) for row in rows]
    adding = sparse.csc_matrix(
        (np.ones(sum(lengths)), (np.repeat(np.arange(len(rows)), lengths), np.concatenate(rows))), (len(rows), size)
    )
    exactly = np.array([float(value) for value in sums])
    found = milp(
        rng.random(size),
        integrality=np.ones(size),
        bounds=Bounds(0, most),
        constraints=LinearConstraint(adding, exactly, exactly),
    )
    if found.x is None:
        names = "\n".join(count.name for count in counts)
        raise NoFitError(f"no choice of statuses gives all of these counts:\n{names}")
    chosen = found.x.reshape(-1, 3).argmax(axis=1)
    return {unit: statuses[number] for unit, number in zip(units, chosen, strict=True)}
