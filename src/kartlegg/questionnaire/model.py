"""The questionnaire as read from its files: sections, grids of numbers, rows and sums."""

from pydantic import Field

from kartlegg.definitions import Definition, Words
from kartlegg.questionnaire.variables import Dimension, Measure, TargetGroup, Variable


class Item(Definition):
    """One row of a grid, or one sum: a variable with its label and its short name in wide tables."""

    variable: str
    label: Words
    short: Words | None = None
    parts: tuple[str, ...] = ()


class Control(Definition):
    """The rows of a grid are meant to add up to the variable `of`, give or take `within` (in the grid's measure).

    Where `drop` is true, a unit that does not hold it is left out of every figure made of the rows.
    """

    of: str
    within: float = Field(ge=0)
    drop: bool = False


class Grid(Definition):
    """A question answered by one number in each row; `sums` are worked out and never asked."""

    code: str
    text: Words
    help: Words | None = None
    measure: Measure
    target_group: TargetGroup
    dimension: Dimension
    rows: tuple[Item, ...] = ()
    sums: tuple[Item, ...] = ()
    control: Control | None = None

    def variables(self) -> list[Variable]:
        """Return the variables of the grid in order, the sums last."""
        return [
            Variable(
                code=item.variable,
                label=item.label.text(),
                short=(item.short or item.label).text(),
                measure=self.measure,
                target_group=self.target_group,
                dimension="total" if item.parts and self.dimension == "service" else self.dimension,
                parts=item.parts,
            )
            for item in (*self.rows, *self.sums)
        ]


class Section(Definition):
    """One page of the form."""

    code: str
    title: Words
    questions: tuple[Grid, ...]


class Questionnaire(Definition):
    """All that is asked in a round."""

    sections: tuple[Section, ...]

    @property
    def variables(self) -> dict[str, Variable]:
        """Every variable by code, in the order of the form."""
        return {
            variable.code: variable
            for section in self.sections
            for question in section.questions
            for variable in question.variables()
        }
