"""Proofreads what readers will read: captions, alternative texts, chapters, their look-ups. No number may enter."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kartlegg.definitions import Words
from kartlegg.errors import DefinitionError, Fault
from kartlegg.fault_codes import FaultCode
from kartlegg.pipeline.chapter_files import ChapterFile, Kind, Place
from kartlegg.pipeline.proof_names import CHAPTERS, Shown, unknown
from kartlegg.report.chapter import read_text, typed_results
from kartlegg.report.lookup_calls import Call, calls_in
from kartlegg.tabulation.spec import FigureSpec

_PLACED: tuple[tuple[Kind, str, FaultCode], ...] = (
    ("tables", "table", FaultCode.UNKNOWN_TABLE),
    ("figures", "figure", FaultCode.UNKNOWN_FIGURE),
)
"""What a chapter places: where it stands in the file, and the look-up that places it."""


def caption_faults(chapter: ChapterFile, shown: Shown) -> Iterator[Fault]:
    """Yield what is wrong in the words of a chapter's tables and figures, and in what they are drawn from."""
    for place, spec in chapter.specs:
        yield from _typed(chapter, (*place, "title"), spec.title, shown)
        yield from _typed(chapter, (*place, "stub"), spec.stub, shown)
    for at, figure in chapter.figures.items():
        place = ("figures", at)
        for key, words in (("title", figure.title), ("subtitle", figure.subtitle), ("alt", figure.alt)):
            yield from _typed(chapter, (*place, key), words, shown)
            for at_words, text in _in_languages((*place, key), words):
                where = _Where(chapter.path, chapter.file.line(at_words), chapter.file.name(at_words))
                for call in calls_in(text):
                    yield from _call(call, shown, where)
        yield from _alternative(chapter, place, figure)
        if figure.table is not None and figure.table not in shown.tables and not shown.blind:
            told = unknown(f"the table {figure.table}", figure.table, shown.tables, CHAPTERS)
            yield chapter.fault((*place, "table"), FaultCode.UNKNOWN_TABLE, *told)


def _alternative(chapter: ChapterFile, place: Place, figure: FigureSpec) -> Iterator[Fault]:
    """Yield a fault where those who do not see a figure are told nothing, or nothing but its caption."""
    told = ("the finding in words, with the extremes", "tell what the figure shows to those who do not see it")
    if not figure.alt.nb.strip():
        yield chapter.fault((*place, "alt"), FaultCode.NO_ALT_TEXT, "a figure without alternative text", *told)
        return
    captions = {"title": figure.title, "subtitle": figure.subtitle}
    key = next((key for key, words in captions.items() if _same(words, figure.alt)), None)
    if key is not None:
        found = f"an alternative text that is the {key} once more"
        yield chapter.fault((*place, "alt"), FaultCode.ALT_REPEATS_CAPTION, found, *told)


def _same(words: Words, other: Words) -> bool:
    plain = [[" ".join(text.split()).rstrip(".").casefold() for text in (of.nb, of.en)] for of in (words, other)]
    return any(one and one == two for one, two in zip(*plain, strict=True))


def text_faults(chapter: ChapterFile, shown: Shown) -> Iterator[Fault]:
    """Yield what is wrong in the text of a chapter: typed numbers, dead look-ups, what is not placed once."""
    drawn = {f"F{figure.number}" for figure in chapter.figures.values() if figure.data is not None}
    try:
        path, text = read_text(chapter.path)
        yield from typed_results(text, path, shown.names)
    except DefinitionError as error:
        yield from error.faults
        return
    calls = list(calls_in(text))
    here, where = replace(shown, tables=shown.tables | drawn), _Where(path)
    for call in calls:
        yield from _call(call, here, where)
    for kind, name, code in _PLACED:
        placed = [(number, call) for call in calls if call.name == name for number in call.first]
        yield from _placing(chapter, kind, placed, path)
        for number, call in placed:
            known = shown.tables if kind == "tables" else shown.drawn
            own = chapter.numbers(kind).values()
            if number in known and number not in own:
                found, expected = f"the {name} {number}, which is another chapter's", f"a {name} of this chapter"
                yield where.fault(
                    call, code, found, expected, f"speak of it with ref, or give it to {chapter.path.name}"
                )


def _placing(chapter: ChapterFile, kind: Kind, placed: list[tuple[str, Call]], path: Path) -> Iterator[Fault]:
    """Yield what a chapter defines and does not place, or places twice."""
    one = kind.removesuffix("s")
    for at, number in chapter.numbers(kind).items():
        calls = [call for name, call in placed if name == number]
        if not calls:
            told = (f"a {one} that {path.name} does not place", "each once in the text")
            remedy = f'write {{{{ {one}("{number}") }}}} alone on a line of {path.name}, or take the {one} away'
            yield chapter.fault((kind, at), FaultCode.NOT_PLACED, *told, remedy)
        for call in [call for call in calls if call.always][1:]:
            told = (f"the {one} {number} a second time", "each once in the text")
            yield Fault(path, call.line, None, *told, "take one of the two away", FaultCode.PLACED_TWICE)


@dataclass(frozen=True)
class _Where:
    """Where a text stands: a line, or (None) the whole file, whose lines the text has itself."""

    path: Path
    line: int | None = None
    column: str | None = None

    def fault(self, call: Call, code: FaultCode, found: str, expected: str, remedy: str) -> Fault:
        return Fault(self.path, self.line or call.line, self.column, found, expected, remedy, code)


def _call(call: Call, shown: Shown, where: _Where) -> Iterator[Fault]:
    """Yield the variables, tables and figures that a look-up names and there are not."""
    for code in call.variables:
        if code not in shown.earlier and not shown.form.may_hold(code):
            told = unknown(f"the variable {code}", code, shown.earlier, "a questionnaire, of this round or before")
            yield where.fault(call, FaultCode.UNKNOWN_VARIABLE_IN_TEXT, *told)
    if shown.blind:
        return
    for number in call.tables:
        if number not in shown.tables:
            told = unknown(f"the table {number}", number, shown.tables, CHAPTERS)
            yield where.fault(call, FaultCode.UNKNOWN_TABLE, *told)
    for number in call.figures:
        if number not in shown.drawn:
            told = unknown(f"the figure {number}", number, shown.drawn, CHAPTERS)
            yield where.fault(call, FaultCode.UNKNOWN_FIGURE, *told)


def _typed(chapter: ChapterFile, place: Place, words: Words, shown: Shown) -> Iterator[Fault]:
    for at, text in _in_languages(place, words):
        for fault in typed_results(text, chapter.path, shown.names):
            yield chapter.fault(at, fault.code or FaultCode.TYPED_NUMBER, fault.found, fault.expected, fault.remedy)


def _in_languages(place: Place, words: Words) -> tuple[tuple[Place, str], ...]:
    return ((*place, "nb"), words.nb), ((*place, "en"), words.en)
