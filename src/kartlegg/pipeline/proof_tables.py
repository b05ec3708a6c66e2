"""Proofreads what a round shows: tables, figures, their words, the texts of chapters. No number may enter."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kartlegg.definitions import Words, YamlFile
from kartlegg.errors import DefinitionError, Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.pipeline.proof_answers import answer_faults
from kartlegg.questionnaire.proof.form import Form
from kartlegg.questionnaire.proof.proofread import known_of
from kartlegg.questionnaire.proof.rules import nearest
from kartlegg.report.chapter import read_text, typed_numbers
from kartlegg.report.lookup_calls import Call, calls_in
from kartlegg.tabulation.build import FACTS
from kartlegg.tabulation.spec import (
    AnswersSpec,
    ChapterSpec,
    CoverageSpec,
    PopulationSpec,
    RatesSpec,
    SeriesSpec,
    SharesSpec,
    TableSpec,
)
from kartlegg.tabulation.words import SharedWords

Place = tuple[int | str, ...]
_FACT = re.compile(r"(?<!\{)\{([^{}]*)\}(?!\})")


@dataclass(frozen=True)
class ChapterFile:
    """A chapter's tables and figures, and the file they stand in."""

    file: YamlFile
    spec: ChapterSpec


@dataclass(frozen=True)
class Shown:
    """What tables, figures and chapters may name. `groupings` is None where the places could not be read.

    `figures` are the variables with a sum over all units, `earlier` those of rounds before too.
    """

    form: Form
    words: SharedWords | None
    groupings: Collection[str] | None
    names_with_digits: tuple[str, ...]
    earlier: frozenset[str]
    tables: frozenset[str]

    @property
    def figures(self) -> Collection[str]:
        """The variables that tables may show."""
        return self.form.questionnaire.figures


def chapter_faults(chapters: Iterable[ChapterFile], shown: Shown) -> Iterator[Fault]:
    """Yield the faults of all chapters: codes and words that there are not, typed numbers, missing English."""
    labelled: set[str] = set()
    for chapter in chapters:
        for place, spec in _specs(chapter.spec):
            yield from _codes(chapter.file, place, spec, shown)
            if isinstance(spec, AnswersSpec):
                yield from answer_faults(chapter.file, place, spec, known_of(shown.form))
            yield from _words(chapter.file, place, spec, shown)
            yield from _english(spec, shown, labelled)
        yield from _captions(chapter, shown)
        try:
            path, text = read_text(chapter.file.path)
            yield from typed_numbers(text, path, shown.names_with_digits)
            yield from _calls(text, _with_drawn(shown, chapter.spec), _Where(path))
        except DefinitionError as error:
            yield from error.faults


def _with_drawn(shown: Shown, chapter: ChapterSpec) -> Shown:
    """Return what a chapter's text may name: the tables behind its own figures too, as F and the figure's number."""
    drawn = {f"F{figure.number}" for figure in chapter.figures if figure.data is not None}
    return replace(shown, tables=shown.tables | drawn)


def _specs(chapter: ChapterSpec) -> Iterator[tuple[Place, TableSpec]]:
    for number, spec in enumerate(chapter.tables):
        yield ("tables", number), spec
    for number, figure in enumerate(chapter.figures):
        if figure.data is not None:
            yield ("figures", number, "data"), figure.data


def _variables(spec: TableSpec) -> Iterator[tuple[Place, str]]:
    """Yield every variable that a table shows, with its place in the spec."""
    match spec:
        case SeriesSpec():
            yield from ((("rows", at), code) for at, code in enumerate(spec.rows))
            yield from ((("subtotals", at), code) for at, code in enumerate(spec.subtotals))
            yield from (
                (key, code) for key, code in ((("total",), spec.total), (("percent_of",), spec.percent_of)) if code
            )
        case CoverageSpec():
            yield from ((("whole", at), code) for at, code in enumerate(spec.whole))
            yield from ((("part", at), code) for at, code in enumerate(spec.part))
        case SharesSpec():
            for number, group in enumerate(spec.groups):
                yield ("groups", number, "whole"), group.whole
                yield from ((("groups", number, "parts", at), code) for at, code in enumerate(group.parts))
        case _:
            pass


def _codes(file: YamlFile, place: Place, spec: TableSpec, shown: Shown) -> Iterator[Fault]:
    told: set[str] = set()
    for below, code in _variables(spec):
        if code not in shown.figures and code not in told and not shown.form.may_hold(code):
            told.add(code)
            yield _unknown(
                file,
                (*place, *below),
                FaultCode.UNKNOWN_VARIABLE_IN_TABLE,
                f"the variable {code}",
                code,
                shown.figures,
            )
    known = shown.groupings
    by = {"by": spec.by} if isinstance(spec, PopulationSpec | RatesSpec | AnswersSpec) else {}
    across = {"across": spec.across} if isinstance(spec, AnswersSpec) else {}
    for key, grouping in {**by, **across}.items():
        if grouping is not None and known is not None and grouping not in known:
            what = f"the grouping {grouping}"
            yield _unknown(file, (*place, key), FaultCode.UNKNOWN_GROUPING, what, grouping, known)


