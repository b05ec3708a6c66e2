"""Classes of colour for a map of dots, and the keys that explain colour and area. No places may enter."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kartlegg.language import Language, Text
from kartlegg.report.charts.marks import Datum, Sheet, stacked_lines
from kartlegg.report.charts.palette import CLASSES, LEADING, MUTED, PAPER, Token
from kartlegg.report.charts.text import height_of, narrow, wrap
from kartlegg.rounding import format_number, round_half_up
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.table import Column

KEY_WIDTH = 175
_MISSING = Text("Tall mangler", "No figure")


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes of about equal count: each class's lowest number as printed, its words and its colour."""

    lowest: tuple[float, ...]
    labels: tuple[str, ...]
    colours: tuple[Token, ...]
    decimals: int

    def colour(self, value: float) -> Token:
        """Return the colour of a number: it belongs where the number as printed belongs."""
        printed = float(round_half_up(value, self.decimals))
        return self.colours[max(0, sum(low <= printed for low in self.lowest) - 1)]


def classes_of(values: Sequence[float], column: Column, language: Language) -> Classes:
    """Return up to five classes by quantile of the numbers as printed; equal numbers share a class."""
    printed = sorted(float(round_half_up(value, column.decimals)) for value in values)
    count = len(CLASSES)
    starts = sorted(
        {
            printed[math.ceil(len(printed) * part / count)]
            for part in range(count)
            if printed and math.ceil(len(printed) * part / count) < len(printed)
        }
    )
    labels = []
    for index, low in enumerate(starts):
        above = starts[index + 1] if index + 1 < len(starts) else math.inf
        high = max(value for value in printed if value < above)
        ends = [narrow(format_number(end, column.decimals, language)) for end in (low, high)]
        labels.append("–".join(dict.fromkeys(ends)))
    return Classes(tuple(starts), tuple(labels), CLASSES[-len(starts) :] if starts else (), column.decimals)


def put_keys(
    sheet: Sheet, figure: Figure, classes: Classes, largest: tuple[float, float], language: Language
) -> None:
    """Put the keys above to the left; `largest` is the size and the radius (pixels) of the largest circle."""
    columns = {column.code: column for column in figure.table.columns}
    foot = _colours(sheet, columns[figure.columns[0]], classes, _has_missing(figure), language)
    if figure.size_column is not None:
        _areas(sheet, columns[figure.size_column], largest, foot + 16, language)


def _has_missing(figure: Figure) -> bool:
    return any(figure.table.cell(code, figure.columns[0]).value is None for code in figure.positions)


def _title(sheet: Sheet, column: Column, top: float, language: Language) -> float:
    """Put a column's spanning head in strong type and its own head under it; return where they end in pixels."""
    heads = [head.get(language) for head in (column.group, column.label) if head and head.nb]
    for index, head in enumerate(heads):
        look = {"fill": MUTED.light} if index else {"weight": 600}
        lines = wrap(head, KEY_WIDTH, strong=True)
        sheet.words("key_heads", stacked_lines(lines, 0, top + height_of(lines) / 2, **look))
        top += height_of(lines)
    return top


def _colours(sheet: Sheet, column: Column, classes: Classes, missing: bool, language: Language) -> float:
    y = _title(sheet, column, 1, language) + LEADING / 2 + 5
    dots: list[Datum] = []
    for label, colour in zip(classes.labels, classes.colours, strict=True):
        dots.append({"x": 8, "y": y, "fill": colour.light, "stroke": PAPER.light, "weight": 0, "area": 154})
        sheet.words("key_words", [{"x": 24, "y": y, "text": label}])
        y += 21
    if missing:
        dots.append({"x": 8, "y": y, "fill": PAPER.light, "stroke": MUTED.light, "weight": 1.25, "area": 120})
        sheet.words("key_words", [{"x": 24, "y": y, "text": _MISSING.get(language)}])
        y += 21
    sheet.points("key_colours", dots)
    return y


def _areas(sheet: Sheet, column: Column, largest: tuple[float, float], top: float, language: Language) -> None:
    """Put three circles of round sizes under each other, and what their area shows."""
    power = 10.0 ** math.floor(math.log10(largest[0]))
    round_size = next(power * factor for factor in (5, 2, 1) if power * factor <= largest[0])
    y = _title(sheet, column if column.group is None else replace(column, label=Text("")), top, language) + 4
    dots: list[Datum] = []
    sizes = [round_size, round_size / 4 if round_size / power != 5 else round_size / 5, round_size / 20]
    radii = [largest[1] * math.sqrt(size / largest[0]) for size in sizes]
    for size, radius in zip(sizes, radii, strict=True):
        y += max(radius, 9)
        area = math.pi * radius**2
        dots.append(
            {"x": radii[0] + 1, "y": y, "fill": PAPER.light, "stroke": MUTED.light, "weight": 1, "area": area}
        )
        sheet.words("key_words", [{"x": 2 * radii[0] + 12, "y": y, "text": narrow(format_number(size, 0, language))}])
        y += max(radius, 9) + 2
    sheet.points("key_areas", dots)
