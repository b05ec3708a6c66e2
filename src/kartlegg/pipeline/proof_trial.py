"""Tries tables, figures and sentences before there is any reply: does each find what it asks for? No Extract."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kartlegg.errors import DefinitionError, Fault, LookupFault
from kartlegg.exchange.extract import Extract
from kartlegg.fault_codes import FaultCode
from kartlegg.language import LANGUAGES, Language
from kartlegg.pipeline.chapter_files import ChapterFile, Place
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.names import names_of
from kartlegg.pipeline.tables import BASE_OF_CELLS, words_of_other_base
from kartlegg.pipeline.unanswered import extract_of_nothing, numbers_of_nothing, table_of_nothing
from kartlegg.report.asked import ASKED, unasked
from kartlegg.report.chapter import PLACING, read_text
from kartlegg.report.lookups import Lookups
from kartlegg.report.outline import facts_of, highlighted
from kartlegg.report.trial import Tried, tried
from kartlegg.tabulation.bases import facts_of as facts_in
from kartlegg.tabulation.bases import other_bases
from kartlegg.tabulation.build import Builder
from kartlegg.tabulation.drawn import drawn_from
from kartlegg.tabulation.spec import AnswersSpec, FigureSpec, TableSpec
from kartlegg.tabulation.table import Table

_KEYS: Mapping[FaultCode | None, str] = {
    FaultCode.UNKNOWN_YEAR: "years",
    FaultCode.WRONG_BASE: "base",
    FaultCode.UNKNOWN_COLUMN: "columns",
    FaultCode.UNKNOWN_ROW: "rows",
}
"""The key of a spec that is at fault."""

_EXPECTED: Mapping[FaultCode | None, str] = {
    FaultCode.UNKNOWN_YEAR: "a year with a figure",
    FaultCode.WRONG_BASE: BASE_OF_CELLS,
    FaultCode.UNKNOWN_COLUMN: "columns of the table",
    FaultCode.UNKNOWN_ROW: "rows of the table",
    FaultCode.BREAK_CROSSED: "years on one side of the break",
    FaultCode.RANK_OF_HIDDEN: ASKED,
    FaultCode.WRONG_LOOK_UP: "a look-up as docs/reference/chapters.md tells it",
}

_OTHERWISE = "what the survey and the spec have"


def trial_faults(chapters: Sequence[ChapterFile], inputs: Inputs, told: Sequence[Fault]) -> list[Fault]:
    """Return what the chapters ask for and there is not; what is `told` already is not told again.

    Raises InputError where there can be no numbers at all.
    """
    try:
        return list(_Trial(chapters, inputs, told).faults())
    except LookupFault as error:  # the series contradicts itself
        path = inputs.folder / "history" / "series.csv"
        return [error.fault(path, None, None, "a figure once, and none of a year in which it was not asked")]


@dataclass(frozen=True)
class _Trial:
    """The chapters of a round, what they are made from, and what is told of them already."""

    chapters: Sequence[ChapterFile]
    inputs: Inputs
    told: Sequence[Fault]

    def faults(self) -> Iterator[Fault]:
        """Yield what finds nothing. Raises InputError or LookupFault where there can be no numbers at all."""
        yield from self._tables()
        yield from self._bases()
        for chapter in self.chapters:
            for at, figure in chapter.figures.items():
                yield from self._figure(chapter, ("figures", at), figure)
            yield from self._text(chapter)

    @cached_property
    def _extract(self) -> Extract:
        return extract_of_nothing(self.inputs)

    @cached_property
    def _builder(self) -> Builder:
        return Builder(numbers_of_nothing(self._extract, self.inputs), self.inputs.words)

    @cached_property
    def _names(self) -> dict[str, object]:
        # What the report on quality holds is known when there are replies.
        return names_of(self._extract, self._builder.numbers, self.inputs, {})

    @cached_property
    def _built(self) -> dict[str, Table]:
        return {}

    def _specs(self) -> Iterator[tuple[ChapterFile, Place, TableSpec, str]]:
        """Yield every table with its number, those behind figures called F and the number of the figure."""
        for chapter in self.chapters:
            for place, spec in chapter.specs:
                figure = chapter.figures[int(place[1])] if place[0] == "figures" else None
                yield chapter, place, spec, spec.number if figure is None else f"F{figure.number}"

    def _tables(self) -> Iterator[Fault]:
        for chapter, place, spec, number in self._specs():
            if not self._is_told(chapter, place):
                try:
                    self._built[number] = table_of_nothing(spec, number, self._builder)
                except LookupFault as error:
                    yield _fault(chapter, (*place, _KEYS.get(error.code, "")), error)

    def _bases(self) -> Iterator[Fault]:
        """Yield the facts that two tables show in per cent of different bases."""
        answers = self._builder.numbers.answers
        if answers is None:
            return
        of = {
            number: (chapter, place, spec) for chapter, place, spec, number in self._specs() if number in self._built
        }
        shown = [
            (number, facts_in(spec, answers, self.inputs.words))
            for number, (_, _, spec) in of.items()
            if isinstance(spec, AnswersSpec)
        ]
        for first, second, fact, base in other_bases(shown):
            chapter, place, _ = of[second]
            yield chapter.fault((*place, "base"), FaultCode.WRONG_BASE, *words_of_other_base(first, fact, base))

    def _figure(self, chapter: ChapterFile, place: Place, figure: FigureSpec) -> Iterator[Fault]:
        behind = figure.table or f"F{figure.number}"
        if behind not in self._built:
            return  # told of the table
        plain = figure.model_copy(update={"table": behind, "data": None})
        key = ""
        try:
            drawn = drawn_from(plain, self._builder, self._built, self.inputs.places.wholes(self.inputs.day))[0]
            key = "highlight"
            highlighted(plain, drawn, self._lookups("nb"))
        except LookupFault as error:
            if error.code is not None or not key:
                yield _fault(chapter, (*place, key or _KEYS.get(error.code, "")), error)
            return
        for key, words in (("title", figure.title), ("subtitle", figure.subtitle), ("alt", figure.alt)):
            for language in LANGUAGES:
                names = {**self._lookups(language).names(), **self._names, **facts_of(drawn)}
                template = words.text().get(language)
                for found in (*self._tried(template, names), *unasked(template, self._may_hide, behind)):
                    yield _fault(chapter, (*place, key, language), found.fault)

    def _text(self, chapter: ChapterFile) -> Iterator[Fault]:
        try:
            path, text = read_text(chapter.path)
        except DefinitionError:
            return
        here = [fault.line for fault in self.told if fault.file == path]
        names = {**self._lookups("nb").names(), **self._names, **dict.fromkeys(PLACING, _place)}
        for line, fault in (*self._tried(text, names), *unasked(text, self._may_hide)):
            if line not in here:
                yield _in_text(fault).fault(path, line, None, _EXPECTED.get(fault.code, _OTHERWISE))

    def _tried(self, text: str, names: Mapping[str, object]) -> Iterator[Tried]:
        # Tables that there are not are told by their names; those at fault are no further fault of a sentence.
        return (found for found in tried(text, names) if found.fault.code is not FaultCode.UNKNOWN_TABLE)

    @cached_property
    def _by_groups(self) -> set[str]:
        specs = ((spec, number) for _, _, spec, number in self._specs() if isinstance(spec, AnswersSpec))
        return {number for spec, number in specs if spec.by or spec.across}

    def _may_hide(self, number: str) -> bool:
        """Return whether numbers of a table may be hidden: those of groups, which may be small."""
        return number in self._by_groups

    def _lookups(self, language: Language) -> Lookups:
        return Lookups(self._built, self._builder.numbers, language)

    def _is_told(self, chapter: ChapterFile, place: Place) -> bool:
        name = chapter.file.name(place)
        columns = (fault.column or "" for fault in self.told if fault.file == chapter.path)
        return any(column == name or column.startswith(f"{name}, ") for column in columns)


def _place(number: str, start: bool = False) -> str:
    """Stand for what puts a table or a figure in its place, or speaks of it."""
    return number


def _in_text(fault: LookupFault) -> LookupFault:
    """Return the fault by the code that it has in a text."""
    if fault.code is FaultCode.UNKNOWN_VARIABLE_IN_TABLE:
        fault.code = FaultCode.UNKNOWN_VARIABLE_IN_TEXT
    return fault


def _fault(chapter: ChapterFile, place: Place, error: LookupFault) -> Fault:
    error.code = error.code or FaultCode.CANNOT_BE_MADE
    place = tuple(part for part in place if part != "")
    expected = _EXPECTED.get(error.code, _OTHERWISE)
    return error.fault(chapter.path, chapter.file.line(place), chapter.file.name(place), expected)
