"""Proofreads what is noted of print: claims about replies, answers of earlier years, the catalogue. No reply."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kartlegg.csv_rows import read_csv
from kartlegg.errors import Fault, suggest
from kartlegg.estimation.responses import BASES
from kartlegg.fault_codes import FaultCode
from kartlegg.pipeline.answers import PublishedAnswer
from kartlegg.questionnaire.proof.form import Form
from kartlegg.questionnaire.proof.rules import Known, Told, rule_faults

POPULATIONS = ("everyone", "participants", "complete")
"""The bases of a claim that are no condition."""

CONDITIONS = ("count", "percent")
"""The measures of a claim that are of units for which a condition is true; the others are of a variable."""


def claim_faults(folder: Path, known: Known) -> Iterator[Fault]:
    """Yield a fault for each claim whose `of` or `base` names what the form does not have."""
    for path in sorted(folder.glob("*.csv")):
        read = read_csv(path).of_columns(("measure", "of", "base"), more=True)
        yield from read.faults
        for line, row in read.records():
            for column, told in _of_claim(row, known):
                code = told.code if told.code is FaultCode.RULE_UNREADABLE else FaultCode.UNKNOWN_CODE_IN_CLAIMS
                yield Fault(path, line, column, told.found, told.expected, told.remedy, code)


def _of_claim(row: Mapping[str, str], known: Known) -> Iterator[tuple[str, Told]]:
    is_condition = row["measure"] in CONDITIONS
    yield from (("of", told) for told in rule_faults(row["of"], known) if is_condition)
    if not is_condition and row["of"] not in known.variables and not known.may_hold(row["of"]):
        found, remedy = f"the variable {row['of']}, which there is not", suggest(row["of"], known.variables)
        yield "of", Told(FaultCode.UNKNOWN_CODE_IN_CLAIMS, found, "a variable of the form", remedy)
    if is_condition and row["base"] and row["base"] not in POPULATIONS:
        yield from (("base", told) for told in rule_faults(row["base"], known))


def catalogue_faults(folder: Path, form: Form) -> Iterator[Fault]:
    """Yield a fault for each code in the column `codes` that is neither of a question nor of a variable."""
    known = {**form.questionnaire.questions, **form.questionnaire.variables}
    for path in sorted(folder.glob("*.csv")):
        read = read_csv(path).of_columns(("codes",), more=True)
        yield from read.faults
        for line, row in read.records():
            for code in row["codes"].split():
                if code not in known and not form.may_hold(code):
                    told = (f"the code {code}, which there is not", "codes of questions", suggest(code, known))
                    yield Fault(path, line, "codes", *told, FaultCode.UNKNOWN_CODE_IN_CATALOGUE)


def published_faults(path: Path, answers: Sequence[PublishedAnswer], rounds: Sequence[Known]) -> Iterator[Fault]:
    """Yield a fault for each statement on earlier years that names what no round asks; once where it stands first."""
    fullest_first = sorted(rounds, key=lambda known: -len(known.variables))
    told: set[str] = set()
    for answer in answers:
        for column, rule in (("of", answer.statement.of), ("base", answer.statement.base)):
            if rule and rule not in told and rule not in BASES:
                told.add(rule)
                found = [list(_statement_faults(rule, known)) for known in fullest_first]
                if found and all(found):  # one round that asks so is enough
                    code, found_there, expected, remedy = found[0][0]
                    yield Fault(path, answer.line, column, found_there, expected, remedy, code)


def _statement_faults(rule: str, known: Known) -> Iterator[Told]:
    """Yield what is wrong with a condition, a variable whose sum it is, or `variable:theme`."""
    variable, is_coded, _ = rule.partition(":")
    if " " in variable and not is_coded:
        yield from rule_faults(rule, known)
    elif variable not in known.variables and not known.may_hold(variable):
        told = (f"the variable {variable}, which no round asks", "a variable of a round")
        yield Told(FaultCode.UNKNOWN_VARIABLE, *told, suggest(variable, known.variables))
