"""Proofreads tables of answers: the conditions that their cells are made of. No number may enter."""

from collections.abc import Iterator

from kartlegg.definitions import YamlFile
from kartlegg.errors import Fault
from kartlegg.estimation.responses import BASES
from kartlegg.fault_codes import FaultCode
from kartlegg.questionnaire.proof.rules import Known, Told, rule_faults
from kartlegg.tabulation.answer_spec import AnswerBlock, AnswerRow
from kartlegg.tabulation.spec import AnswersSpec

Place = tuple[int | str, ...]


def answer_faults(file: YamlFile, place: Place, spec: AnswersSpec, known: Known) -> Iterator[Fault]:
    """Yield what is wrong with the conditions of a table at `place`, each once, at the row or block that says it."""
    told: set[str] = set()
    offered = {below for below, rule in _rules(spec) if rule not in BASES and not _faults(rule, known)}
    for below, rule in _rules(spec):
        if rule in BASES or rule in told:
            continue
        told.add(rule)
        for fault in _faults(rule, known):
            if fault.code is FaultCode.DEAD_OPTION and below in offered:
                continue  # an option of one of the questions beside each other: the others were not asked it
            where = (*place, *below)
            yield Fault(
                file.path, file.line(where), file.name(where), fault.found, fault.expected, fault.remedy, fault.code
            )


def _faults(rule: str, known: Known) -> list[Told]:
    return list(rule_faults(rule, known))


def _rules(spec: AnswersSpec) -> Iterator[tuple[Place, str]]:
    """Yield the conditions of all cells, with the part of the table that says the most of each."""
    rows = list(enumerate(spec.rows)) or [(-1, AnswerRow())]
    for at, row in rows:
        for number, block in enumerate(spec.blocks):
            variable = row.variable or block.variable or spec.variable
            parts: list[tuple[Place, AnswerRow | AnswerBlock]] = [(("rows", at), row), (("blocks", number), block)]
            ofs = [(place, part.of) for place, part in parts if part.of] or [((), spec.of)]
            bases = [(place, part.base) for place, part in parts if part.base] or [((), spec.base_of)]
            if row.theme or block.theme:
                ofs = [(place, "{} is answered") for place, part in parts if part.theme]
            elif "sum" in (row.measure, block.measure, *spec.measures):
                ofs = []
            yield from ((place, rule.replace("{}", variable)) for place, rule in (*ofs, *bases) if rule)
