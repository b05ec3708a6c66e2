"""The columns of a file of answers: names, labels and missing values. No answer and no package may enter."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kartlegg.codebook.entries import Codebook, Level, OptionKind, QuestionEntry, VariableEntry
from kartlegg.codebook.words import phrase
from kartlegg.exchange.columns import STATUSES
from kartlegg.places.register import Place, Places
from kartlegg.places.units import UnitKind

Cell = float | str | None


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column: `values` are labels of numbers, `missing` the numbers that answer nothing.

    `brief` is the label with what sets the column apart first, for packages that cut labels; `note` is the question.
    """

    code: str
    label: str
    level: Level = "nominal"
    values: Mapping[int, str] = field(default_factory=dict)
    missing: Mapping[int, OptionKind] = field(default_factory=dict)
    decimals: int = 0
    text: bool = False
    brief: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnitColumns:
    """What is known of the units before they answer, by code of the column; `units` is the order of the rows."""

    units: tuple[str, ...]
    columns: tuple[DataColumn, ...]
    cells: Mapping[str, tuple[Cell, ...]]


def answer_columns(codebook: Codebook, *, texts: bool = False) -> tuple[DataColumn, ...]:
    """Return a column for each variable in the order of the form; open text where asked for, contact never."""
    return tuple(
        _column(variable, question)
        for question in codebook.questions
        for variable in question.variables
        if variable.is_published and (texts or variable.type != "text")
    )


def unit_columns(places: Places, day: dt.date, statuses: Mapping[str, str] | None = None) -> UnitColumns:
    """Return code, name, kind, status of the reply and groups of the units that report on `day`, sorted by code.

    `statuses` are by unit; without them the column of statuses is empty.
    """
    reporting = sorted((place for place in places.on(day) if place.reports), key=lambda place: place.code)
    kinds = [kind.value for kind in UnitKind if kind is not UnitKind.AREA]
    given = statuses or {}
    columns: list[tuple[DataColumn, Sequence[Cell]]] = [
        (DataColumn("unit", phrase("unit.unit").nb, text=True), [place.code for place in reporting]),
        (DataColumn("unit_name", phrase("unit.name").nb, text=True), [place.name for place in reporting]),
        _coded(
            "unit_kind",
            phrase("unit.kind").nb,
            {kind: phrase(f"kind.{kind}").nb for kind in kinds},
            [place.kind.value for place in reporting],
        ),
        _coded(
            "status",
            phrase("unit.status").nb,
            {status: phrase(f"status.{status}").nb for status in STATUSES},
            [given.get(place.code) for place in reporting],
        ),
        *_groupings(places, day, reporting),
    ]
    return UnitColumns(
        tuple(place.code for place in reporting),
        tuple(column for column, _ in columns),
        {column.code: tuple(cells) for column, cells in columns},
    )


def _groupings(places: Places, day: dt.date, reporting: list[Place]) -> list[tuple[DataColumn, list[Cell]]]:
    """Return a column for each grouping of more than one group that covers the day."""
    made = []
    for code in places.groupings:
        if any(code in place.groups for place in reporting):
            grouping = places.grouping(code, day)
            labels = {group.code: group.label.nb for group in grouping.groups}
            if len(labels) > 1:
                of = [place.groups.get(code) for place in reporting]
                made.append(_coded(f"group_{code}", grouping.title.nb, labels, of))
    return made


def _coded(
    code: str, label: str, labels: Mapping[str, str], given: list[str | None]
) -> tuple[DataColumn, list[Cell]]:
    """Return codes as numbers with labels: the number that a code is, or its place where codes are words."""
    digits = all(key.isdigit() for key in labels) and len({int(key) for key in labels}) == len(labels)
    numbers = {key: int(key) if digits else place for place, key in enumerate(labels, 1)}
    column = DataColumn(code, label, values={numbers[key]: text for key, text in labels.items()})
    return column, [None if key is None else float(numbers[key]) for key in given]


def _column(variable: VariableEntry, question: QuestionEntry) -> DataColumn:
    values = {option.value: option.label.nb for option in variable.options}
    alone = variable.label == question.text
    if variable.type == "tick":
        values = {number: phrase(f"tick.{number}").nb for number in (0, 1)}
    return DataColumn(
        code=variable.code,
        label=variable.name.nb,
        level=variable.level,
        values=values,
        missing=variable.missing,
        decimals=variable.decimals or 0,
        text=variable.type == "text",
        brief=variable.name.nb if alone else phrase("variable.within", variable.label, question.name).nb,
        note=question.text.nb,
    )
