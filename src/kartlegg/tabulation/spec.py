"""What a chapter's tables and figures are made of, as read from its file. No number and no look may enter.

A chapter is a pair of files in `report/`: `04_national.md` with the text and `04_national.tables.yaml` with this.
Titles, bases and notes may hold `{year}`, `{last_year}`, `{years}`, `{units}`, `{carried}`: they are filled in from
the table itself, so that a caption cannot go stale.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kartlegg.definitions import Definition, Words, read_definition
from kartlegg.estimation.responses import BASES, EVERYONE, SILENT
from kartlegg.tabulation.answer_spec import LIMITS, AnswerBlock, AnswerMeasure, AnswerRow
from kartlegg.tabulation.cell_test import TestKind
from kartlegg.tabulation.figure import FigureKind
from kartlegg.tabulation.quality_columns import COLUMNS, QualityOf

_SAID = ("of", "base", "variable", "theme", "measure")
TableMeasure = Literal["fte", "percent"]


class _TableSpec(Definition):
    """What every table has. A base or note that is a bare word is looked up in the round's words.yaml."""

    number: str = ""
    title: Words
    stub: Words
    base: Words | str
    source: Words | None = None
    notes: tuple[Words | str, ...] = ()
    wide: bool = False


class SeriesSpec(_TableSpec):
    """One row for each variable, one column for each year; this round's figures join the published series.

    `percent_of` is the variable that percentages are of. With two `measures`, `by_year` keeps a year's columns
    together; otherwise a measure's. `change` adds the change from last round. `scopes` heads the years with what
    the series covered. `decimals` and `percent_decimals` are how many are shown.
    """

    kind: Literal["series"]
    rows: tuple[str, ...]
    total: str | None = None
    total_label: Words | None = None
    subtotals: tuple[str, ...] = ()
    years: tuple[int, ...]
    measures: tuple[TableMeasure, ...] = ("fte",)
    by_year: bool = False
    percent_of: str | None = None
    percent_decimals: int = 0
    change: bool = False
    scopes: bool = False
    short_labels: bool = False

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        codes = (*self.rows, *([] if self.total is None else [self.total]))
        for what, of in (("row", codes), ("year", self.years), ("measure", self.measures)):
            if not of:
                raise ValueError(f"at least one {what}")
            if len(set(of)) != len(of):
                raise ValueError(f"every {what} once")
        if not set(self.subtotals) <= set(self.rows):
            raise ValueError("subtotals that are rows")
        if "percent" in self.measures and self.percent_of is None and self.total is None:
            raise ValueError("percent_of or a total where there are percentages")
        return self


class PopulationSpec(_TableSpec):
    """Units and inhabitants by the groups of a grouping, counts and percentages."""

    kind: Literal["population"]
    by: str


class RatesSpec(_TableSpec):
    """FTE and FTE per 10 000 inhabitants by the groups, weighted and unweighted; `inhabitants` adds a column."""

    kind: Literal["rates"]
    by: str
    inhabitants: bool = False


class CoverageSpec(_TableSpec):
    """How much of the FTE that was reported has been distributed, by target group."""

    kind: Literal["coverage"]
    whole: tuple[str, ...]
    part: tuple[str, ...]
    whole_label: Words
    part_label: Words
    percent_label: Words

    @model_validator(mode="after")
    def _pairs(self) -> Self:
        if len(self.whole) != len(self.part):
            raise ValueError("as many in part as in whole")
        return self


class UnitsSpec(_TableSpec):
    """One row for each unit: FTE and rates; `inhabitants` adds a column of them.

    Units of the same name are told apart by their group in the grouping `told_apart_by`, without one by code.
    """

    kind: Literal["units"]
    inhabitants: bool = False
    told_apart_by: str = ""


