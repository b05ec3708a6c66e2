"""YAML files to a Questionnaire; an error names file and line."""

from collections import Counter
from pathlib import Path

from kartlegg.definitions import read_definition
from kartlegg.errors import DefinitionError, Fault
from kartlegg.questionnaire.model import Questionnaire, Section


def load_questionnaire(round_folder: Path) -> Questionnaire:
    """Return the questionnaire of a round from `questionnaire/*.yaml` in file order.

    Raises DefinitionError for a file that does not fit the format, a code used twice, or a sum of unknown parts.
    """
    folder = round_folder / "questionnaire"
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise DefinitionError(
            Fault(folder, None, None, "no sections", "one YAML file for each section", "add questionnaire/*.yaml")
        )
    questionnaire = Questionnaire(sections=tuple(read_definition(path, Section) for path in paths))
    faults = _code_faults(paths, questionnaire)
    if faults:
        raise DefinitionError(faults)
    return questionnaire


def _code_faults(paths: list[Path], questionnaire: Questionnaire) -> list[Fault]:
    faults = []
    known = set(questionnaire.variables)
    seen: Counter[str] = Counter()
    for path, section in zip(paths, questionnaire.sections, strict=True):
        for variable in (v for question in section.questions for v in question.variables()):
            line = _line_with(path, variable.code)
            seen[variable.code] += 1
            if seen[variable.code] == 2:
                faults.append(
                    Fault(
                        path, line, variable.code, "a code used before", "a code of its own", "rename one of the two"
                    )
                )
            faults.extend(
                Fault(path, line, variable.code, f"the unknown part {part}", "parts that are variables", "correct it")
                for part in variable.parts
                if part not in known
            )
    return faults


def _line_with(path: Path, code: str) -> int | None:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if f"variable: {code}" in line), None)
