"""The types of question: what each asks, and the variables that its answers fill. No answer may enter.

A closed set: a definition with another `type` is refused. One function of each, `variables`, says what it asks for.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kartlegg.definitions import Definition, Words
from kartlegg.fault_codes import FaultCode
from kartlegg.language import Text
from kartlegg.questionnaire.options import Assumable, Code, Option, Options, Order, Scale
from kartlegg.questionnaire.variables import Base, Dimension, Measure, Purpose, TargetGroup, Variable

Period = Literal[
    "reference_week",
    "last_12_months",
    "last_two_years",
    "calendar_year_before",
    "since_last_round",
    "compared_with_two_years_before",
]
"""The time that an answer is about; without one it is the day of answering."""

DECIMALS: Mapping[Measure, int] = {"fte": 3, "count": 0, "percent": 1, "nok": 0}
"""How many decimals a number may have where the question does not say."""

Named = Mapping[str, Scale]
"""The scales of the round by code."""


class Row(Assumable):
    """A row of a grid of options. `text` asks what it is, in a variable of its own."""

    code: Code
    label: Words
    short: Words | None = None
    shown_if: str | None = None
    since: int | None = None
    text: bool = False


class Item(Assumable):
    """One row of a grid of numbers, or one sum: a variable with its label and its short name in wide tables."""

    variable: Code
    label: Words
    short: Words | None = None
    parts: tuple[str, ...] = ()
    shown_if: str | None = None
    since: int | None = None
    at_least: float = 0
    at_most: float | None = None


class Control(Definition):
    """The rows of a grid are meant to add up to the variable `of`, give or take `within` (in the grid's measure).

    Where `drop` is true, a unit that does not hold it is left out of every figure made of the rows.
    """

    of: str
    within: float = Field(ge=0)
    drop: bool = False


class Asked(Assumable):
    """What every question says: its words, when it is shown, whom its percentages are of, where it is reported."""

    code: Code
    text: Words
    short: Words | None = None
    help: Words | None = None
    shown_if: str | None = None
    base: Base = "answered"
    period: Period | None = None
    since: int | None = None
    asked_in: tuple[int, ...] = ()
    target_group: TargetGroup = "all"
    source: str = ""
    required: bool = False

    @property
    def name(self) -> Text:
        """The question in tables and figures: its short form, or its words."""
        return (self.short or self.text).text()

    @property
    def common(self) -> dict[str, Any]:
        """What every variable of the question has alike."""
        shown_if = (self.shown_if,) if self.shown_if else ()
        return {
            "question": self.code,
            "target_group": self.target_group,
            "shown_if": shown_if,
            "base": self.base,
        }

    def _open(self, code: str, label: Words, *conditions: str | None, **places: Any) -> Variable:
        """Return the text variable that asks what an option or a row is."""
        common = self.common
        common["shown_if"] = (*common["shown_if"], *(condition for condition in conditions if condition))
        of = label.text()
        return Variable(f"{code}_text", of, of, type="text", purpose="open", **common, **places)


class Closed(Asked):
    """A question answered from a list: of a scale of the round, or of its own."""

    scale: str | None = None
    options: Options = ()
    order: Order | None = None

    @model_validator(mode="after")
    def _one_list(self) -> "Closed":
        if (self.scale is None) == (not self.options):
            told = {"found": "both" if self.options else "neither", "remedy": "name a scale, or list the options"}
            raise PydanticCustomError(
                FaultCode.SCALE_OR_OPTIONS.value, "either scale, a code of scales.yaml, or options of its own", told
            )
        return self

    def choices(self, scales: Named) -> tuple[Option, ...]:
        """Return the options; none where the scale is unknown, which the proofreader tells."""
        if self.scale is None:
            return self.options
        return scales[self.scale].options if self.scale in scales else ()

    def list_of(self, scales: Named) -> dict[str, Any]:
        """Return what its variables have of the list: the options, and the boxes of a scale."""
        scale = scales.get(self.scale or "")
        return {"type": "choice", "options": self.choices(scales), "boxes": scale.boxes if scale else {}}


class Choice(Closed):
    """One option is chosen; the variable holds its code."""

    type: Literal["choice"]

    def variables(self, scales: Named) -> Iterator[Variable]:
        """Yield the variable, and a text for each option that asks what it is."""
        label = self.text.text()
        yield Variable(self.code, label, self.name, **self.list_of(scales), **self.common)
        for option in self.choices(scales):
            if option.text:
                code = f"{self.code}_{option.code}"
                yield self._open(code, option.label, f"{self.code} is {option.code}", option=option.code)


class Choices(Asked):
    """As many options as fit are ticked; each is a variable of its own, 1 or 0."""

    type: Literal["choices"]
    options: Options

    def variables(self, scales: Named) -> Iterator[Variable]:
        """Yield a variable for each option, and a text for each that asks what it is."""
        del scales
        for option in self.options:
            code, label = f"{self.code}_{option.code}", option.label.text()
            yield Variable(code, label, label, type="tick", option=option.code, **self.common)
            if option.text:
                yield self._open(code, option.label, f"{code} is ticked", option=option.code)


class ChoiceGrid(Closed):
    """One option is chosen in each row; each row is a variable that holds the code of the option."""

    type: Literal["choice_grid"]
    rows: tuple[Row, ...]

    def variables(self, scales: Named) -> Iterator[Variable]:
        """Yield a variable for each row, and a text for each that asks what it is."""
        for row in self.rows:
            code, common = f"{self.code}_{row.code}", _with(self.common, row.shown_if)
            label, short = row.label.text(), (row.short or row.label).text()
            yield Variable(code, label, short, **self.list_of(scales), row=row.code, **common)
            if row.text:
                yield self._open(code, row.label, row.shown_if, f"{code} is answered", row=row.code)


class ChoicesGrid(Asked):
    """As many options as fit are ticked in each row; each cell is a variable, 1 or 0."""

    type: Literal["choices_grid"]
    rows: tuple[Row, ...]
    options: Options

    def variables(self, scales: Named) -> Iterator[Variable]:
        """Yield a variable for each cell, and a text for each whose option asks what it is."""
        del scales
        for row in self.rows:
            common = _with(self.common, row.shown_if)
            for option in self.options:
                code, label = f"{self.code}_{row.code}_{option.code}", option.label.text()
                places: dict[str, Any] = {"row": row.code, "option": option.code}
                yield Variable(code, label, label, type="tick", **places, **common)
                if option.text:
                    yield self._open(code, option.label, row.shown_if, f"{code} is ticked", **places)


class Numbers(Asked):
    """One number in each row; `sums` are worked out and never asked.

    A grid with a `dimension` divides the staff: its figures are added over units and carried forward for silent ones.
    """

    type: Literal["numbers"]
    measure: Measure
    decimals: int | None = Field(default=None, ge=0, le=6)
    dimension: Dimension | None = None
    rows: tuple[Item, ...] = ()
    sums: tuple[Item, ...] = ()
    control: Control | None = None

    def variables(self, scales: Named) -> Iterator[Variable]:
        """Yield the variables in order, the sums last."""
        del scales
        for item in (*self.rows, *self.sums):
            yield Variable(
                code=item.variable,
                label=item.label.text(),
                short=(item.short or item.label).text(),
                measure=self.measure,
                dimension="total" if item.parts and self.dimension == "service" else self.dimension,
                parts=item.parts,
                at_least=item.at_least,
                at_most=item.at_most,
                decimals=DECIMALS[self.measure] if self.decimals is None else self.decimals,
                row=item.variable,
                **_with(self.common, item.shown_if),
            )


class Number(Asked):
    """One number."""

    type: Literal["number"]
    measure: Measure
    decimals: int | None = Field(default=None, ge=0, le=6)
    at_least: float = 0
    at_most: float | None = None

    def variables(self, scales: Named) -> Iterator[Variable]:
        """Yield the variable."""
        del scales
        yield Variable(
            code=self.code,
            label=self.text.text(),
            short=self.name,
            measure=self.measure,
            at_least=self.at_least,
            at_most=self.at_most,
            decimals=DECIMALS[self.measure] if self.decimals is None else self.decimals,
            **self.common,
        )


class OpenText(Asked):
    """Words of the respondent's own: an answer to be coded, a comment, or whom to reach (never in an Extract)."""

    type: Literal["text"]
    purpose: Purpose = "open"
    at_most: int = Field(default=4000, ge=1, le=20000)
    lines: int = Field(default=4, ge=1, le=30)

    def variables(self, scales: Named) -> Iterator[Variable]:
        """Yield the variable."""
        del scales
        yield Variable(
            code=self.code,
            label=self.text.text(),
            short=self.name,
            type="text",
            purpose=self.purpose,
            at_most=self.at_most,
            **self.common,
        )


Question = Annotated[
    Choice | Choices | ChoiceGrid | ChoicesGrid | Numbers | Number | OpenText, Field(discriminator="type")
]
"""Any question of a form."""


def _with(common: dict[str, Any], condition: str | None) -> dict[str, Any]:
    """Return what variables have alike, with a row's own condition added."""
    return common | {"shown_if": (*common["shown_if"], condition)} if condition else common
