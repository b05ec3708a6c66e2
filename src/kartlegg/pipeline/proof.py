"""Proofreads a survey and a round before there is any reply: what is told without numbers. No Extract may enter."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kartlegg.definitions import Words
from kartlegg.errors import DefinitionError, Fault
from kartlegg.pipeline.inputs import Inputs
from kartlegg.report.chapter import read_text, typed_numbers
from kartlegg.tabulation.build import FACTS
from kartlegg.tabulation.spec import (
    ChapterSpec,
    CoverageSpec,
    PopulationSpec,
    RatesSpec,
    SeriesSpec,
    SharesSpec,
    TableSpec,
)

_FACT = re.compile(r"(?<!\{)\{([^{}]*)\}(?!\})")


def proofread(inputs: Inputs) -> list[Fault]:
    """Return the faults of marks, history, table and figure specs and chapters of the round.

    They are: variables and groupings that there are not, unknown words in braces, and typed numbers in titles,
    captions and texts. Raises DefinitionError where what is told per inhabitant, or the whole country, is not given.
    """
    _ = inputs.rated, inputs.country
    faults = [*_marks(inputs), *_history(inputs)]
    for path, chapter in inputs.specs.items():
        for key, spec in _specs(chapter):
            faults += _codes(path, key, spec, inputs)
            faults += _braces(path, key, spec, inputs)
        faults += _captions(path, chapter, inputs)
        try:
            text_path, text = read_text(path)
            faults += typed_numbers(text, text_path, inputs.survey.names_with_digits)
        except DefinitionError as error:
            faults += error.faults
    return faults


def _marks(inputs: Inputs) -> Iterator[Fault]:
    known = inputs.questionnaire.variables
    marks = inputs.marks
    for key, found in (("breaks", marks.breaks), ("uncertain", marks.uncertain), ("not_asked", marks.not_asked)):
        for variable in (code for mark in found for code in mark.variables if code not in known):
            yield _unknown(inputs.folder / "series.yaml", key, f"the variable {variable}")


def _history(inputs: Inputs) -> Iterator[Fault]:
    unknown = sorted({of.variable for of in inputs.history} - set(inputs.questionnaire.figures))
    for variable in unknown:
        yield _unknown(inputs.folder / "history" / "series.csv", "variable", f"the variable {variable}")


def _specs(chapter: ChapterSpec) -> Iterator[tuple[str, TableSpec]]:
    for place, spec in enumerate(chapter.tables):
        yield f"tables.{place}", spec
    for place, figure in enumerate(chapter.figures):
        if figure.data is not None:
            yield f"figures.{place}.data", figure.data


def _codes(path: Path, key: str, spec: TableSpec, inputs: Inputs) -> Iterator[Fault]:
    match spec:
        case SeriesSpec():
            variables = [*spec.rows, *filter(None, (spec.total, spec.percent_of)), *spec.subtotals]
        case CoverageSpec():
            variables = [*spec.whole, *spec.part]
        case SharesSpec():
            variables = [code for group in spec.groups for code in (group.whole, *group.parts)]
        case _:
            variables = []
    for variable in dict.fromkeys(code for code in variables if code not in inputs.questionnaire.figures):
        yield _unknown(path, key, f"the variable {variable}")
    if isinstance(spec, PopulationSpec | RatesSpec) and spec.by not in inputs.groupings:
        yield _unknown(path, f"{key}.by", f"the grouping {spec.by}")


def _braces(path: Path, key: str, spec: TableSpec, inputs: Inputs) -> Iterator[Fault]:
    words = inputs.words
    bases = words.bases if isinstance(spec.base, str) and spec.base not in words.bases else {}
    if bases:
        yield _unknown(path, f"{key}.base", f"the base {spec.base}")
    texts = [spec.title, spec.stub, *filter(None, (spec.source,))]
    texts += [of if isinstance(of, Words) else words.bases.get(of, Words(nb="")) for of in (spec.base,)]
    texts += [of if isinstance(of, Words) else words.notes.get(of, Words(nb="")) for of in spec.notes]
    for name in dict.fromkeys(name for of in texts for text in (of.nb, of.en) for name in _FACT.findall(text)):
        if name not in FACTS:
            yield Fault(path, None, key, f"{{{name}}}", "one of " + ", ".join(FACTS), "correct the word in braces")
    yield from _typed((spec.title, spec.stub), path, f"{key}.title", inputs)


def _captions(path: Path, chapter: ChapterSpec, inputs: Inputs) -> Iterator[Fault]:
    for place, figure in enumerate(chapter.figures):
        yield from _typed((figure.title, figure.subtitle, figure.alt), path, f"figures.{place}", inputs)


def _typed(texts: Iterable[Words], path: Path, key: str, inputs: Inputs) -> Iterator[Fault]:
    for text in (words for of in texts for words in (of.nb, of.en)):
        for fault in typed_numbers(text, path, inputs.survey.names_with_digits):
            yield Fault(path, None, key, fault.found, fault.expected, fault.remedy)


def _unknown(path: Path, key: str, what: str) -> Fault:
    return Fault(path, None, key, f"{what}, which there is not", "codes of the survey", "correct the code")
