"""How the tables of a survey's publications are to be read, and which contradictions are known. No check may enter.

`published/structure.yaml` of a survey; one without that file has nothing printed to be read.
"""

from collections.abc import Mapping
from pathlib import Path

from kartlegg.audit.publication import Measure
from kartlegg.definitions import Definition, read_definition


class Heads(Definition):
    """Words of printed heads and rows by what they mean, in the words of print."""

    count: tuple[str, ...] = ()
    percent: tuple[str, ...] = ()
    fte: tuple[str, ...] = ()
    rate: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    base: tuple[str, ...] = ()
    of_all: tuple[str, ...] = ()
    of_answers: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class AskedOf(Definition):
    """The row of another table whose units alone were asked."""

    table: str
    row: str


class Known(Definition):
    """A contradiction that is understood: print's own, shown as printed. `*` stands for any.

    `round` is the round whose publication it stands in, None for every one: others may number tables otherwise.
    """

    table: str
    check: str
    row: str = "*"
    column: str = "*"
    round: int | None = None
    reason: str


class Structure(Definition):
    """What cannot be seen from a printed table itself.

    `units` is how many units there were by year; `measures` what tables without such words measure; `asked_of` whom
    a table's question was asked of; `percents_of` the tables, `year:number` for those of another publication, whose
    FTE a table's percentages are of; `same_as` the tables that print the same figures; `known` the contradictions of
    print that stand in every release.
    """

    units: Mapping[int, int] = {}
    heads: Heads = Heads()
    measures: Mapping[str, Measure] = {}
    asked_of: Mapping[str, AskedOf] = {}
    percents_of: Mapping[str, tuple[str, ...]] = {}
    same_as: Mapping[str, tuple[str, ...]] = {}
    known: tuple[Known, ...] = ()


def known_in(structure: Structure, year: int) -> tuple[Known, ...]:
    """Return what is known of contradictions in the publication of the round of `year`."""
    return tuple(of for of in structure.known if of.round in (None, year))


def load_structure(survey: Path) -> Structure:
    """Return the structure of a survey, an empty one where it has none; raises DefinitionError with file and line."""
    path = survey / "published" / "structure.yaml"
    return read_definition(path, Structure) if path.is_file() else Structure()
