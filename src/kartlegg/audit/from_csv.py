"""A printed publication as it was typed off: cells with row, column and value. Checks may not enter.

The file has the columns table, row, column, value, note; `titles_….csv` beside `tables_….csv` has table and title.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from kartlegg.audit.publication import (
    Grid,
    Head,
    Kind,
    Line,
    Measure,
    Number,
    Publication,
    key,
    rounded,
    years_in,
)
from kartlegg.audit.structure import Heads, Structure
from kartlegg.csv_rows import read_rows
from kartlegg.errors import DefinitionError, Fault

CELLS = ("table", "row", "column", "value", "note")
TITLES = ("table", "title")
_STATED = re.compile(r"\b((?:19|20)\d\d)\s*\(\s*[nN]\s*=\s*(\d+)\s*\)")


def publication_of(path: Path, structure: Structure, others: Mapping[str, Path] | None = None) -> Publication:
    """Return the printed publication in `path`; `others` are further ones by the name that the structure gives them.

    Raises DefinitionError, naming file, line and column, for another header or a value that is no number.
    """
    grids = _grids(path, structure)
    further = {
        f"{name}:{number}": grid
        for name, file in (others or {}).items()
        for number, grid in _grids(file, structure).items()
    }
    return Publication(
        name=path.name,
        grids=grids,
        units=structure.units,
        asked_of={table: (of.table, of.row) for table, of in structure.asked_of.items()},
        percents_of=structure.percents_of,
        same_as=structure.same_as,
        of_all=frozenset(map(key, structure.heads.of_all)),
        of_answers=frozenset(map(key, structure.heads.of_answers)),
        others=further,
    )


def _grids(path: Path, structure: Structure) -> dict[str, Grid]:
    beside = path.with_name(path.name.replace("tables_", "titles_"))
    titles = {row["table"]: row["title"] for _, row in read_rows(beside, TITLES)} if beside.is_file() else {}
    tables: dict[str, dict[tuple[str, str], Number | None]] = {}
    for line, row in read_rows(path, CELLS):
        cells = tables.setdefault(row["table"], {})
        place = row["row"], row["column"]
        if place in cells:
            told = (f"table {row['table']}, {' × '.join(place)} again", "each cell once", "remove one of the two")
            raise DefinitionError(Fault(path, line, None, *told))
        cells[place] = _number(path, line, row["value"])
    return {number: _grid(number, titles.get(number, ""), cells, structure) for number, cells in tables.items()}


def _number(path: Path, line: int, value: str) -> Number | None:
    if not value:
        return None
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
        remedy = "write digits, a point before decimals and no spaces; a mark such as * stands in the column note"
        raise DefinitionError(Fault(path, line, "value", repr(value), "a number or a blank cell", remedy))
    return rounded(value)


def _grid(number: str, title: str, cells: Mapping[tuple[str, str], Number | None], structure: Structure) -> Grid:
    labels, paths = (list(dict.fromkeys(place[at] for place in cells)) for at in (0, 1))
    measure = structure.measures.get(number)
    heads = tuple(_head(path, structure.heads, measure) for path in paths)
    numbers = tuple(tuple(_as_counted(cells.get((label, head.path)), head) for head in heads) for label in labels)
    return Grid(
        number=number,
        title=title,
        lines=tuple(Line(label, _kind(label, structure.heads)) for label in labels),
        heads=heads,
        numbers=numbers,
        stated={int(year): int(units) for year, units in _STATED.findall(title)},
    )


def _as_counted(number: Number | None, head: Head) -> Number | None:
    """Return the number; a count was not rounded, whatever its digits."""
    return (
        Number(number.value, number.value, number.value) if number and head.measure in ("count", "people") else number
    )


def _head(path: str, words: Heads, default: Measure | None) -> Head:
    levels = [level.strip() for level in path.split("|")]
    named = {level: years_in(level)[0] for level in levels}
    year = next((named[level][0] for level in levels if re.fullmatch(r"\d{4}\W?", level)), None)
    found = [(level, _measure(level, words)) for level in levels]
    measure = next((measure for _, measure in reversed(found) if measure), None)
    measure = "fte" if measure == "count" and default == "fte" else measure
    measure = "people" if measure == "count" and _is_people(levels, words) else measure
    changed = any(key(level).startswith(tuple(map(key, words.change))) for level in levels) if words.change else False
    if changed:
        measure = "percent_change" if measure == "percent" else "change"
    about = [level for level, of in found if not of and not re.fullmatch(r"\d{4}\W?", level)]
    return Head(path, measure or default or "other", year, " | ".join(about))


def _measure(level: str, words: Heads) -> Measure | None:
    kinds: tuple[Measure, ...] = ("count", "percent", "fte", "rate")
    return next((kind for kind in kinds if key(level) in map(key, getattr(words, kind))), None)


def _is_people(levels: list[str], words: Heads) -> bool:
    return any(key(level) in map(key, words.people) for level in levels)


def _kind(label: str, words: Heads) -> Kind:
    if key(label) in map(key, words.total):
        return "total"
    if key(label) in map(key, words.blank):
        return "blank"
    return "base" if key(label) in map(key, words.base) else "body"
