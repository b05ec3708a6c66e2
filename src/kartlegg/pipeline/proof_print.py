"""Proofreads what is noted of print: claims about replies, and the catalogue of questions. No reply may enter."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from kartlegg.errors import Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.questionnaire.proof.form import Form
from kartlegg.questionnaire.proof.rules import Known, Told, nearest, rule_faults

POPULATIONS = ("everyone", "participants", "complete")
"""The bases of a claim that are no condition."""

CONDITIONS = ("count", "percent")
"""The measures of a claim that are of units for which a condition is true; the others are of a variable."""

Row = tuple[int, Mapping[str, str]]


def claim_faults(folder: Path, known: Known) -> Iterator[Fault]:
    """Yield a fault for each claim whose `of` or `base` names what the form does not have."""
    for path in sorted(folder.glob("*.csv")):
        for line, row in _rows(path, ("measure", "of", "base")):
            for column, told in _of_claim(row, known):
                code = told.code if told.code is FaultCode.RULE_UNREADABLE else FaultCode.UNKNOWN_CODE_IN_CLAIMS
                yield Fault(path, line, column, told.found, told.expected, told.remedy, code)


def _of_claim(row: Mapping[str, str], known: Known) -> Iterator[tuple[str, Told]]:
    is_condition = row["measure"] in CONDITIONS
    yield from (("of", told) for told in rule_faults(row["of"], known) if is_condition)
    if not is_condition and row["of"] not in known.variables and not known.may_hold(row["of"]):
        near = nearest(row["of"], known.variables)
        found, remedy = f"the variable {row['of']}, which there is not", f"write `{near}`" if near else "correct it"
        yield "of", Told(FaultCode.UNKNOWN_CODE_IN_CLAIMS, found, "a variable of the form", remedy)
    if is_condition and row["base"] and row["base"] not in POPULATIONS:
        yield from (("base", told) for told in rule_faults(row["base"], known))


def catalogue_faults(folder: Path, form: Form) -> Iterator[Fault]:
    """Yield a fault for each code in the column `codes` that is neither of a question nor of a variable."""
    known = {**form.questionnaire.questions, **form.questionnaire.variables}
    for path in sorted(folder.glob("*.csv")):
        for line, row in _rows(path, ("codes",)):
            for code in row["codes"].split():
                if code not in known and not form.may_hold(code):
                    near = nearest(code, known)
                    told = (
                        f"the code {code}, which there is not",
                        "codes of questions",
                        f"write {near}" if near else "correct it",
                    )
                    yield Fault(path, line, "codes", *told, FaultCode.UNKNOWN_CODE_IN_CATALOGUE)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows with all `columns`, with their lines; what reads the files whole tells what else is wrong."""
    text = path.read_text(encoding="utf-8", errors="replace")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if set(columns) <= set(reader.fieldnames or ()):
        for row in reader:
            if all(isinstance(row[column], str) for column in columns):
                yield reader.line_num, row
