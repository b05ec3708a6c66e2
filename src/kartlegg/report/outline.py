"""The publication in order: chapters with their tables, figures and text. How a block looks may not enter."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kartlegg.definitions import spot_in
from kartlegg.errors import DefinitionError, Fault, LookupFault
from kartlegg.fault_codes import FaultCode
from kartlegg.language import LANGUAGES, Language, Text
from kartlegg.report import wording
from kartlegg.report.asked import ASKED, Rank, faults_of, hides_in, unasked_ranks
from kartlegg.report.blocks import Chapter, FigureBlock, TableBlock
from kartlegg.report.chapter import Source, read_blocks, read_text
from kartlegg.report.lookups import Lookups, NationalSeries
from kartlegg.report.templates import Templates
from kartlegg.tabulation.drawn import Drawn
from kartlegg.tabulation.figure import Figure
from kartlegg.tabulation.spec import ChapterSpec, FigureSpec
from kartlegg.tabulation.table import Column, Row, Table

Ranks = Mapping[str, list[Rank]]
"""By template the ranks in it that nothing asks about."""
DrawnFrom = Callable[[FigureSpec], Sequence[Drawn]]


def facts_of(drawn: Drawn) -> dict[str, object]:
    """Return what the captions of a figure may speak of: what it is drawn from."""
    return {
        "table": drawn.table.number,
        "column": drawn.columns[-1],
        "first_year": drawn.columns[0].rpartition("y")[2],
        "break_year": drawn.breaks[-1] if drawn.breaks else None,
    }


def captions_of(spec: FigureSpec) -> list[str]:
    """Return the templates of the words of a figure, in both languages."""
    return [text for words in (spec.title, spec.subtitle, spec.alt) for text in (words.nb, words.en)]


@dataclass(frozen=True, slots=True)
class Outline:
    """What the chapters are made from.

    `specs` by the path of each chapter's tables file; `tables` by number; `drawn_from` gives a figure's views;
    `series` the national figures; `names` are further names for the text; `allowed` digits that are names;
    `templates` fills in text and captions.
    """

    specs: Mapping[Path, ChapterSpec]
    tables: Mapping[str, Table]
    drawn_from: DrawnFrom
    series: NationalSeries
    names: Mapping[str, object]
    allowed: tuple[str, ...] = ()
    templates: Templates = field(default_factory=Templates)

    def figures(self) -> dict[Path, list[Figure]]:
        """Return the figures of each chapter, in order, by the path of its tables file.

        Raises DefinitionError, naming the file, for a figure that cannot be made, and for a number or address of a
        chapter, or a number of a figure, that is given twice.
        """
        self._check_names()
        return {path: self._figures(path, spec) for path, spec in self.specs.items()}

    def chapters(self, figures: Mapping[Path, Sequence[Figure]]) -> tuple[Chapter, ...]:
        """Return the chapters in file order with their `figures`.

        Raises DefinitionError, naming the file, for a text that cannot be made.
        """
        tables = {**self.tables, **{f.table.number: f.table for found in figures.values() for f in found}}
        return tuple(self._chapter(path, spec, figures[path], tables) for path, spec in self.specs.items())

    def _check_names(self) -> None:
        seen: dict[tuple[str, str], Path] = {}
        faults = []
        for path, spec in self.specs.items():
            figures = [("figure", figure.number) for figure in spec.figures]
            numbered = [("number", spec.number)] if spec.number else []
            for key in (*numbered, ("slug", spec.slug), *figures):
                if key in seen:
                    found = f"the {' '.join(key)} a second time, first in {seen[key].name}"
                    faults.append(Fault(path, None, key[0], found, "each once", "choose another"))
                seen.setdefault(key, path)
        if faults:
            raise DefinitionError(faults)

    def _chapter(
        self, path: Path, spec: ChapterSpec, figures: Sequence[Figure], tables: Mapping[str, Table]
    ) -> Chapter:
        text_path, text = read_text(path)
        refuse_unasked(text_path, self.templates.found_in("ranks", (text,), unasked_ranks)[text], tables)
        source = Source(
            path=text_path,
            text=text,
            number=spec.number,
            slug=spec.slug,
            tables={t.number: TableBlock(self.tables[t.number], f"tabell-{t.number}", t.wide) for t in spec.tables},
            figures={figure.number: FigureBlock(figure, f"figur-{figure.number}") for figure in figures},
            names={**Lookups(tables, self.series).names(), **self.names},
            allowed=self.allowed,
            templates=self.templates,
        )
        return Chapter(spec.number, spec.slug, spec.title.text(), read_blocks(source))

    def _figures(self, path: Path, spec: ChapterSpec) -> list[Figure]:
        captions = tuple(dict.fromkeys(text for figure in spec.figures for text in captions_of(figure)))
        self.templates.expect(captions)
        ranks = self.templates.found_in("ranks", captions, unasked_ranks)
        figures = []
        for place, figure in enumerate(spec.figures):
            try:
                figures.append(self._figure(path, figure, ranks))
            except LookupFault as error:
                where = spot_in(path, ("figures", place))
                raise DefinitionError(error.fault(path, *where, "a figure that can be drawn")) from error
            except DefinitionError as error:  # of a caption, which knows no line
                line, _ = spot_in(path, ("figures", place))
                raise DefinitionError([replace(fault, line=fault.line or line) for fault in error.faults]) from error
        return figures

    def _figure(self, path: Path, spec: FigureSpec, ranks: Ranks) -> Figure:
        views = self.drawn_from(spec)
        figures = [self._view(path, spec, drawn, place, ranks) for place, drawn in enumerate(views, 1)]
        first = figures[0]
        if len(figures) == 1:
            return first
        return replace(first, alternatives=tuple(figures[1:]))

    def _view(self, path: Path, spec: FigureSpec, drawn: Drawn, place: int, ranks: Ranks) -> Figure:
        facts = facts_of(drawn)
        tables = {**self.tables, drawn.table.number: drawn.table}

        def caption(template: str, language: Language) -> str:
            for found in faults_of(ranks[template], hides_in(tables), drawn.table.number):
                raise DefinitionError(found.fault.fault(path, None, f"figure {spec.number}", ASKED))
            names = {**Lookups(tables, self.series, language).names(), **self.names, **facts}
            return wording.held_together(self.templates.render(template, names, path, f"figure {spec.number}"))

        def both(words_nb: str, words_en: str) -> Text:
            return Text(caption(words_nb, "nb"), caption(words_en, "en"))

        figure = Figure(
            number=spec.number if place == 1 else f"{spec.number}-{place}",
            kind=spec.kind,
            table=drawn.table,
            columns=drawn.columns,
            title=both(spec.title.nb, spec.title.en),
            subtitle=both(spec.subtitle.nb, spec.subtitle.en),
            alt=both(spec.alt.nb, spec.alt.en),
            highlight=highlighted(spec, drawn, Lookups(tables, self.series)),
            sort=spec.sort,
            breaks=drawn.breaks,
            uncertain=drawn.uncertain,
            size_column=drawn.size_column,
            positions=drawn.positions,
            sides=drawn.sides,
            view=drawn.view.label.text() if drawn.view else None,
        )
        return replace(figure, alt=Text(*(with_hidden(figure, language) for language in LANGUAGES)))


def with_hidden(figure: Figure, language: Language) -> str:
    """Return the description of a figure, and where its numbers are hidden or how many, where some are."""
    table, alt = figure.table, figure.alt.get(language)
    heads = [table.columns[table.column_places[code]] for code in figure.columns]
    hidden = [(row, head) for row in table.rows for head in heads if table.cell(row.code, head.code).status == "Q"]
    named = [
        _called(row, language) if len(heads) == 1 else f"{_called(row, language)} ({_called(head, language)})"
        for row, head in hidden
    ]
    return f"{alt} {wording.hidden(named, language)}" if named else alt


def _called(line: Row | Column, language: Language) -> str:
    """Return how a sentence speaks of a row or column."""
    if line.phrase is not None:
        return line.phrase.get(language)
    return line.path(language) if isinstance(line, Column) else line.label.get(language)


def refuse_unasked(path: Path, ranks: Iterable[Rank], tables: Mapping[str, Table]) -> None:
    """Raise DefinitionError where a text ranks numbers of which some are hidden, and has not asked."""
    found = faults_of(ranks, hides_in(tables))
    if faults := [of.fault.fault(path, of.line, None, ASKED) for of in found]:
        raise DefinitionError(faults)


RANKS = ("top", "bottom", "grown_most")
"""What may be highlighted in place of a row: whichever row it is."""


def highlighted(spec: FigureSpec, drawn: Drawn, lookups: Lookups) -> tuple[str, ...]:
    """Return the rows that the title speaks of: a row code, or the rank that picks it, with all that are printed
    alike; raises LookupFault."""
    match spec.highlight:
        case None:
            return ()
        case "top":
            return tuple(row.code for row in lookups.top(drawn.table.number, drawn.columns[-1]))
        case "bottom":
            return tuple(row.code for row in lookups.bottom(drawn.table.number, drawn.columns[-1]))
        case "grown_most":
            years = [int(code[1:]) for code in drawn.columns if code[1:].isdecimal()]
            if not years:
                raise LookupFault(f"figure {spec.number} has no years over which a row could have grown")
            since = drawn.breaks[-1] if drawn.breaks else min(years)
            return (lookups.grown_most(drawn.table.number, since).code,)
    rows = drawn.table.row_places
    if spec.highlight not in rows:
        found = f"figure {spec.number} highlights {spec.highlight}, which is no row of its table"
        raise LookupFault(found, FaultCode.UNKNOWN_ROW, name=spec.highlight, known=(*rows, *RANKS))
    return (spec.highlight,)
