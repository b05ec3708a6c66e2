"""On which side of the middle rows of an answer scale stand, by the codes of options. No number may enter."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from kartlegg.errors import LookupFault
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.options import Option
from kartlegg.questionnaire.rules import Is
from kartlegg.questionnaire.variables import Variable
from kartlegg.tabulation.answers import Answers
from kartlegg.tabulation.answers_table import said_in
from kartlegg.tabulation.figure import Sides
from kartlegg.tabulation.spec import AnswersSpec, FigureSpec
from kartlegg.tabulation.table import Table
from kartlegg.tabulation.words import SharedWords

Side = Literal["low", "middle", "high", "apart"]

_AT_MOST: dict[Side, int] = {"low": 2, "middle": 1, "high": 2}
"""How many rows a side has room for: more could not be told apart."""


class _Spot(NamedTuple):
    """Where a row stands: `rank` grows from left to right."""

    side: Side
    rank: int


def sides_of(figure: FigureSpec, table: Table, answers: Answers | None, words: SharedWords) -> Sides | None:
    """Return where the body rows of a Likert figure stand; None for a figure without sides.

    The two boxes that the figure names stand left and right, answers in neither in the middle, and options that give
    no answer apart. Within a side rows stand as their options do on the scale, whatever their order in the table.
    Raises LookupFault for a row that is no option of a scale with these boxes, for more rows than a side has room
    for, and for a table that does not say how many answered.
    """
    if figure.sides is None or answers is None or not isinstance(figure.data, AnswersSpec):
        return None
    if not any(row.kind == "base" for row in table.rows):
        raise LookupFault("a Likert figure shows how many answered: give it a row of kind base that counts them")
    body = {row.code for row in table.rows if not row.closes}
    spots: dict[str, _Spot] = {}
    for said in said_in(figure.data, answers, words):
        if said.row not in body:
            continue
        spot = _spot(said.statement.of, figure.sides, answers)
        if spot is not None and (first := spots.setdefault(said.row, spot)).side != spot.side:
            raise LookupFault(f"{said.statement.of} stands {spot.side}, and the first cell of its row {first.side}")
    of: dict[Side, tuple[str, ...]] = {
        side: tuple(sorted((row for row in spots if spots[row].side == side), key=lambda row: spots[row].rank))
        for side in ("low", "middle", "high", "apart")
    }
    for side, most in _AT_MOST.items():
        if len(of[side]) > most:
            raise LookupFault(
                f"{len(of[side])} rows stand {side} in a Likert figure, which has room for {most} there"
            )
    return Sides(**of)


def _spot(of: str, sides: tuple[str, str], answers: Answers) -> _Spot | None:
    """Return where a row stands by what one of its cells counts; None where its question lacks the option."""
    rule = parse_condition(of)
    known = answers.variables.get(rule.reference.code) if isinstance(rule, Is) else None
    if known is None or not isinstance(rule, Is) or not rule.predicate.options or rule.predicate.denied:
        raise LookupFault(f"{of}: a row of a Likert figure counts an option of a scale")
    if not set(sides) <= set(known.boxes):
        boxes = ", ".join(sorted(known.boxes)) or "none"
        raise LookupFault(f"{known.code} has no boxes {' and '.join(sides)}; there are {boxes}")
    chosen = [option for option in known.options if option.code in rule.predicate.options]
    return _Spot(_side(chosen, known, sides, of), _rank(chosen[0], known, sides)) if chosen else None


def _side(chosen: Sequence[Option], of: Variable, sides: tuple[str, str], told: str) -> Side:
    places: set[Side] = set()
    for option in chosen:
        if option.kind != "answer":
            places.add("apart")
        elif option.code in of.boxes[sides[0]]:
            places.add("low")
        else:
            places.add("high" if option.code in of.boxes[sides[1]] else "middle")
    if len(places) > 1:
        raise LookupFault(f"{told}: the options of a row stand on one side, not {' and '.join(sorted(places))}")
    return places.pop()


def _rank(option: Option, of: Variable, sides: tuple[str, str]) -> int:
    """Return the option's place on its scale, counted from the end at which the left box is."""
    codes = [one.code for one in of.options]
    left, right = (min(map(codes.index, of.boxes[side])) for side in sides)
    return codes.index(option.code) * (1 if left < right else -1)
