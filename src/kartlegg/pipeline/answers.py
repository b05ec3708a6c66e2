"""From an Extract to the answers that tables are built from, corrected and routed. No table may enter."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, get_args

from kartlegg.csv_rows import read_rows
from kartlegg.errors import DefinitionError, Fault
from kartlegg.estimation.responses import BASES, Responses
from kartlegg.exchange.by_unit import corrected_by_unit
from kartlegg.exchange.extract import Extract
from kartlegg.fault_codes import FaultCode
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.last_round import figures_of_last_round
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.registers import register_of
from kartlegg.questionnaire.routing import Routing
from kartlegg.tabulation.answer_spec import LIMITS, AnswerMeasure
from kartlegg.tabulation.answers import Answers, Statement

ANSWERS, PUBLISHED_BASES = Path("history") / "answers.csv", Path("history") / "bases.csv"
HISTORY = ("year", "of", "base", "measure", "grouping", "group", "value", "published_in")
BASES_COLUMNS = ("table", "year", "base")


def answers_of(extract: Extract, inputs: Inputs) -> Answers:
    """Return the answers of the round: as corrected, those to hidden questions left out."""
    routing, form = Routing(inputs.questionnaire), inputs.questionnaire
    replies = corrected_by_unit(extract, form.variables)
    places = [place for place in inputs.places_of_round if place.reports]
    last = figures_of_last_round(extract, inputs, {place.code for place in places})
    themes: dict[str, dict[str, str]] = {}
    for unit, variable, theme in extract.codings.select("unit", "variable", "theme").iter_rows():
        themes.setdefault(variable, {})[unit] = theme
    registers = {place.code: register_of(place) for place in places}
    return Answers(
        responses=Responses(
            facts={
                unit: routing.settle(Facts(replies.get(unit, {}), last.get(unit, {}), of))
                for unit, of in registers.items()
            },
            statuses=extract.statuses,
            groups={place.code: place.groups for place in places},
            themes=themes,
            before={unit: Facts(of, register=registers[unit]) for unit, of in last.items()},
        ),
        size=inputs.size,
        variables=form.variables,
        groupings=inputs.groupings,
        marks=inputs.marks,
        year=inputs.this_round.year,
        published={(of.year, of.statement): of.value for of in read_published_answers(inputs.folder / ANSWERS)},
        published_bases=read_published_bases(inputs.folder / PUBLISHED_BASES),
    )


class PublishedAnswer(NamedTuple):
    """A number published before of the answers of a year; `line` is where it stands."""

    line: int
    year: int
    statement: Statement
    value: float


def read_published_answers(path: Path) -> tuple[PublishedAnswer, ...]:
    """Return what was published of answers in earlier years; a survey may have none.

    Raises DefinitionError for what is no CSV file, for other columns, a cell that is no number, and a statement that
    stands twice.
    """
    found: dict[tuple[int, Statement], PublishedAnswer] = {}
    faults = []
    for line, row in read_rows(path, HISTORY) if path.is_file() else ():
        key = _published(row)
        if key is None or key in found:
            found_there = "no year, measure or number" if key is None else "a statement of a year that stands twice"
            expected = "a year, one of count, percent and sum, a number; each statement of a year once"
            told = (found_there, expected, "correct the row", FaultCode.WRONG_CELL)
            faults.append(Fault(path, line, None, *told))
        else:
            found[key] = PublishedAnswer(line, *key, float(row["value"]))
    if faults:
        raise DefinitionError(faults)
    return tuple(found.values())


def read_published_bases(path: Path) -> dict[tuple[str, int], str]:
    """Return whom printed percentages are of, by table and year, where it is another group than this round.

    Raises DefinitionError for what is no CSV file, for other columns, a year that is none, a base that is no kind of
    reply, a row twice.
    """
    found: dict[tuple[str, int], str] = {}
    faults = []
    for line, row in read_rows(path, BASES_COLUMNS) if path.is_file() else ():
        year = row["year"]
        key = (row["table"], int(year) if re.fullmatch(r"[0-9]{4}", year) else 0)
        if not key[1] or row["base"] not in BASES or key in found:
            told = f"{row['table']}, {year}, {row['base']}"
            expected = f"a table and year once, and one of {', '.join(BASES)}"
            faults.append(Fault(path, line, None, told, expected, "correct the row", FaultCode.WRONG_CELL))
        found[key] = row["base"]
    if faults:
        raise DefinitionError(faults)
    return found


def _published(row: Mapping[str, str]) -> tuple[int, Statement] | None:
    """Return the year and the statement of a row; None where a cell of it cannot be read."""
    measures = [known for known in get_args(AnswerMeasure) if known not in LIMITS]
    measure = next((known for known in measures if known == row["measure"]), None)
    numbers = re.fullmatch(r"[0-9]{4}", row["year"]) and re.fullmatch(r"[0-9]+(\.[0-9]+)?", row["value"])
    if measure is None or not numbers:
        return None
    return int(row["year"]), Statement(row["of"], measure, row["base"], row["grouping"], row["group"])
