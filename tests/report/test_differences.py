"""What tests found, in words that each mean one thing; and prose that writes such a word by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from kartlegg.errors import LookupFault
from kartlegg.estimation.inference.comparison import Comparison
from kartlegg.language import Text
from kartlegg.report.differences import differ, significant, typed_findings
from kartlegg.tabulation.cell_test import CellTest
from kartlegg.tabulation.table import Cell, Column, Row, Table

NORTH, SOUTH, CITY = "north", "south", "city"
LABELS = {NORTH: Text("Nord", "North"), SOUTH: Text("Sør", "South"), CITY: Text("Byen", "The city")}
PLAIN = {
    "plan": {NORTH: (0.01, 20.0), SOUTH: (0.04, -20.0), CITY: (0.6, 3.0)},
    "team": dict.fromkeys(LABELS, (0.9, 1.0)),
}
HELD = {"plan": {NORTH: (0.02, 18.0), SOUTH: (0.3, -8.0)}, "team": {NORTH: (0.8, 1.0), SOUTH: (0.8, 1.0)}}


def comparison(group: str, of: tuple[float, float] | None) -> Comparison:
    if of is None:
        return Comparison(group, "logistic", None, None, 60, reason="no")
    return Comparison(group, "fisher", of[1], of[0], 60, adjusted=of[0])


def table(*, across: bool = False) -> Table:
    groups = [
        Row(code, label, phrase=Text("byen", "the city") if code == CITY else label) for code, label in LABELS.items()
    ]
    asked = {code: Text(code.capitalize()) for code in PLAIN}
    tests = tuple(
        CellTest(
            *((code, f"{group}_p") if across else (group, f"{code}_p")),
            "groups",
            comparison(group, of),
            comparison(group, HELD[code].get(group)),
        )
        for code, found in PLAIN.items()
        for group, of in found.items()
    )
    rows = tuple(Row(code, label) for code, label in asked.items()) if across else tuple(groups)
    heads = {row.code: row.label for row in groups} if across else asked
    columns = tuple(Column(f"{code}_p", Text("Prosent"), "percent", label) for code, label in heads.items())
    cells = ((Cell(1.0),) * len(columns),) * len(rows)
    return Table("1", Text("T"), Text("S"), rows, columns, cells, Text("B"), Text("K"), tests=tests)


def test_groups_that_differ_are_told_with_their_direction() -> None:
    assert [(one.code, one.name, one.higher) for one in significant(table(), "plan_p")] == [
        (NORTH, "Nord", True),
        (SOUTH, "Sør", False),
    ]
    assert [one.code for one in significant(table(), "plan_p", "systematic")] == [NORTH]
    assert [one.code for one in significant(table(across=True), "plan")] == ["north_p", "south_p"]
    assert significant(table(), "team_p") == []


OTHERS = "enn i de andre delene"
WITH_SIZE = "når vi kontrollerer for kommunestørrelse, "


@pytest.mark.parametrize(
    ("lines", "finding", "said"),
    [
        (
            ["plan_p"],
            "significant",
            f"andelen er signifikant høyere i Nord og signifikant lavere i Sør {OTHERS}",
        ),
        (["plan_p"], "systematic", "andelen er systematisk høyere i Nord enn i de andre delene"),
        (["plan_p"], "controlled", f"{WITH_SIZE}er andelen høyere i Nord enn i de andre delene"),
        (["team_p"], "significant", "ingen av delene skiller seg signifikant fra de andre"),
        (["team_p"], "controlled", f"{WITH_SIZE}skiller ingen av delene seg fra de andre"),
        (["team_p", "plan_p"], "systematic", "andelen for «Plan» er systematisk høyere i Nord enn i de andre delene"),
        (["team_p", "plan_p"], "controlled", f"{WITH_SIZE}er andelen for «Plan» høyere i Nord enn i de andre delene"),
        (
            ["team_p", "team_p"],
            "systematic",
            "ingen av delene skiller seg systematisk fra de andre i noen av svarene",
        ),
    ],
)
def test_what_was_found_in_words(lines: list[str], finding: str, said: str) -> None:
    assert differ(table(), lines, finding, "delene") == said
    assert differ(table(), lines, finding, "delene", start=True) == said[0].upper() + said[1:]


def test_what_was_found_in_english() -> None:
    said = "the share is significantly higher in North and significantly lower in South than in the other counties"
    assert differ(table(), ["plan_p"], "significant", "counties", "en") == said
    assert differ(table(across=True), ["team"], "controlled", "counties", "en") == (
        "when we control for size of municipality, none of the counties differs from the others"
    )
    assert "the share for “Plan” is systematically" in differ(table(), ["team_p", "plan_p"], "systematic", "c", "en")
    across = differ(table(across=True), ["team", "plan"], "systematic", "delene")
    assert across == "andelen for «Plan» er systematisk høyere i Nord enn i de andre delene"


def test_what_was_not_tested_cannot_be_told() -> None:
    with pytest.raises(LookupFault, match="no test in other of table 1 can tell what is significant"):
        significant(table(), "other")
    with pytest.raises(LookupFault, match="can tell what is changed"):
        significant(table(), "plan_p", "changed")
    with pytest.raises(LookupFault, match="there is no finding sure"):
        significant(table(), "plan_p", "sure")
    with pytest.raises(LookupFault, match="changed is no difference between groups"):
        differ(table(), ["plan_p"], "changed", "delene")


def test_a_finding_that_is_typed_is_told_with_its_line() -> None:
    text = "# Navn\n\nDet er Signifikant.\nSystematiske hjemmebesøk.\nVi kontrollerer for størrelse, og for annet."
    faults = typed_findings(text, Path("a.md"), ("systematiske hjemmebesøk",))
    assert [(fault.line, fault.found) for fault in faults] == [
        (3, "the typed finding 'Signifikant'"),
        (5, "the typed finding 'kontrollerer for størrelse'"),
    ]


def test_none_of_the_groups_is_none_of_those_that_are_shown() -> None:
    of = table()
    hidden = replace(of, cells=((*of.cells[0][:-1], Cell(None, "Q")), *of.cells[1:]))
    assert (
        differ(hidden, ["team_p"], "significant", "fylkene")
        == "ingen av fylkene som vises skiller seg signifikant fra de andre"
    )
    assert differ(hidden, ["team_p"], "significant", "counties", "en").startswith(
        "none of the counties shown differs"
    )
    assert "som vises" not in differ(of, ["team_p"], "significant", "fylkene")
