"""Where labels stand so that none lies upon another. What the labels say may not enter."""

import math
from collections.abc import Sequence


def place_apart(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Return middles as near `wanted` as can be, blocks of `heights` pixels apart and within `low` to `high`.

    Order is kept. Neighbours that would touch become one block around their mean (pool adjacent violators: Ayer
    and others, 1955). Where there is no room for all, the last ones stand below `high`.
    """
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    offsets, offset = [], 0.0
    for index in order:
        offsets.append(offset + heights[index] / 2)
        offset += heights[index]
    blocks: list[tuple[float, int]] = []
    for index, middle in zip(order, offsets, strict=True):
        total, count = wanted[index] - middle, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            total, count = total + blocks[-1][0], count + blocks.pop()[1]
        blocks.append((total, count))
    starts = [total / count for total, count in blocks for _ in range(count)]
    placed = [0.0] * len(order)
    for index, middle, start in zip(order, offsets, starts, strict=True):
        placed[index] = max(low, min(start, high - offset)) + middle
    return placed


def clear_side(
    across: tuple[float, float],
    choices: Sequence[float],
    lines: Sequence[tuple[float, float, float, float]],
) -> float:
    """Return the first of `choices` (middles of a label, in pixels) that covers least of the lines.

    `across` are the label's left and right; a line is (x, y, x2, y2).
    """
    steps = 24

    def covered(middle: float) -> int:
        return sum(
            across[0] - 2 < x + (x2 - x) * i / steps < across[1] + 2 and abs(y + (y2 - y) * i / steps - middle) < 9
            for x, y, x2, y2 in lines
            for i in range(steps + 1)
        )

    return min(choices, key=covered)


def place_names(
    dots: Sequence[tuple[float, float, float, float]],
    circles: Sequence[tuple[float, float, float]],
    within: tuple[float, float],
    taken: Sequence[tuple[float, float, float, float]] = (),
    *,
    at_most: float = math.inf,
) -> list[tuple[float, float] | None]:
    """Return for each dot (x, y, radius, width of its name) the left end and middle line of its name, in pixels.

    A name stands beside, above or below its dot, where it covers least of the `circles` (x, y, radius), no name
    placed before it, none of the boxes `taken`, and within the sheet of `within` (width, height).
    A name that would cover more than `at_most` (pixels of its length) is left out: None.
    """
    boxes = list(taken)
    spots: list[tuple[float, float] | None] = []
    for x, y, radius, width in dots:
        aside = radius + 4
        slant = aside * 0.7
        sides = [(x + aside, y, 0), (x - aside - width, y, 0)]
        sides += [(x - width / 2, y - radius - 9, 2), (x - width / 2, y + radius + 9, 2)]
        sides += [(x + slant, y - slant - 6, 6), (x + slant, y + slant + 6, 6)]
        sides += [(x - slant - width, y - slant - 6, 6), (x - slant - width, y + slant + 6, 6)]
        options = []
        for left, middle, dislike in sides:
            box = (left, middle - 8, left + width, middle + 8)
            options.append((_cost(box, boxes, circles, within) + dislike, left, middle, box))
        cost, left, middle, box = min(options, key=lambda option: option[0])
        if cost > at_most:
            spots.append(None)
            continue
        boxes.append(box)
        spots.append((left, middle))
    return spots


def _cost(
    box: tuple[float, float, float, float],
    boxes: Sequence[tuple[float, float, float, float]],
    circles: Sequence[tuple[float, float, float]],
    within: tuple[float, float],
) -> float:
    left, top, right, foot = box
    cost = 10_000.0 * (left < 0 or top < 0 or right > within[0] or foot > within[1])
    cost += 1_000.0 * sum(left < b[2] + 4 and b[0] - 4 < right and top < b[3] and b[1] < foot for b in boxes)
    for x, y, radius in circles:
        across = min(right, x + radius) - max(left, x - radius)
        down = min(foot, y + radius) - max(top, y - radius)
        cost += max(0.0, across) * max(0.0, down) / (foot - top)
    return cost
