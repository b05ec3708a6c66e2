"""The questionnaire of a round as read from its files: sections of questions, and the scales they share.

What is true of the form alone; nothing of any reply may enter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from kartlegg.definitions import Definition, Words
from kartlegg.questionnaire.options import Code, Scale
from kartlegg.questionnaire.questions import Numbers, Question
from kartlegg.questionnaire.variables import Variable


class Section(Definition):
    """One page of the form. `chapter` is where the report shows it."""

    code: Code
    title: Words
    chapter: str = ""
    intro: Words | None = None
    shown_if: str | None = None
    questions: tuple[Question, ...]

    def variables(self, scales: Mapping[str, Scale]) -> Iterator[Variable]:
        """Yield the variables of the section in order, under the section's own condition."""
        shown_if = (self.shown_if,) if self.shown_if else ()
        for question in self.questions:
            for variable in question.variables(scales):
                yield replace(variable, section=self.code, shown_if=(*shown_if, *variable.shown_if))


class Questionnaire(Definition):
    """All that is asked in a round."""

    sections: tuple[Section, ...]
    scales: Mapping[str, Scale] = {}

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by code, in the order of the form."""
        return {question.code: question for section in self.sections for question in section.questions}

    @cached_property
    def variables(self) -> dict[str, Variable]:
        """Every variable by code, in the order of the form: what is asked, and the sums."""
        return {variable.code: variable for section in self.sections for variable in section.variables(self.scales)}

    @property
    def grids(self) -> tuple[Numbers, ...]:
        """The grids of numbers, in the order of the form."""
        return tuple(question for question in self.questions.values() if isinstance(question, Numbers))

    @cached_property
    def figures(self) -> dict[str, Variable]:
        """The numbers that are added over units and carried forward for silent ones, by code."""
        return {code: variable for code, variable in self.variables.items() if variable.is_figure}
