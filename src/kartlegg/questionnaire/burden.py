"""What a form costs to answer, in minutes: reading, choosing, counting, writing. No reply may be judged here.

Method: docs/method/burden.md. The costs are data of the survey (`burden.yaml`).
"""

from collections.abc import Collection, Mapping, Set
from pathlib import Path

from pydantic import Field

from kartlegg.definitions import Definition, Words, find_line, read_definition
from kartlegg.errors import DefinitionError, Fault, LookupFault
from kartlegg.fault_codes import FaultCode
from kartlegg.questionnaire.model import Questionnaire, Section
from kartlegg.questionnaire.questions import ChoiceGrid, ChoicesGrid, Numbers, Question
from kartlegg.questionnaire.variables import Variable


class Seconds(Definition):
    """Seconds that an answer takes once the question is read, by what is asked for."""

    choice: float = Field(ge=0)
    row: float = Field(ge=0)
    tick: float = Field(ge=0)
    number: float = Field(ge=0)
    open: float = Field(ge=0)
    comment: float = Field(ge=0)
    contact: float = Field(ge=0)


class Costs(Definition):
    """The file `burden.yaml`: how fast people read, seconds an answer, minutes a figure by group of `figure_by`."""

    words_per_minute: float = Field(gt=0)
    seconds: Seconds
    figure_by: str
    figure_minutes: Mapping[str, float] = Field(min_length=1)


def load_costs(survey: Path, groups: Mapping[str, Collection[str]] | None = None) -> Costs:
    """Return the costs of the survey folder; `groups` are the codes of groups by grouping, where units are priced.

    Raises DefinitionError where `burden.yaml` is missing or wrong, is by a grouping that there is not, or has no
    price for one of its groups.
    """
    path = survey / "burden.yaml"
    costs = read_definition(path, Costs)
    if groups is None:
        return costs
    if costs.figure_by not in groups:
        told = (repr(costs.figure_by), "one of " + ", ".join(groups), "correct the code")
        line = find_line(path, ["figure_by"])
        raise DefinitionError(Fault(path, line, "figure_by", *told, FaultCode.UNKNOWN_GROUPING))
    unpriced = ", ".join(group for group in groups[costs.figure_by] if group not in costs.figure_minutes)
    if unpriced:
        told = (f"no minutes for {unpriced}", f"minutes for every group of {costs.figure_by}", "state the minutes")
        line = find_line(path, ["figure_minutes"])
        raise DefinitionError(Fault(path, line, "figure_minutes", *told, FaultCode.MISSING_KEY))
    return costs


class Burden:
    """The cost of a questionnaire: made once, asked for every route and group of units."""

    def __init__(self, questionnaire: Questionnaire, costs: Costs) -> None:
        """Count the words of every question once."""
        self.costs = costs
        self._sections = questionnaire.sections
        self._variables: dict[str, list[Variable]] = {}
        for variable in questionnaire.variables.values():
            if variable.asked:
                self._variables.setdefault(variable.question, []).append(variable)
        self._words = {question.code: _words(question) for question in questionnaire.questions.values()}

    def minutes(self, shown: Set[str], group: str | None = None) -> dict[str, float]:
        """Return the minutes of each section, by code, for a unit of a group that is shown the variables `shown`.

        Without a group a figure costs what it costs on average over the groups; raises LookupFault for a group that
        has no price.
        """
        return {section.code: self._section(section, shown, group) for section in self._sections}

    def _section(self, section: Section, shown: Set[str], group: str | None) -> float:
        asked = {
            question: [variable for variable in self._variables.get(question.code, ()) if variable.code in shown]
            for question in section.questions
        }
        if not any(asked.values()):
            return 0.0
        words = _count(section.title, section.intro)
        seconds = 0.0
        for question, variables in asked.items():
            if variables:
                once, each = self._words[question.code]
                words += once + sum(each.get(variable.row or "", 0) for variable in _rows(variables))
                seconds += sum(self._seconds(question, variable, group) for variable in variables)
        return words / self.costs.words_per_minute + seconds / 60

    def _seconds(self, question: Question, variable: Variable, group: str | None) -> float:
        seconds = self.costs.seconds
        match variable.type:
            case "choice":
                return seconds.row if isinstance(question, ChoiceGrid) else seconds.choice
            case "tick":
                return seconds.tick
            case "text":
                return {"open": seconds.open, "comment": seconds.comment}.get(variable.purpose or "", seconds.contact)
            case "number":
                return 60 * self._figure(group) if variable.is_figure else seconds.number

    def _figure(self, group: str | None) -> float:
        minutes = self.costs.figure_minutes
        if group is None:
            return sum(minutes.values()) / len(minutes)
        if group not in minutes:
            raise LookupFault(f"figure_minutes has no {group}; there are {', '.join(minutes)}")
        return minutes[group]


def always_asked(questionnaire: Questionnaire) -> frozenset[str]:
    """Return the codes of the variables that everybody is asked: the shortest route through the form."""
    return frozenset(code for code, of in questionnaire.variables.items() if of.asked and not of.shown_if)


def _rows(variables: list[Variable]) -> list[Variable]:
    """Return one variable for each row that is shown."""
    return list({variable.row: variable for variable in variables}.values())


def _words(question: Question) -> tuple[int, dict[str, int]]:
    """Return how many words are read once, and how many in each row."""
    once = _count(question.text, question.help)
    each: dict[str, int] = {}
    if isinstance(question, Numbers):
        each = {item.variable: _count(item.label) for item in question.rows}
    elif isinstance(question, ChoiceGrid | ChoicesGrid):
        each = {row.code: _count(row.label) for row in question.rows}
    options = getattr(question, "options", ())
    return once + sum(_count(option.label) for option in options), each


def _count(*texts: Words | None) -> int:
    return sum(len(text.nb.split()) for text in texts if text is not None)
