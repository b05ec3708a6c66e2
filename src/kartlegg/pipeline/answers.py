"""From an Extract to the answers that tables are built from, corrected and routed. No table may enter."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

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
        published=read_published_answers(inputs.folder / "history" / "answers.csv"),
        published_bases=read_published_bases(inputs.folder / "history" / "bases.csv"),
    )


def read_published_answers(path: Path) -> dict[tuple[int, Statement], float]:
    """Return what was published of answers in earlier years; a survey may have none.

    Raises DefinitionError for other columns, a cell that is no number, and a statement that stands twice.
    """
    found: dict[tuple[int, Statement], float] = {}
    faults = []
    for line, row in _rows(path, HISTORY):
        key = _published(row)
        if key is None or key in found:
            found_there = "no year, measure or number" if key is None else "a statement of a year that stands twice"
            expected = "a year, one of count, percent and sum, a number; each statement of a year once"
            faults.append(Fault(path, line, None, found_there, expected, "correct the row"))
        else:
            found[key] = float(row["value"])
    if faults:
        raise DefinitionError(faults)
    return found


def read_published_bases(path: Path) -> dict[tuple[str, int], str]:
    """Return whom printed percentages are of, by table and year, where it is another group than this round.

    Raises DefinitionError for other columns, a year that is none, a base that is no kind of reply, a row twice.
    """
    found: dict[tuple[str, int], str] = {}
    faults = []
    for line, row in _rows(path, BASES_COLUMNS):
        year = row["year"] or ""
        key = (row["table"], int(year) if re.fullmatch(r"[0-9]{4}", year) else 0)
        if not key[1] or row["base"] not in BASES or key in found:
            told = f"{row['table']}, {year}, {row['base']}"
            expected = f"a table and year once, and one of {', '.join(BASES)}"
            faults.append(Fault(path, line, None, told, expected, "correct the row"))
        found[key] = row["base"]
    if faults:
        raise DefinitionError(faults)
    return found


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a file with their lines; none of a file that there is not."""
    if not path.is_file():
        return
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""), strict=True)
    if tuple(reader.fieldnames or ()) != columns:
        told = (", ".join(reader.fieldnames or ()) or "nothing", ", ".join(columns), "correct the header")
        raise DefinitionError(Fault(path, 1, None, *told, FaultCode.WRONG_COLUMNS))
    for row in reader:
        yield reader.line_num, row


def _published(row: Mapping[str, str]) -> tuple[int, Statement] | None:
    """Return the year and the statement of a row; None where a cell of it cannot be read."""
    measures = [known for known in get_args(AnswerMeasure) if known not in LIMITS]
    measure = next((known for known in measures if known == row["measure"]), None)
    numbers = re.fullmatch(r"[0-9]{4}", row["year"] or "") and re.fullmatch(r"[0-9]+(\.[0-9]+)?", row["value"] or "")
    if measure is None or not numbers:
        return None
    return int(row["year"]), Statement(row["of"], measure, row["base"], row["grouping"], row["group"])
