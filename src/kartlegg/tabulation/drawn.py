"""What a figure is drawn from: its table, its columns, its breaks, its positions. Captions may not enter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kartlegg.definitions import Words
from kartlegg.errors import LookupFault
from kartlegg.fault_codes import FaultCode
from kartlegg.language import Text
from kartlegg.places.register import Place, Whole
from kartlegg.tabulation.build import Builder
from kartlegg.tabulation.figure import Position, Sides
from kartlegg.tabulation.series_table import with_rows
from kartlegg.tabulation.sides import sides_of
from kartlegg.tabulation.spec import FigureSpec, RatesSpec, ViewSpec
from kartlegg.tabulation.table import Table


@dataclass(frozen=True, slots=True)
class Drawn:
    """The parts of one view of a figure, without its words."""

    table: Table
    columns: tuple[str, ...]
    breaks: tuple[int, ...] = ()
    uncertain: tuple[int, ...] = ()
    size_column: str | None = None
    positions: Mapping[str, Position] = field(default_factory=dict)
    sides: Sides | None = None
    view: ViewSpec | None = None


def drawn_from(
    spec: FigureSpec, builder: Builder, tables: Mapping[str, Table], wholes: tuple[Whole, ...]
) -> tuple[Drawn, ...]:
    """Return the views of a figure, the first being the one shown first.

    `tables` are the numbered tables of the report. Raises LookupFault for a table, column or row that there is not.
    """
    table = _table_of(spec, builder, tables)
    columns = spec.columns or tuple(c.code for c in table.columns if c.code.rpartition("y")[2].isdecimal())
    _refuse_unknown(spec, columns, table)
    years = [int(code.rpartition("y")[2]) for code in columns if code.rpartition("y")[2].isdecimal()]
    marks = builder.numbers.fte.marks
    variables = {row.code for row in table.rows} | {code.rpartition("_y")[0] for code in columns}
    breaks = [mark.year for mark in marks.breaks if any(map(mark.covers, variables))]
    uncertain = {mark.year for mark in marks.uncertain if any(map(mark.covers, variables))}
    first = Drawn(
        table,
        columns,
        breaks=tuple(sorted(year for year in breaks if years and min(years) < year <= max(years))),
        uncertain=tuple(sorted(uncertain.intersection(years))),
        sides=sides_of(spec, table, builder.numbers.answers, builder.words) if spec.sides else None,
    )
    return (first,) if spec.kind != "dots" else _views(spec, builder, first, wholes)


def _refuse_unknown(spec: FigureSpec, columns: tuple[str, ...], table: Table) -> None:
    known = [column.code for column in table.columns]
    wrong = next((column for column in columns if column not in known), None)
    if not columns or wrong is not None:
        found = f"figure {spec.number} draws {', '.join(columns) or 'nothing'}; there are {', '.join(known)}"
        raise LookupFault(found, FaultCode.UNKNOWN_COLUMN, name=wrong or "", known=known)
    asked = {"points": 1, "scatter": 2}.get(spec.kind, len(columns))
    if len(columns) != asked:
        raise LookupFault(f"figure {spec.number} draws {', '.join(columns)}; {spec.kind} needs {asked} columns")


def _table_of(spec: FigureSpec, builder: Builder, tables: Mapping[str, Table]) -> Table:
    if spec.data is not None:
        built = builder.build(spec.data.model_copy(update={"number": f"F{spec.number}"}))
    elif spec.table is not None and spec.table in tables:
        built = tables[spec.table]
    else:
        raise LookupFault(f"figure {spec.number} is drawn from table {spec.table}, which the report does not have")
    if not spec.rows:
        return built
    unknown = sorted(set(spec.rows) - set(built.row_places))
    if unknown:
        found = f"figure {spec.number} draws the rows {', '.join(unknown)}, which its table lacks"
        raise LookupFault(found, FaultCode.UNKNOWN_ROW, name=unknown[0], known=built.row_places)
    return with_rows(built, spec.rows)


def _views(spec: FigureSpec, builder: Builder, first: Drawn, wholes: tuple[Whole, ...]) -> tuple[Drawn, ...]:
    places = builder.numbers.places
    views = []
    for view in spec.views or (ViewSpec(label=Words(nb=""), by=None),):
        if view.by is None:
            positions = _positions_of_units(places, wholes)
            table = first.table
        else:
            data = RatesSpec(
                kind="rates",
                by=view.by,
                number=f"F{spec.number}-{view.by}",
                inhabitants=True,
                title=_words(first.table.title),
                stub=view.label,
                base=_words(first.table.base),
            )
            table = builder.build(data)
            _refuse_unknown(spec, first.columns, table)
            positions = _positions_of_groups(places, wholes, view.by)
        views.append(Drawn(table, first.columns, size_column="inhabitants", positions=positions, view=view))
    return tuple(views)


def _words(text: Text) -> Words:
    return Words(nb=text.nb, en=text.en)


def _positions_of_units(places: Sequence[Place], wholes: tuple[Whole, ...]) -> dict[str, Position]:
    """Return where each unit with inhabitants stands; parts of a city stand in the city's inset."""
    cities = {whole.code: whole for whole in wholes}
    positions = {}
    for place in places:
        city = cities.get(place.whole or "")
        if not place.reports or not place.population.get("all"):
            continue
        if city is not None and city.longitude is not None and city.latitude is not None:
            positions[place.code] = Position(city.longitude, city.latitude, city.name)
        elif place.longitude is not None and place.latitude is not None:
            positions[place.code] = Position(place.longitude, place.latitude)
    return positions


def _positions_of_groups(places: Sequence[Place], wholes: tuple[Whole, ...], by: str) -> dict[str, Position]:
    """Return where the inhabitants of each group have their middle."""
    cities = {whole.code: whole for whole in wholes}
    sums: dict[str, list[float]] = {}
    for place in places:
        point = cities.get(place.whole or "", place)
        persons = place.population.get("all", 0)
        if by in place.groups and point.longitude is not None and point.latitude is not None:
            of = sums.setdefault(place.groups[by], [0.0, 0.0, 0.0])
            of[0] += persons
            of[1] += persons * point.longitude
            of[2] += persons * point.latitude
    return {group: Position(lon / weight, lat / weight) for group, (weight, lon, lat) in sums.items() if weight}
