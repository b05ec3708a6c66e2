"""Formulas of a sheet: sums, differences and when a line is open. No cell is written here.

A sum leaves out what is not answered and is empty where nothing is, as in the statistics. A condition becomes a
formula where all that it speaks of stands on the same sheet; otherwise words alone say it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from xlsxwriter.utility import xl_rowcol_to_cell

from kartlegg.forms.help_sheet.plan import ANSWER_COLUMN
from kartlegg.questionnaire.answers import Answers
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.logic import summed_up
from kartlegg.questionnaire.rules import (
    Among,
    And,
    Between,
    Comparison,
    Condition,
    Is,
    Number,
    Numeral,
    Or,
    Predicate,
    Reference,
)
from kartlegg.questionnaire.sums import leaves_of
from kartlegg.questionnaire.variables import Variable

Places = Mapping[str, tuple[str, int]]
"""The sheet and the row of each variable, by its code."""

Labels = Callable[[Variable, str], str]
"""What stands in the cell of a choice for the code of an option."""

_STATES = {
    "ticked": '({0}&"")="x"',
    "answered": 'LEN({0}&"")>0',
    "blank": 'LEN({0}&"")=0',
}
_COMPARATORS = {">": ">", ">=": ">=", "<": "<", "<=": "<=", "=": "=", "!=": "<>"}
_LONGEST = 8000


class _OutOfReachError(Exception):
    """A condition speaks of what the sheet does not hold."""


def address(places: Places, code: str, sheet: str) -> str:
    """Return the address of the answer to a variable as seen from `sheet`."""
    own, row = places[code]
    cell: str = xl_rowcol_to_cell(row, ANSWER_COLUMN, row_abs=True, col_abs=True)
    return cell if own == sheet else f"'{own}'!{cell}"


def sum_formula(addresses: Sequence[str]) -> str:
    """Return the sum of cells, empty where none of them holds a number."""
    listed = ",".join(_ranges(addresses))
    return f'=IF(COUNT({listed})=0,"",SUM({listed}))'


def difference_formula(addresses: Sequence[str], of: str) -> str:
    """Return how far the sum of cells is from the cell `of`, empty until both are there."""
    listed = ",".join(_ranges(addresses))
    return f'=IF(OR(COUNT({listed})=0,COUNT({of})=0),"",ROUND(SUM({listed})-{of},6))'


def off_by_formula(cell: str, within: float) -> str:
    """Return what is true where the cell holds a number further from 0 than `within`; no error where it is "".

    A spreadsheet works out every part of AND: ABS of an empty text is an error even where ISNUMBER is false.
    """
    return f"IF(ISNUMBER({cell}),ABS({cell})>{within:.10g},FALSE)"


def _ranges(addresses: Sequence[str]) -> list[str]:
    """Return the addresses, a whole column of them as a range."""
    rows = [int(cell.rpartition("$")[2]) for cell in addresses if "!" not in cell and "$" in cell]
    if len(rows) == len(addresses) > 1 and all(below == above + 1 for above, below in pairwise(rows)):
        return [f"{addresses[0]}:{addresses[-1]}"]
    return list(addresses)


def total(answers: Answers, variables: Mapping[str, Variable], codes: Iterable[str]) -> float | None:
    """Return the sum of variables, sums among them worked out; what is not answered is left out, all is None."""
    leaves = leaves_of(variables)
    below = dict.fromkeys(leaf for code in codes for leaf in leaves.get(code) or (code,))
    known = [float(value) for leaf in below if isinstance(value := answers.get(leaf), int | float)]
    told = summed_up("sum", known)
    return None if told is None else round(told, 10)


@dataclass(frozen=True, slots=True)
class OpenWhen:
    """Turns conditions into formulas as seen from one sheet."""

    places: Places
    sheet: str
    variables: Mapping[str, Variable]
    label: Labels

    def formula(self, conditions: Sequence[str]) -> str | None:
        """Return a formula that is true where all conditions hold, None where the sheet cannot tell."""
        try:
            parts = [self._condition(parse_condition(text)) for text in conditions]
        except _OutOfReachError:
            return None
        formula = f"AND({','.join(parts)})" if parts else ""
        return formula if 0 < len(formula) < _LONGEST else None

    def _condition(self, condition: Condition) -> str:
        match condition:
            case Is(reference, predicate):
                return self._is(reference, predicate)
            case Among(quantifier, references, predicate):
                parts = ",".join(self._is(reference, predicate) for reference in references)
                return {"any": f"OR({parts})", "all": f"AND({parts})", "none": f"NOT(OR({parts}))"}[quantifier]
            case Comparison(comparator, left, right):
                return self._numbers((left, right), f"{{0}}{_COMPARATORS[comparator]}{{1}}")
            case Between(number, low, high):
                return self._numbers((number, low, high), "{0}>={1},{0}<={2}")
            case And(conditions):
                return f"AND({','.join(map(self._condition, conditions))})"
            case Or(conditions):
                return f"OR({','.join(map(self._condition, conditions))})"
        raise _OutOfReachError

    def _is(self, reference: Reference, predicate: Predicate) -> str:
        cell = self._cell(reference)
        if predicate.state is not None:
            told = _STATES[predicate.state].format(cell)
            if predicate.state == "ticked":
                told = f'OR({told},({cell}&"")="1")'
            return f"NOT({told})" if predicate.denied else told
        variable = self.variables[reference.code]
        labels = [self.label(variable, code).replace('"', '""') for code in predicate.options]
        parts = ",".join(f'{cell}="{label}"' for label in labels)
        return f'AND(LEN({cell}&"")>0,NOT(OR({parts})))' if predicate.denied else f"OR({parts})"

    def _numbers(self, numbers: Sequence[Number], told: str) -> str:
        """Return a comparison of cells and numerals, false until every cell holds a number."""
        shown = [self._cell(one) if isinstance(one, Reference) else self._numeral(one) for one in numbers]
        cells = [f"ISNUMBER({cell})" for cell, one in zip(shown, numbers, strict=True) if isinstance(one, Reference)]
        return f"AND({','.join((*cells, told.format(*shown)))})"

    def _numeral(self, number: Number) -> str:
        if not isinstance(number, Numeral):
            raise _OutOfReachError
        return str(number)

    def _cell(self, reference: Reference) -> str:
        if reference.source != "answer" or self.places.get(reference.code, ("", 0))[0] != self.sheet:
            raise _OutOfReachError
        return address(self.places, reference.code, self.sheet)
