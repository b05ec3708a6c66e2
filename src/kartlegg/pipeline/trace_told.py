"""A trace as text for a terminal and as CSV. Nothing is looked up here."""

import csv
from decimal import Decimal
from io import StringIO

from kartlegg.editing.corrections import CORRECTED
from kartlegg.estimation.frames import CARRIED
from kartlegg.pipeline.trace import Entry, Part, Trace
from kartlegg.report.cells import MEANINGS, show_cell

INTERNAL = "INTERNAL: what single units answered. Not for publication."
COLUMNS = ("part", "unit", "name", "variable", "value", "origin", "before", "where", "reason", "answers")
_HEADS = ("unit", "name", "value", "origin", "before", "where", "reason", "answer")
_NAME = 24
"""How many letters of a name a line of text shows."""


def trace_csv(traced: Trace) -> bytes:
    """Return the units behind each part as CSV, the first line saying that it is internal."""
    out = StringIO()
    out.write(f"# {INTERNAL}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for part in traced.parts:
        for entry in part.entries:
            value = "" if entry.value is None else repr(entry.value)
            writer.writerow([part.name, *entry[:3], value, *entry.origin, entry.answer])
    return out.getvalue().encode()


def trace_text(traced: Trace) -> str:
    """Return the trace as lines of text."""
    cell, column = traced.cell, traced.column
    shown = show_cell(cell, column)
    exact = "" if cell.value is None else f", exactly {cell.value!r}"
    meant = f" ({MEANINGS[cell.status].en})" if cell.status in MEANINGS else ""
    lines = [
        *([INTERNAL, ""] if any(part.entries for part in traced.parts) else []),
        f"table {traced.table.number}: {traced.table.title.nb}",
        f"cell: {traced.row.label.nb} ({traced.row.code}), {column.path()} ({column.code})",
        f"published: {shown}{exact}, status {cell.status}{meant}",
        f"defined: {traced.path}:{traced.line}",
        f"says: {traced.meaning.says}",
        f"base: {traced.table.base.nb}",
    ]
    if cell.status == "Q" and not traced.parts:
        lines += [
            "",
            "It is hidden: it would tell what single units answered, or give away a number that does. Nothing of its",
            "units is told; --internal tells it to whoever may see it.",
        ]
    elif cell.status == "Q":
        lines.append(f"hidden: {traced.hidden}")
    for part in traced.parts:
        lines += ["", *_part(part)]
    return "\n".join(lines) + "\n"


def _part(part: Part) -> list[str]:
    value = "unknown" if part.value is None else _plain(part.value)
    lines = [f"{part.name}: {part.says}: {value}" + (f" ({part.where})" if part.where else "")]
    if not part.entries:
        return lines
    units = len({entry.unit for entry in part.entries})
    origins = [(kind, str(number), _plain(of)) for kind, (number, of) in part.by_origin.items()]
    total = sum((of for _, of in part.by_origin.values()), Decimal(0))
    lines += _grid([("origin", "figures", "value"), *origins, ("in all", str(len(part.entries)), _plain(total))])
    if part.base is None:
        carried = part.by_origin.get(CARRIED, (0, Decimal(0)))[1]
        told = f"replies {_plain(part.as_reported)}; after corrections {_plain(total - carried)}"
        lines += ["", f"{told}; carried from last round {_plain(carried)}; in all {_plain(total)}; {units} units"]
    seldom_first = sorted(
        part.entries, key=lambda entry: (entry.origin.kind != CORRECTED, entry.origin.kind != CARRIED)
    )
    return [*lines, "", *_grid([_HEADS, *map(_line, seldom_first)])]


def _line(entry: Entry) -> tuple[str, ...]:
    value = "" if entry.value is None else _plain(entry.value)
    answer = entry.answer or entry.variable
    return (entry.unit, entry.name[:_NAME], value, *entry.origin, answer)


def _grid(rows: list[tuple[str, ...]]) -> list[str]:
    """Return rows of text as lines, each column as wide as its longest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _plain(value: float | Decimal) -> str:
    """Return a number without an exponent and without zeros at its end."""
    text = format(value if isinstance(value, Decimal) else Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
