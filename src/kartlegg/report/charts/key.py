"""The key of a drawing: a square and a name for each colour, above the marks. No marks may enter."""

from collections.abc import Sequence

from kartlegg.report.charts.marks import Datum, Sheet, stacked_lines
from kartlegg.report.charts.palette import WIDTH, Token
from kartlegg.report.charts.text import height_of, width_of, wrap

SWATCH = 12
"""Pixels: a square of the key."""

_GAP, _BETWEEN = SWATCH + 6, 24


def put_key(
    sheet: Sheet, names: Sequence[tuple[str, str]], paint: Sequence[Token], *, left: float = 0, right: float = WIDTH
) -> float:
    """Put the key from `left` to `right`, in the order of the marks; return its height in pixels.

    `names` are (code, words). Words that fit stand on one line; more stand in three even columns.
    """
    room = right - left
    widths = [_GAP + width_of(name) + _BETWEEN for _, name in names]
    even = sum(widths) - _BETWEEN > room
    across = min(3, len(names)) if even else len(names)
    if even:
        widths = [room / across] * len(names)
    labels = [wrap(name, wide - _GAP - 12) for (_, name), wide in zip(names, widths, strict=True)]
    top, boxes = 0.0, list[Datum]()
    for start in range(0, len(names), across):
        line = range(start, min(start + across, len(names)))
        for index in line:
            x = left + sum(widths[start:index])
            box = {"x": x, "x2": x + SWATCH, "y": top + 3, "y2": top + 3 + SWATCH}
            boxes.append({"row": names[index][0], **box, "fill": paint[index].light})
            middle = top + height_of(labels[index]) / 2 + 0.5
            sheet.words("key_words", stacked_lines(labels[index], x + _GAP, middle))
        top += max(height_of(labels[index]) for index in line) + 6
    sheet.bars("key", boxes)
    return top - 6
