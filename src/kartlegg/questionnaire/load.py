"""YAML files to a Questionnaire; an error names file and line."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kartlegg.definitions import find_line, read_definition
from kartlegg.errors import DefinitionError, Fault
from kartlegg.questionnaire.model import Questionnaire, Section
from kartlegg.questionnaire.options import Scale, Scales
from kartlegg.questionnaire.questions import Item, Numbers, Question

_TWICE = ("a code used before", "a code of its own", "rename one of the two")


class _Asked(NamedTuple):
    """An item with its file and its place in it."""

    path: Path
    place: tuple[int | str, ...]
    item: Item

    def fault(self, key: str, found: str, expected: str, remedy: str) -> Fault:
        """Return a fault at `key` of the item."""
        return Fault(self.path, find_line(self.path, (*self.place, key)), self.item.variable, found, expected, remedy)


def load_questionnaire(round_folder: Path) -> Questionnaire:
    """Return the questionnaire of a round from `questionnaire/*.yaml` in file order, and `scales.yaml`.

    Raises DefinitionError for a file that does not fit the format, a code used twice, a row with parts or a sum
    without, a sum of unknown parts, of itself or of a part twice, or a control of an unknown variable.
    """
    folder = round_folder / "questionnaire"
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise DefinitionError(
            Fault(folder, None, None, "no sections", "one YAML file for each section", "add questionnaire/*.yaml")
        )
    sections = [read_definition(path, Section) for path in paths]
    scales = _scales(round_folder / "scales.yaml")
    items = [item for path, section in zip(paths, sections, strict=True) for item in _items(path, section)]
    sums = {asked.item.variable: asked.item.parts for asked in items}
    faults = [
        *_code_faults(paths, sections, scales),
        *(fault for asked in items for fault in _part_faults(asked, sums)),
        *(
            fault
            for path, section in zip(paths, sections, strict=True)
            for fault in _control_faults(path, section, sums)
        ),
    ]
    if faults:
        raise DefinitionError(faults)
    return Questionnaire(sections=tuple(sections), scales=scales)


def _scales(path: Path) -> dict[str, Scale]:
    """Return the scales by code; a round may have none."""
    if not path.is_file():
        return {}
    scales = read_definition(path, Scales).scales
    codes = [scale.code for scale in scales]
    faults = [
        Fault(path, find_line(path, ("scales", place, "code")), f"scales.{place}.code", *_TWICE)
        for place, code in enumerate(codes)
        if code in codes[:place]
    ]
    if faults:
        raise DefinitionError(faults)
    return {scale.code: scale for scale in scales}


def _items(path: Path, section: Section) -> Iterator[_Asked]:
    for number, grid in enumerate(section.questions):
        if isinstance(grid, Numbers):
            for kind, items in (("rows", grid.rows), ("sums", grid.sums)):
                for place, item in enumerate(items):
                    yield _Asked(path, ("questions", number, kind, place), item)


def _code_faults(paths: list[Path], sections: list[Section], scales: dict[str, Scale]) -> Iterator[Fault]:
    """Yield a fault for each variable, question and section whose code was used before."""
    variables: set[str] = set()
    questions: set[str] = set()
    for path, section in zip(paths, sections, strict=True):
        for number, question in enumerate(section.questions):
            place = ("questions", number, "code")
            if question.code in questions:
                yield Fault(path, find_line(path, place), question.code, *_TWICE)
            questions.add(question.code)
            for code in (variable.code for variable in question.variables(scales)):
                if code in variables:
                    yield Fault(path, _line_of_variable(path, number, question, code), code, *_TWICE)
                variables.add(code)


def _line_of_variable(path: Path, number: int, question: Question, code: str) -> int | None:
    """Return the line where a variable is named last: its row in a grid of numbers, else its question."""
    place: tuple[int | str, ...] = ("code",)
    if isinstance(question, Numbers):
        named = [("rows", at, item) for at, item in enumerate(question.rows)]
        named += [("sums", at, item) for at, item in enumerate(question.sums)]
        place = next((kind, at, "variable") for kind, at, item in reversed(named) if item.variable == code)
    return find_line(path, ("questions", number, *place))


def _part_faults(asked: _Asked, sums: dict[str, tuple[str, ...]]) -> Iterator[Fault]:
    parts, is_sum = asked.item.parts, "sums" in asked.place
    if is_sum and not parts:
        yield asked.fault("variable", "a sum without parts", "the variables it adds", "add parts, or make it a row")
    if not is_sum and parts:
        yield asked.fault("parts", "a row with parts", "parts in sums only", "move it to sums")
    unknown = [part for part in parts if part not in sums]
    for part in unknown:
        yield asked.fault("parts", f"the unknown part {part}", "parts that are variables", "correct it")
    if not unknown:
        leaves = _leaves(asked.item.variable, sums)
        twice = sorted({leaf for leaf in leaves if leaves.count(leaf) > 1})
        if asked.item.variable in leaves:
            yield asked.fault("parts", "a sum that holds itself", "parts below it", "take it out of its parts")
        elif twice:
            found = f"{', '.join(twice)} counted twice"
            yield asked.fault("parts", found, "each variable once", "take it out of one of the parts")


def _leaves(code: str, sums: dict[str, tuple[str, ...]], above: tuple[str, ...] = ()) -> list[str]:
    """Return the asked variables below a sum; where it comes back to itself, the code it comes back to."""
    if code in above or not sums.get(code):
        return [code] if above else []
    return [leaf for part in sums[code] for leaf in _leaves(part, sums, (*above, code))]


def _control_faults(path: Path, section: Section, sums: dict[str, tuple[str, ...]]) -> Iterator[Fault]:
    for number, grid in enumerate(section.questions):
        if isinstance(grid, Numbers) and grid.control is not None and grid.control.of not in sums:
            line = find_line(path, ("questions", number, "control", "of"))
            found = f"a control of the unknown variable {grid.control.of}"
            yield Fault(path, line, f"questions.{number}.control.of", found, "a variable of the form", "correct it")
