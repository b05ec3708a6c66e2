"""Why a cell of a help sheet is no answer, and what an answer is, as whoever filled it in sees it.

No cell is looked for here. Phrases are English, for operators; labels are in the language of the sheet.
"""

from dataclasses import dataclass

from kartlegg.errors import AnswerError
from kartlegg.forms.help_sheet.section_sheet import option_labels
from kartlegg.forms.wording import FormLanguage, written_number
from kartlegg.questionnaire.answers import LARGEST, Value
from kartlegg.questionnaire.variables import Variable

MOST_FTE = 100_000.0
"""More full-time equivalents than any unit has: a slip of the keyboard where the form itself sets no limit."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell is no answer. `reason` is one word for it; `found` and `expected` are phrases in English."""

    reason: str
    found: str
    expected: str

    def __str__(self) -> str:
        """Return both phrases on one line."""
        return f"found {self.found}; expected {self.expected}"


def problem_of(error: AnswerError, variable: Variable, value: object, language: FormLanguage) -> Problem:
    """Return why the `value` of a cell is no answer: numbers with a comma, options by label and code."""
    return Problem(error.reason, _found(error, value), _expected(error, variable, language))


def _found(error: AnswerError, value: object) -> str:
    return error.found if isinstance(value, bool | str) or error.reason == "too_long" else _seen(value)


def _seen(value: object) -> str:
    """Return a value as it is seen in the cell."""
    if not isinstance(value, int | float):
        return repr(str(value))
    return (
        written_number(value)
        if abs(value) <= LARGEST
        else f"a number of more than {len(str(int(LARGEST))) - 1} digits"
    )


def _expected(error: AnswerError, variable: Variable, language: FormLanguage) -> str:
    match error.reason:
        case "not_an_option":
            return f"one of {', '.join(shown_answer(variable, option.code, language) for option in variable.options)}"
        case "too_small":
            return f"{written_number(-LARGEST if variable.at_least is None else variable.at_least)} or more"
        case "too_large":
            return f"{written_number(most_of(variable))} or less"
    return error.expected


def most_of(variable: Variable) -> float:
    """Return the largest number that is taken as an answer."""
    if variable.at_most is not None:
        return variable.at_most
    return MOST_FTE if variable.measure == "fte" else LARGEST


def shown_answer(variable: Variable, value: Value, language: FormLanguage) -> str:
    """Return an answer in a few words: an option by label and code, a tick as x, a number with its comma."""
    if value is None:
        return "blank"
    if variable.type == "tick":
        return "x" if value else "not ticked"
    if isinstance(value, float):
        return written_number(value)
    if variable.type != "choice":
        return " ".join(value.split())
    label = option_labels(variable, language).get(value)
    return value if label is None else f"{label} ({value})"
