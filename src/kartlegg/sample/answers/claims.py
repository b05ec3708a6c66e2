"""What the printed numbers say about replies: `claims/*.csv` of a round, read and checked. No solving here.

Format: docs/method/sample.md. A claim holds a printed value, or names the cell of the published tables that has it.
"""

import difflib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal, cast

from kartlegg.errors import DefinitionError, Fault, RuleError, suggest
from kartlegg.questionnaire.grammar import option_uses, parse_condition, references
from kartlegg.questionnaire.rules import Condition
from kartlegg.questionnaire.variables import Variable
from kartlegg.sample.rows import Kind, read_rows

Measure = Literal["count", "percent", "sum", "coded", "coded_percent"]
Population = Literal["everyone", "participants", "complete"]
Cells = Mapping[tuple[str, str, str], str]

MEASURES = ("count", "percent", "sum", "coded", "coded_percent")
POPULATIONS = ("everyone", "participants", "complete")

_WORDS = ("table", "row", "column", "measure", "of", "base", "grouping", "group", "kept", "because")
_COLUMNS: dict[str, Kind] = {**dict.fromkeys(_WORDS, "words"), "value": "number or blank"}


@dataclass(frozen=True, slots=True)
class Claim:
    """One printed number and the replies that it counts.

    `of` is a condition on a unit, or the code of a variable where the measure is a sum or of coded text; `base` is
    the condition that those a percentage is of meet, None for all of the `population`; `theme` is a code of coding.
    `grouping` and `group` are blank for the whole country. A claim that is not `kept` says why not in `because`.
    """

    path: Path
    line: int
    name: str
    value: Decimal
    measure: Measure
    of: Condition | str
    base: Condition | None = None
    population: Population = "everyone"
    theme: str = ""
    grouping: str = ""
    group: str = ""
    kept: bool = True
    because: str = ""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of the claim."""
        return tuple(rule for rule in (self.of, self.base) if rule is not None and not isinstance(rule, str))

    @property
    def both(self) -> tuple[Condition | None, Condition | None]:
        """The condition and that of the base, None where there is none."""
        return None if isinstance(self.of, str) else self.of, self.base

    @property
    def variables(self) -> tuple[str, ...]:
        """The codes of the answers that the claim is about."""
        own = (self.of,) if isinstance(self.of, str) else ()
        of = [str(part.code) for rule in self.conditions for part in references(rule) if part.source == "answer"]
        return tuple(dict.fromkeys((*own, *of)))

    @property
    def scope(self) -> str:
        """The name of the units it is about, blank for everyone."""
        return " ".join(part for part in (self.population, self.grouping, self.group) if part not in {"", "everyone"})

    @property
    def told(self) -> str:
        """Where the number stands, what it is, and where the claim is stated."""
        where = self.name if self.name.startswith("text ") else f"table {self.name}"
        return f"{where}: {self.value} ({self.path.name}, line {self.line})"

    @property
    def decimals(self) -> int:
        """The number of decimals printed."""
        return max(0, -int(self.value.as_tuple().exponent))


def read_claims(
    folder: Path, cells: Cells, variables: Mapping[str, Variable], groups: Mapping[str, Set[str]]
) -> tuple[Claim, ...]:
    """Return the claims of all files of `folder` in order, none where there is no folder.

    `cells` is (table, row, column) -> value as printed; `groups` are the codes of the groups by grouping. Raises
    DefinitionError with every fault: a cell that is not in print, a rule that cannot be read, an unknown code.
    """
    claims: list[Claim] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.csv")):
        for line, row in read_rows(path, _COLUMNS):
            found = list(_row_faults(path, line, row, groups))
            if not found:
                try:
                    claim = _claim(path, line, row, cells)
                except _ClaimError as error:
                    found = [error.fault]
                else:
                    found = list(_code_faults(claim, variables))
                    claims.append(claim)
            faults += found
    if faults:
        raise DefinitionError(faults)
    return tuple(claims)


class _ClaimError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def _row_faults(path: Path, line: int, row: Mapping[str, str], groups: Mapping[str, Set[str]]) -> Iterator[Fault]:
    if row["measure"] not in MEASURES:
        expected = f"one of {', '.join(MEASURES)}"
        yield Fault(path, line, "measure", repr(row["measure"]), expected, "correct the cell")
    if row["kept"] not in {"yes", "no"}:
        yield Fault(path, line, "kept", repr(row["kept"]), "yes or no", "correct the cell")
    if row["kept"] == "no" and not row["because"]:
        yield Fault(path, line, "because", "a blank cell", "why the number is given up", "say what contradicts it")
    if row["grouping"] and row["grouping"] not in groups:
        expected = f"one of {', '.join(sorted(groups))}, or blank"
        yield Fault(path, line, "grouping", repr(row["grouping"]), expected, "correct the cell")
    elif row["group"] not in groups.get(row["grouping"], {""}):
        expected = f"one of {', '.join(sorted(groups.get(row['grouping'], {'a blank cell'})))}"
        yield Fault(path, line, "group", repr(row["group"]), expected, "correct the cell")


def _claim(path: Path, line: int, row: Mapping[str, str], cells: Cells) -> Claim:
    measure, base = cast("Measure", row["measure"]), row["base"]
    coded = measure in {"coded", "coded_percent"}
    is_population = base in POPULATIONS
    of: Condition | str = row["of"]
    if measure in {"count", "percent"}:
        of = _rule(path, line, "of", row["of"])
    return Claim(
        path=path,
        line=line,
        name=", ".join(part for part in (row["table"], row["row"], row["column"]) if part),
        value=_value(path, line, row, cells),
        measure=measure,
        of=of,
        base=None if coded or is_population or not base else _rule(path, line, "base", base),
        population=cast("Population", base) if is_population else "everyone",
        theme=base if coded else "",
        grouping=row["grouping"],
        group=row["group"],
        kept=row["kept"] == "yes",
        because=row["because"],
    )


def _rule(path: Path, line: int, column: str, text: str) -> Condition:
    try:
        return parse_condition(text)
    except RuleError as error:
        raise _ClaimError(Fault(path, line, column, repr(text), "a condition", str(error))) from None


def _value(path: Path, line: int, row: Mapping[str, str], cells: Cells) -> Decimal:
    cell = (row["table"], row["row"], row["column"])
    value = row["value"] or cells.get(cell)
    if value:
        return Decimal(value)
    near = difflib.get_close_matches(str(cell), map(str, cells), n=1, cutoff=0.5)
    meant = f" (did you mean {near[0]}?)" if near else ""
    remedy = f"correct the cell{meant}, or state the value"
    raise _ClaimError(Fault(path, line, "value", f"no value, and {cell} is not in print", "a printed cell", remedy))


def _code_faults(claim: Claim, variables: Mapping[str, Variable]) -> Iterator[Fault]:
    for code in claim.variables:
        if code not in variables:
            told = (repr(code), "a variable of the questionnaire", suggest(code, variables, "correct the code"))
            yield Fault(claim.path, claim.line, "of", *told)
    for rule in claim.conditions:
        for reference, option in option_uses(rule):
            asked = variables.get(reference.code)
            known = {one.code for one in asked.options} if asked else {option}
            if option not in known:
                expected = f"one of {', '.join(sorted(known)) or 'no options'}"
                yield Fault(claim.path, claim.line, "of", f"{reference} is {option}", expected, "correct the option")
