"""How wide the columns of a table of boxes are, on paper and in Word. No colour is chosen."""

from dataclasses import dataclass

from kartlegg.forms.page import Group
from kartlegg.report.layout.text_width import longest_word, text_width

_SIZES = (8.5, 8.0, 7.5)
_ROW_SIZE, _PADDING, _NARROWEST = 9.5, 7.0, 34.0
_LINES, _ROOMY = 3, 1.6
_LEAST_LABEL, _TWO_LINES = 130.0, 200.0


@dataclass(frozen=True, slots=True)
class GridWidths:
    """Widths of the labels and of each column in points, and the type size of the heads."""

    label: float
    columns: tuple[float, ...]
    size: float


def grid_widths(group: Group, width: float) -> GridWidths:
    """Return how to divide `width` points between the labels of the rows and the columns of boxes.

    Columns are equally wide where there is room, for no answer may look larger than another. No word is cut unless
    there are more columns than the page has room for.
    """
    words = max(longest_word(row.label, _ROW_SIZE) for row in group.rows) + _PADDING
    longest = max(text_width(row.label, _ROW_SIZE) for row in group.rows) + _PADDING
    count, room = len(group.columns), max(words, min(longest, _LEAST_LABEL), min(longest / 2, _TWO_LINES))
    for size in _SIZES:
        least = [max(_NARROWEST, _piece(head, size) + _PADDING) for head in group.columns]
        lines = max(text_width(head, size, "Semibold") / _LINES for head in group.columns) + _PADDING
        equal = max(*least, lines)
        if equal * count <= width - room:
            roomy = max(equal, min(lines * _ROOMY, (width - longest) / count))
            return GridWidths(width - roomy * count, (roomy,) * count, size)
        if sum(least) <= width - room:
            spare = (width - room - sum(least)) / count
            return GridWidths(room, tuple(one + spare for one in least), size)
    label = max(min(room, width / _LINES), width - sum(least))
    share = (width - label) / sum(least)
    return GridWidths(label, tuple(one * share for one in least), size)


def _piece(head: str, size: float) -> float:
    """Return the width of the longest piece of a head that is not broken; at a hyphen it could be, but is not."""
    return max(text_width(piece, size, "Semibold") for piece in head.replace("/", "/ ").split(" "))
