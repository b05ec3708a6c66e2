"""What tests found, in words that each mean one thing. No test may be made here, and no word chosen by an author.

signifikant      the group differs from all others (test of Fisher, adjusted for all groups)
systematisk      it does so with size held equal as well
når vi kontrollerer for kommunestørrelse
                 it does so with size held equal (Fisher within sizes, adjusted for all groups)

Prose that writes one of these words by hand is refused: `typed_findings`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kartlegg.errors import Fault, LookupFault
from kartlegg.fault_codes import FaultCode
from kartlegg.language import Language, Text
from kartlegg.report.wording import listing, lower_first, shown_of
from kartlegg.tabulation.cell_test import FINDINGS, CellTest, Finding
from kartlegg.tabulation.table import Table

_KEPT = re.compile(r"signifika\w*|systematisk\w*|kontroller\w* for (?:kommune)?størrelse\w*", re.IGNORECASE)
_ADVERBS: dict[Finding, Text] = {
    "significant": Text("signifikant ", "significantly "),
    "systematic": Text("systematisk ", "systematically "),
    "controlled": Text("", ""),
}
_HELD = Text("når vi kontrollerer for kommunestørrelse, ", "when we control for size of municipality, ")


@dataclass(frozen=True, slots=True)
class Differing:
    """A row or column that differs: its code, what a sentence calls it, and whether it lies above all others."""

    code: str
    name: str
    higher: bool


def typed_findings(text: str, path: Path, allowed: Sequence[str]) -> list[Fault]:
    """Return a fault for each word of `text` that tells what only a test can, outside the names that are allowed."""
    if not _KEPT.search(text):
        return []
    for name in allowed:
        text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
    told = ("the look-up `differ`", "let it say what was found", FaultCode.TYPED_FINDING)
    found = [(line, match) for line, of in enumerate(text.splitlines(), 1) for match in _KEPT.finditer(of)]
    return [Fault(path, line, None, f"the typed finding {match.group()!r}", *told) for line, match in found]


def significant(
    table: Table, line: str, finding: Finding = "significant", language: Language = "nb"
) -> list[Differing]:
    """Return the groups of a table of which this was found, in the order of the table.

    `line` is the code of the column whose rows are groups, or of the row whose columns are. Raises LookupFault where
    nothing of it was tested in this way.
    """
    if finding not in FINDINGS:
        raise LookupFault(f"there is no finding {finding}; there are {', '.join(FINDINGS)}")
    tests = [test for test in table.tests if line in (test.column, test.row) and _is_tested(test, finding)]
    if not tests:
        raise LookupFault(
            f"no test in {line} of table {table.number} can tell what is {finding}; let the table have tests"
        )
    by_row = line in table.column_places
    return [
        Differing(test.row if by_row else test.column, _name(table, test, language, by_row), test.higher(finding))
        for test in tests
        if test.found(finding)
    ]


def differ(
    table: Table, lines: Sequence[str], finding: Finding, of: str, language: Language = "nb", *, start: bool = False
) -> str:
    """Return what was found as a clause: "andelen er signifikant høyere i A og lavere i B enn i de andre `of`".

    Of several `lines` each in which something was found is told, by its head. `of` names the groups in the definite
    plural ("fylkene"); none of them is none of those that are shown. `start` gives a capital. Raises LookupFault as
    `significant` does, and for a finding that is no difference between groups.
    """
    if finding not in _ADVERBS:
        raise LookupFault(f"{finding} is no difference between groups; such are {', '.join(_ADVERBS)}")
    found = [(line, significant(table, line, finding, language)) for line in lines]
    told = [(line, groups) for line, groups in found if groups]
    held = finding == "controlled"
    lead = _HELD.get(language) if held else ""
    adverb = _ADVERBS[finding].get(language)
    if not told:
        groups = of if _all_shown(table, lines) else shown_of(of, language)
        clause = lead + _nothing(adverb, groups, language, inverted=held, many=len(lines) > 1)
    else:
        heads = [_for(table, line, language) if len(lines) > 1 else "" for line, _ in told]
        clauses = [
            _clause(groups, (adverb, head, of), language, inverted=held and place == 0)
            for place, (head, (_, groups)) in enumerate(zip(heads, told, strict=True))
        ]
        clause = lead + "; ".join(clauses)
    return clause[:1].upper() + clause[1:] if start else clause


def _all_shown(table: Table, lines: Sequence[str]) -> bool:
    """Return whether no group's number in the lines, columns or rows, is hidden."""
    cells = [
        (row.code, column.code, cell)
        for row, of in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, of, strict=True)
    ]
    return not any(cell.status == "Q" for row, column, cell in cells if row in lines or column in lines)


def _is_tested(test: CellTest, finding: Finding) -> bool:
    if finding == "changed":
        return test.kind == "years"
    return test.kind == "groups" and (finding == "significant" or test.held is not None)


def _name(table: Table, test: CellTest, language: Language, by_row: bool) -> str:
    if by_row:
        row = table.rows[table.row_places[test.row]]
        return row.phrase.get(language) if row.phrase else lower_first(row.label.get(language))
    column = table.columns[table.column_places[test.column]]
    return (column.group or column.label).get(language)


def _for(table: Table, line: str, language: Language) -> str:
    if line in table.column_places:
        column = table.columns[table.column_places[line]]
        label = (column.group or column.label).get(language)
    else:
        label = table.rows[table.row_places[line]].label.get(language)
    return f" for «{label}»" if language == "nb" else f" for “{label}”"


def _nothing(adverb: str, of: str, language: Language, *, inverted: bool, many: bool) -> str:
    if language == "en":
        return f"none of the {of} differs {adverb}from the others{' in any of the answers' if many else ''}"
    subject = f"ingen av {of}"
    said = f"skiller {subject} seg" if inverted else f"{subject} skiller seg"
    return f"{said} {adverb}fra de andre{' i noen av svarene' if many else ''}"


def _clause(groups: Sequence[Differing], said: tuple[str, str, str], language: Language, *, inverted: bool) -> str:
    adverb, head, of = said
    more, less, within = ("høyere", "lavere", "i") if language == "nb" else ("higher", "lower", "in")
    sides = (
        (more, [one.name for one in groups if one.higher]),
        (less, [one.name for one in groups if not one.higher]),
    )
    what = listing(
        [f"{adverb}{word} {within} {listing(names, language)}" for word, names in sides if names], language
    )
    if language == "en":
        return f"the share{head} is {what} than in the other {of}"
    return f"{f'er andelen{head}' if inverted else f'andelen{head} er'} {what} enn i de andre {of}"