class SharesSpec(_TableSpec):
    """Shares of several wholes by year, for whole distributions.

    One row for each of `rows` (codes of equal place in each of `groups`), columns by group and year, in per cent.
    """

    kind: Literal["shares"]
    labels: tuple[Words, ...]
    groups: tuple["ShareGroup", ...]
    years: tuple[int, ...]

    @model_validator(mode="after")
    def _labelled(self) -> Self:
        if any(len(group.parts) != len(self.labels) for group in self.groups):
            raise ValueError("as many parts in each group as there are labels")
        return self


class AnswersSpec(_TableSpec):
    """How many units answer so, and what share of them: by option, group, year and question.

    Rows are listed, or they are the groups of the grouping `by` and the whole country. Columns are a year and a
    measure each, under the head of each of `blocks`; without `years` it is this year. With `across` the blocks are
    the groups of that grouping and the whole country: whole distributions side by side. Where both row and block have
    an `of`, or a `base`, a cell is of units that meet both; what the table says (`of`, `base_of`, `variable`) holds
    where neither says anything. `tests` says what of its percentages of this
    round is tested: `groups`, each against all the others, or `years`, this round against the last on the same units.
    """

    kind: Literal["answers"]
    of: str = ""
    base_of: str = ""
    variable: str = ""
    by: str | None = None
    across: str | None = None
    rows: tuple[AnswerRow, ...] = ()
    blocks: tuple[AnswerBlock, ...] = (AnswerBlock(),)
    years: tuple[int, ...] = ()
    measures: tuple[AnswerMeasure, ...] = ("count", "percent")
    tests: tuple[TestKind, ...] = ()

    @model_validator(mode="after")
    def _has_rows(self) -> Self:
        if (self.by is None) == (not self.rows):
            raise ValueError("either rows, or by: the grouping whose groups they are")
        if self.across is not None and (self.by is not None or self.blocks != (AnswerBlock(),)):
            raise ValueError("across without by or blocks: its groups are the blocks")
        if any(part.group for part in (*self.rows, *self.blocks)):
            raise ValueError("by or across, which make a row or a column of each group, and no group of one alone")
        if "groups" in self.tests and self.by is None and self.across is None:
            raise ValueError("by or across, the groups, where tests are of groups")
        return self

    @model_validator(mode="after")
    def _cells_say_one_thing(self) -> Self:
        """Refuse what a cell cannot be of at once: conditions are met together, other words are not."""
        rows, blocks = ({key for key in _SAID for one in of if getattr(one, key)} for of in (self.rows, self.blocks))
        for key in ("variable", "theme", "measure"):
            if key in rows & blocks:
                raise ValueError(f"{key} in rows or in blocks, not in both: a cell has one")
        if ("of" in rows and "theme" in blocks) or ("theme" in rows and "of" in blocks):
            raise ValueError("of or theme in rows and blocks, not both: a cell counts by one of them")
        for key in sorted(rows & blocks & {"of", "base"}):
            if BASES.keys() & {getattr(part, key) for part in (*self.rows, *self.blocks)}:
                raise ValueError(
                    f"conditions where rows and blocks both have {key}: words for kinds of reply are none"
                )
        if any(row.year for row in self.rows):
            raise ValueError("year in blocks, or years of the table, not in a row")
        return self

    @model_validator(mode="after")
    def _limits_of_the_whole(self) -> Self:
        """Refuse limits of what has no interval: a part of the units, another round, open answers."""
        parts = (*self.rows, *self.blocks)
        if any(row.measure in LIMITS for row in self.rows):
            raise ValueError("low and high as measures of the table or of a block, not of a row")
        if measures_of(self) & set(LIMITS):
            if self.by is not None or self.across is not None:
                raise ValueError("low and high without by or across: they are of the whole country")
            if self.years or any(part.year for part in parts) or any(part.theme for part in parts):
                raise ValueError("low and high of this round: no years, and no theme")
            if _bases_of_limits(self) & {EVERYONE, SILENT}:
                raise ValueError("low and high of a base of those that replied: what the silent say is not known")
        return self