def _words(file: YamlFile, place: Place, spec: TableSpec, shown: Shown) -> Iterator[Fault]:
    bases: Mapping[str, Words] = shown.words.bases if shown.words else {}
    notes: Mapping[str, Words] = shown.words.notes if shown.words else {}
    texts = [("title", spec.title), ("stub", spec.stub)]
    texts += [("source", spec.source)] if spec.source else []
    asked = [("base", spec.base, bases), *(("notes", note, notes) for note in spec.notes)]
    for key, words, known in asked:
        if isinstance(words, Words):
            texts.append((key, words))
        elif words in known:
            texts.append((key, known[words]))
        elif shown.words is not None:
            yield _unknown(
                file, (*place, key), FaultCode.UNKNOWN_WORDS, f"the {key.rstrip('s')} {words}", words, known
            )
    for key, of in texts:
        for name in dict.fromkeys(name for text in (of.nb, of.en) for name in _FACT.findall(text)):
            if name not in FACTS:
                told = (f"{{{name}}}", "one of " + ", ".join(FACTS), "correct the word in braces")
                yield _at(file, (*place, key), FaultCode.UNKNOWN_FACT, *told)
    yield from _typed(file, (*place, "title"), (spec.title, spec.stub), shown)


def _english(spec: TableSpec, shown: Shown, labelled: set[str]) -> Iterator[Fault]:
    """Yield the variables of a table whose label has no English, each once; a table is published in both."""
    for _, code in _variables(spec):
        variable = shown.form.questionnaire.variables.get(code)
        if variable is not None and code not in labelled and not (variable.label.en and variable.short.en):
            told = ("a label without English, shown in a table", "words at en too", "write them at en")
            key = "label" if not variable.label.en else "short"
            yield shown.form.spots[code].at(key).fault(FaultCode.TRANSLATION_MISSING, *told)
        labelled.add(code)


def _captions(chapter: ChapterFile, shown: Shown) -> Iterator[Fault]:
    for number, figure in enumerate(chapter.spec.figures):
        place = ("figures", number)
        for key, words in (("title", figure.title), ("subtitle", figure.subtitle), ("alt", figure.alt)):
            yield from _typed(chapter.file, (*place, key), (words,), shown)
            for text in dict.fromkeys((words.nb, words.en)):
                where = _Where(chapter.file.path, chapter.file.line((*place, key)), f"figures.{number}.{key}")
                yield from _calls(text, shown, where)
        if figure.table is not None and figure.table not in shown.tables:
            what = f"the table {figure.table}"
            yield _unknown(chapter.file, (*place, "table"), FaultCode.UNKNOWN_TABLE, what, figure.table, shown.tables)


def _typed(file: YamlFile, place: Place, texts: Iterable[Words], shown: Shown) -> Iterator[Fault]:
    for text in (words for of in texts for words in (of.nb, of.en)):
        for fault in typed_numbers(text, file.path, shown.names_with_digits):
            yield _at(file, place, FaultCode.TYPED_NUMBER, fault.found, fault.expected, fault.remedy)


@dataclass(frozen=True)
class _Where:
    """Where a text stands: a line, or (None) the whole file, whose lines the text has itself."""

    path: Path
    line: int | None = None
    column: str | None = None

    def fault(self, call: Call, code: FaultCode, found: str, expected: str, remedy: str) -> Fault:
        return Fault(self.path, self.line or call.line, self.column, found, expected, remedy, code)


def _calls(text: str, shown: Shown, where: _Where) -> Iterator[Fault]:
    """Yield the look-ups of a text that name a variable or a table that there is not."""
    for call in calls_in(text):
        for code in call.variables:
            if code not in shown.earlier and not shown.form.may_hold(code):
                told = _told(f"the variable {code}", code, shown.earlier)
                yield where.fault(call, FaultCode.UNKNOWN_VARIABLE_IN_TEXT, *told)
        for number in call.tables:
            if number not in shown.tables:
                yield where.fault(call, FaultCode.UNKNOWN_TABLE, *_told(f"the table {number}", number, shown.tables))


def _told(what: str, name: str, known: Collection[str]) -> tuple[str, str, str]:
    near = nearest(name, tuple(known))
    return f"{what}, which there is not", "codes of the survey", f'write "{near}"' if near else "correct the code"


def _unknown(file: YamlFile, place: Place, code: FaultCode, what: str, name: str, known: Collection[str]) -> Fault:
    return _at(file, place, code, *_told(what, name, known))


def _at(file: YamlFile, place: Place, code: FaultCode, found: str, expected: str, remedy: str) -> Fault:
    return Fault(file.path, file.line(place), ".".join(map(str, place)), found, expected, remedy, code)
