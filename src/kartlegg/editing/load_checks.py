"""Reads the checks of a round: the files in `checks/`, and those that the questionnaire itself gives rise to.

A fault names file and line. No reply may enter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kartlegg.definitions import read_definition, read_yaml
from kartlegg.editing.check_faults import check_faults, standard_faults
from kartlegg.editing.checks import Checks, DifferCheck, OutlierCheck, ReplyCheck, RuleCheck
from kartlegg.editing.hits import Check, Kind
from kartlegg.editing.messages import Speaker, labels_of, put_in, replaced
from kartlegg.editing.spec import CheckFile, Severity, StandardFile, WrittenCheck
from kartlegg.editing.standard import control_check, standard_checks
from kartlegg.errors import DefinitionError, Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.questionnaire.grammar import parse_condition, references
from kartlegg.questionnaire.model import Questionnaire, Section
from kartlegg.questionnaire.proof.form import year_of
from kartlegg.questionnaire.proof.rules import Known, boxes_of
from kartlegg.questionnaire.questions import Numbers

FOLDER, STANDARD_FILE = "checks", "standard.yaml"


def load_checks(
    round_folder: Path, questionnaire: Questionnaire, register: Mapping[str, tuple[str, ...]] | None = None
) -> Checks:
    """Return the checks of a round; none where it has no folder `checks`.

    `register` are the options of names of the register (such as `size_group`), where they are known.

    Raises DefinitionError with every fault: of the format, a file named as no section's file, a code used twice, an
    unknown variable, option, question or slot, a rule that cannot be read.
    """
    folder = round_folder / FOLDER
    if not folder.is_dir():
        return Checks()
    names = [path.name for path in sorted((round_folder / "questionnaire").glob("*.yaml"))]
    known = Known(questionnaire.variables, boxes_of(questionnaire.variables), register or {})
    faults: list[Fault] = []
    files = _files(folder, faults)
    for path, checks in files.items():
        if path.name not in names:
            found, remedy = "a file of checks for no section", "name it as the section's file"
            faults.append(Fault(path, None, None, found, f"one of {', '.join(names)}", remedy, FaultCode.WRONG_VALUE))
        faults += check_faults(path, checks, questionnaire, known, year_of(round_folder))
    faults += _code_faults(files)
    standard = _standard(folder / STANDARD_FILE, questionnaire, known, faults)
    if faults or standard is None:
        raise DefinitionError(faults)
    sections = zip(names, questionnaire.sections, strict=True)
    of_section = {section.code: files.get(folder / name, ()) for name, section in sections}
    return _built(of_section, questionnaire, standard)


def _files(folder: Path, faults: list[Fault]) -> dict[Path, tuple[WrittenCheck, ...]]:
    """Return the checks of each file that can be read; why others cannot goes to `faults`."""
    files: dict[Path, tuple[WrittenCheck, ...]] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name != STANDARD_FILE:
            try:
                files[path] = read_definition(path, CheckFile).checks
            except DefinitionError as error:
                faults += error.faults
    return files


def _standard(path: Path, questionnaire: Questionnaire, known: Known, faults: list[Fault]) -> StandardFile | None:
    try:
        standard = read_definition(path, StandardFile)
    except DefinitionError as error:
        faults += error.faults
        return None
    faults += standard_faults(path, standard, questionnaire, known)
    return standard


def _code_faults(files: Mapping[Path, tuple[WrittenCheck, ...]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, checks in files.items():
        for number, check in enumerate(checks):
            if check.code in seen:
                place = ("checks", number, "code")
                told = (f"the code {check.code}, used before", "a code of its own", "rename one of the two")
                file = read_yaml(path)
                yield Fault(path, file.line(place), file.name(place), *told, FaultCode.CODE_TWICE)
            seen.add(check.code)


def _built(
    of_section: Mapping[str, tuple[WrittenCheck, ...]], questionnaire: Questionnaire, standard: StandardFile
) -> Checks:
    of_reply: list[ReplyCheck] = []
    of_units: list[OutlierCheck] = []
    for section in questionnaire.sections:
        maker = _Maker(section, questionnaire, standard)
        written = of_section[section.code]
        of_reply += (made for check in written for made in maker.of_reply(check))
        of_units += (maker.of_units(check) for check in written if check.outlier is not None)
        of_reply += maker.unwritten({check.control for check in written})
    speaker = Speaker(questionnaire.variables, labels_of(questionnaire), standard.missing)
    return Checks(tuple(of_reply), tuple(of_units), speaker)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the checks of one section of what was written and proofread."""

    section: Section
    questionnaire: Questionnaire
    standard: StandardFile

    def of_reply(self, written: WrittenCheck) -> Iterator[ReplyCheck]:
        """Yield the checks of one reply that a written check stands for: one, or one for each of `each`."""
        if written.holds is not None:
            for code in written.each or ("",):
                yield self._rule(written, code)
        elif written.differ:
            when = None if written.when is None else parse_condition(written.when)
            yield DifferCheck(self._check(written, "differ", written.differ), written.at_least, when)
        elif written.control is not None:
            grid = self.questionnaire.questions[written.control]
            if isinstance(grid, Numbers):
                own = self._check(written, "control", tuple(row.variable for row in grid.rows))
                yield control_check(grid, self.section.code, self.questionnaire, self.standard, own)

    def of_units(self, written: WrittenCheck) -> OutlierCheck:
        """Return the check that compares units."""
        outlier = written.outlier
        if outlier is None:
            raise ValueError(f"{written.code} compares no units")
        return OutlierCheck(self._check(written, "outlier", outlier.variables), outlier)

    def unwritten(self, controls: set[str | None]) -> Iterator[ReplyCheck]:
        """Yield the checks that nobody wrote: controls that no file speaks of, and the standard ones."""
        for question in self.section.questions:
            if isinstance(question, Numbers) and question.control is not None and question.code not in controls:
                yield control_check(question, self.section.code, self.questionnaire, self.standard)
        yield from standard_checks(self.section, self.questionnaire, self.standard)

    def _rule(self, written: WrittenCheck, each: str) -> RuleCheck:
        condition = parse_condition(replaced(written.holds or "", each) if each else written.holds or "")
        text = replaced(written.when, each) if each and written.when else written.when
        when = None if text is None else parse_condition(text)
        named = [reference for rule in (condition, when) if rule is not None for reference in references(rule)]
        codes = tuple(dict.fromkeys(str(reference.code) for reference in named if reference.source == "answer"))
        return RuleCheck(self._check(written, "rule", codes, each), condition, when)

    def _check(self, written: WrittenCheck, kind: Kind, codes: tuple[str, ...], each: str = "") -> Check:
        variables = self.questionnaire.variables
        first = variables[codes[0]].question if codes else self.section.questions[0].code
        soft = written.level is Severity.SOFT
        return Check(
            code=f"{written.code}_{each}" if each else written.code,
            level=written.level,
            kind=kind,
            section=self.section.code,
            stands_at=written.stands_at or first,
            variables=codes,
            message=put_in(written.message, each) if each else written.message,
            asks=soft if written.asks is None else written.asks,
        )