def measures_of(spec: AnswersSpec) -> set[AnswerMeasure]:
    """Return the measures that the columns of a table of answers have."""
    own = {block.measure for block in spec.blocks if block.measure}
    return own | set(spec.measures if any(block.measure is None for block in spec.blocks) else ())


def _bases_of_limits(spec: AnswersSpec) -> set[str]:
    """Return whom the percentages are of whose limits a table shows, as written."""
    limited = [block for block in spec.blocks if {block.measure or of for of in spec.measures} & set(LIMITS)]
    rows = [row for row in spec.rows if row.measure is None]
    return {row.base or block.base or spec.base_of for block in limited for row in rows}


class QualitySpec(_TableSpec):
    """How good the numbers are: replies by the groups of `by`, or totals as they are told per inhabitant.

    `of` says what of it; the keys of `heads` are the columns, in order, each with the words of its head.
    """

    kind: Literal["quality"]
    of: QualityOf
    by: str | None = None
    heads: Mapping[str, Words] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_columns(self) -> Self:
        if unknown := set(self.heads) - set(COLUMNS[self.of]):
            raise ValueError(
                f"columns of {self.of} ({', '.join(COLUMNS[self.of])}), not {', '.join(sorted(unknown))}"
            )
        if (self.of == "response") == (self.by is None):
            raise ValueError("by, a grouping, in a table of response and in no other")
        return self


class ShareGroup(Definition):
    """One whole and its parts."""

    label: Words
    whole: str
    parts: tuple[str, ...]


TableSpec = Annotated[
    SeriesSpec | PopulationSpec | RatesSpec | CoverageSpec | UnitsSpec | SharesSpec | AnswersSpec | QualitySpec,
    Field(discriminator="kind"),
]


class ViewSpec(Definition):
    """One view of a map: by which grouping the dots are (None: each unit), and its name."""

    label: Words
    by: str | None = None


class FigureSpec(Definition):
    """A figure over a numbered table (`table`) or over a table of its own (`data`).

    `sides` are the boxes of the scale that stand left and right of the middle of a Likert figure.
    `title`, `subtitle` and `alt` are templates with look-ups, like the chapter's text.
    """

    number: str
    kind: FigureKind
    table: str | None = None
    data: TableSpec | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    highlight: str | None = None
    sort: bool = False
    sides: tuple[str, str] | None = None
    views: tuple[ViewSpec, ...] = ()
    title: Words
    subtitle: Words
    alt: Words

    @model_validator(mode="after")
    def _over_one_table(self) -> Self:
        if (self.table is None) == (self.data is None):
            raise ValueError("either table or data, not both")
        return self

    @model_validator(mode="after")
    def _sides_of_answers(self) -> Self:
        if (self.sides is None) != (self.kind != "likert"):
            raise ValueError("sides where the kind is likert, and only there: two boxes of the scale, left and right")
        if self.sides is not None and not isinstance(self.data, AnswersSpec):
            raise ValueError("data of the kind answers where the kind is likert")
        return self


class ChapterSpec(Definition):
    """One chapter: where it stands, and what it holds."""

    number: str
    slug: str
    title: Words
    tables: tuple[TableSpec, ...] = ()
    figures: tuple[FigureSpec, ...] = ()

    def every_table(self) -> Iterator[tuple[tuple[str, int], str, TableSpec]]:
        """Yield each table with its place and number, then those behind figures: F and the number of the figure."""
        yield from ((("tables", at), spec.number, spec) for at, spec in enumerate(self.tables))
        for at, figure in enumerate(self.figures):
            if figure.data is not None:
                yield ("figures", at), f"F{figure.number}", figure.data


def load_chapter_specs(round_folder: Path) -> dict[Path, ChapterSpec]:
    """Return the chapters of a round in file order, by the path of their tables file.

    Raises DefinitionError, naming file and line, for a spec that does not fit.
    """
    paths = sorted((round_folder / "report").glob("*.tables.yaml"))
    return {path: read_definition(path, ChapterSpec) for path in paths}
