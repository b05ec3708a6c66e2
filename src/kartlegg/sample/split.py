"""Each unit's figure on its parts, plausible by size, the country's parts hit. What print says may not enter.

Method: docs/method/sample.md, step 3.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from kartlegg.sample.plan import Split
from kartlegg.sample.proportion import Floats, Wholes, fit_proportions, round_matrix

Figures = dict[tuple[str, str], Decimal]

STEPS = 100  # parts have two decimals; what a whole has beyond that stands on its largest part


def split_figures(
    wholes: Mapping[str, Decimal],
    parts: Mapping[str, float],
    split: Split,
    rng: np.random.Generator,
) -> Figures:
    """Return the figure of each unit and part: each unit's parts add up to its whole, exactly.

    `wholes` is each unit's figure, `parts` the country's figure of each part.
    """
    codes = list(parts)
    sizes = np.array([float(figure) for figure in wholes.values()])
    start = likely_parts(
        sizes, np.array(list(parts.values())), split, [split.scarce.get(code) for code in codes], rng
    )
    return fit_parts(wholes, parts, start, holds_rest=np.array([code not in split.scarce for code in codes]))


def fit_parts(
    wholes: Mapping[str, Decimal], parts: Mapping[str, float], start: Floats, *, holds_rest: NDArray[np.bool_]
) -> Figures:
    """Return `start` (unit by part) fitted and rounded so that it adds up to `wholes` and nearly to `parts`.

    What a whole has beyond the steps goes to its largest part among those that `holds_rest` allows.
    """
    rows = np.array([int(figure * STEPS) for figure in wholes.values()], dtype=np.int64)
    rests = [figure - Decimal(int(row)) / STEPS for figure, row in zip(wholes.values(), rows, strict=True)]
    largest = np.where(holds_rest, start, -1).argmax(axis=1)
    rest_by_part = np.zeros(len(parts))
    np.add.at(rest_by_part, largest, [float(rest) for rest in rests])
    columns = whole_columns(np.array(list(parts.values())) - rest_by_part, int(rows.sum()))
    cells = round_matrix(fit_proportions(start, rows, columns), rows, columns)
    figures = {}
    for place, unit in enumerate(wholes):
        for column, code in enumerate(parts):
            rest = rests[place] if column == largest[place] else Decimal(0)
            figures[unit, code] = Decimal(int(cells[place, column])) / STEPS + rest
    return figures


def whole_columns(wanted: Floats, total: int) -> Wholes:
    """Return `wanted` in whole steps that add up to `total`; the difference goes to the largest, one step each."""
    columns = np.rint(wanted * STEPS).astype(np.int64)
    difference = total - int(columns.sum())
    order = np.argsort(-columns, kind="stable")
    for place in range(abs(difference)):
        columns[order[place % max(1, len(columns) // 2)]] += int(np.sign(difference))
    return columns


def likely_parts(
    sizes: Floats, parts: Floats, split: Split, scarce: Sequence[int | None], rng: np.random.Generator
) -> Floats:
    """Return a made-up matrix, unit by part: the country's shares with noise, small expectations mostly zero."""
    shares = parts / parts.sum()
    expected = np.outer(sizes, shares)
    noise = np.exp(rng.normal(0, split.spread, expected.shape))
    kept = rng.random(expected.shape) < 1 - np.exp(-expected / max(split.rarely, 1e-9))
    for column, limit in enumerate(scarce):
        if limit is not None:
            kept[:, column] = _chosen(sizes, limit, rng)
    usual = np.array([limit is None for limit in scarce])
    favourite = (shares * usual * noise).argmax(axis=1)
    empty = ~(kept & usual).any(axis=1) & (sizes > 0)
    kept[empty, favourite[empty]] = True
    return np.where(kept, expected * noise, 0)


def _chosen(sizes: Floats, limit: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Choose `limit` units: half of them the largest of all, the others out of the next largest."""
    order = np.argsort(-sizes, kind="stable")
    surely = (limit + 1) // 2
    candidates = order[surely : 2 * limit]
    chosen = np.zeros(len(sizes), dtype=bool)
    chosen[order[:surely]] = True
    chosen[rng.choice(candidates, size=min(limit - surely, len(candidates)), replace=False)] = True
    return chosen & (sizes > 0)
