"""Every published cell is equal, differs or is missing; a difference needs a reason, and a reason a difference."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kartlegg.errors import DefinitionError
from kartlegg.exchange.release import Release, ReleaseManifest, read_release, write_release
from kartlegg.language import Text
from kartlegg.pipeline.compare import Comparison, compare
from kartlegg.pipeline.tables import table_files
from kartlegg.rounding import round_half_up
from kartlegg.tabulation.table import Cell, Column, Row, Table

ADULTS = Row("adults", Text("Voksne (18 år og over)"))
CHILDREN = Row("children", Text("Barn/unge"))
ALL = Row("all", Text("Totalt"), "total")
COLUMNS = (
    Column("y1999", Text("1999"), "fte", Text("Før")),
    Column("fte_y2000", Text("Antall"), "fte", Text("2000")),
    Column("percent_y2000", Text("Prosent"), "percent", Text("2000")),
    Column("rate", Text("Rate"), "rate"),
)
TABLE = Table(
    "4.1",
    Text("Ansatte"),
    Text("Gruppe"),
    (ADULTS, CHILDREN, ALL),
    COLUMNS,
    (
        (Cell(10.4), Cell(20.5), Cell(66.66666), Cell(1234.5678)),
        (Cell(None, "M"), Cell(9.5), Cell(33.33333), Cell(None)),
        (Cell(10.4), Cell(30.0), Cell(100.0), Cell(3.0)),
    ),
    Text("Alle"),
    Text("Kilde"),
)


@pytest.fixture
def release(tmp_path: Path) -> Release:
    manifest = ReleaseManifest("X", 2000, 1, "0", "", "", "", "", synthetic=True)
    write_release(tmp_path / "release", manifest, table_files({"4.1": TABLE}))
    return read_release(tmp_path / "release")


def published(folder: Path, *rows: str, labels: str = "", differences: str = "") -> Path:
    path = folder / "printed.csv"
    path.write_text("\n".join(["table,row,column,value,note", *rows]) + "\n", encoding="utf-8")
    for name, content in (("labels.yaml", labels), ("differences.yaml", differences)):
        if content:
            (folder / name).write_text(content, encoding="utf-8")
    return path


def verdicts(found: Comparison) -> list[str]:
    return [cell.verdict for cell in found.cells]


@pytest.mark.parametrize(
    ("row", "verdict", "ours"),
    [
        ("4.1,Voksne (18 år og over),Før | 1999,10,", "equal", "10.4"),
        ("4.1,voksne 18 år og over,Før | 1999,10.4,", "missing", ""),
        ("4.1,VOKSNE (18 år og over),1999 | Antall,10.4,", "missing", ""),
        ("4.1,adults,Gjelder alle | 1999,10.4,", "equal", "10.4"),
        ("4.1,adults,Gjelder alle | 1999,10.40,", "equal", "10.4"),
        ("4.1,adults,Antall | 2000,21,", "equal", "20.5"),
        ("4.1,adults,2000 | Antall,20,", "differs", "20.5"),
        ("4.1,adults,2000 | %,66.7,", "equal", "66.6667"),
        ("4.1,adults,Rate,1235,", "equal", "1234.57"),
        ("4.1,adults,Rate,-1235,", "differs", "1234.57"),
        ("4.1,Barn – unge.,Rate,3,", "differs", "no value"),
        ("4.1,Barn-unge,Rate,,..", "equal", "no value"),
        ("4.1,children,Før | 1999,,*", "equal", "not asked"),
        ("4.1,Barn-unge,Rate,,*", "differs", "no value"),
        ("4.1,Totalt,Før | 1999,,*", "differs", "10.4"),
        ("4.1,Totalt,Før | 1998,10,", "missing", ""),
        ("4.1,Andre,Før | 1999,10,", "missing", ""),
        ("4.1,Totalt,Kroner,10,", "missing", ""),
        ("9.9,Totalt,Før | 1999,10,", "missing", ""),
    ],
)
def test_one_cell(tmp_path: Path, release: Release, row: str, verdict: str, ours: str) -> None:
    (cell,) = compare(release, published(tmp_path, row)).cells
    assert (cell.verdict, cell.ours) == (verdict, ours)
    assert cell.printed in row


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.integers(0, 6))
def test_a_cell_is_equal_when_it_rounds_to_what_was_printed(tmp_path: Path, release: Release, decimals: int) -> None:
    printed = str(round_half_up(1234.5678, decimals))
    off = str(round_half_up(1234.5678, decimals) + Decimal(1).scaleb(-decimals))
    rows = (f"4.1,adults,Rate,{printed},", f"4.1,adults,Rate,{off},")
    assert verdicts(compare(release, published(tmp_path, *rows))) == ["equal", "differs"]


def test_labels_tell_what_print_means(tmp_path: Path, release: Release) -> None:
    labels = "rows: {all: {Sum: all}, '4.1': {Store: adults}, '5.1': {Små: children}}\ncolumns: {all: {Tall: rate}}\n"
    rows = ("4.1,Sum,Tall,3,", "4.1,Store,Tall,1235,", "4.1,Små,Tall,1,")
    assert verdicts(compare(release, published(tmp_path, *rows, labels=labels))) == ["equal", "equal", "missing"]


def test_explained_differences_are_told_apart(tmp_path: Path, release: Release) -> None:
    rows = (
        "4.1,adults,Rate,1,",
        "4.1,all,Rate,1,",
        "4.1,children,Rate,1,",
        "8.1,a,b,1,",
        "8.1,c,d,2,",
        "4.1,x,Rate,1,",
    )
    differences = """explained:
  - {table: "4.1", row: adults, column: Rate, reason: Print is at fault.}
  - {table: "4.1", row: all, reason: Another base.}
  - {table: "8.1", verdict: missing, reason: Not asked yet.}
"""
    found = compare(release, published(tmp_path, *rows, differences=differences))
    assert [cell.reason for cell in found.cells] == [
        *("Print is at fault.", "Another base.", "", "Not asked yet.", "Not asked yet.", ""),
    ]
    assert [(cell.row, cell.verdict) for cell in found.unexplained] == [("children", "differs"), ("x", "missing")]
    assert [found.count(verdict) for verdict in ("equal", "differs", "missing")] == [0, 3, 3]
    assert found.needless == ()


def test_an_explanation_that_explains_nothing_is_told(tmp_path: Path, release: Release) -> None:
    differences = """explained:
  - {table: "4.1", row: adults, column: Rate, reason: It is equal now.}
  - {table: "4.1", row: all, verdict: missing, reason: "It differs, and is not missing."}
  - {table: "5.1", reason: Another chapter.}
"""
    path = published(tmp_path, "4.1,adults,Rate,1235,", "4.1,all,Rate,1,", differences=differences)
    assert [of.reason for of in compare(release, path).needless] == [
        "It is equal now.",
        "It differs, and is not missing.",
        "Another chapter.",
    ]
    assert [of.table for of in compare(release, path, ["4"]).needless] == ["4.1", "4.1"]


def test_chapters_narrow_what_is_compared(tmp_path: Path, release: Release) -> None:
    path = published(tmp_path, "4.1,all,Rate,3,", "14.1,all,Rate,3,", "D,all,Rate,3,")
    assert [cell.table for cell in compare(release, path, ["4", "D"]).cells] == ["4.1", "D"]
    with pytest.raises(DefinitionError, match="found no cell of 7; expected published cells"):
        compare(release, path, ["7"])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("4.1,all,Rate", r":3: \[wrong-columns\] found 3 fields; expected 5"),
        ("4.1,all,Rate,1,,,", r":3: \[wrong-columns\] found 7 fields; expected 5"),
        ("4.1,all,Rate,*,", r":3: column value: found '\*'; expected a number or a blank cell"),
        ('4.1,all,Rate,"1,5",', ":3: column value: found '1,5'"),
        ("4.1,all,Rate,1 000,", ":3: column value: found '1 000'"),
    ],
)
def test_a_wrong_row_is_told_with_its_line(tmp_path: Path, release: Release, row: str, told: str) -> None:
    with pytest.raises(DefinitionError, match=rf"printed\.csv{told}"):
        compare(release, published(tmp_path, "4.1,all,Rate,3,", row))


def test_files_that_cannot_be_read(tmp_path: Path, release: Release) -> None:
    with pytest.raises(DefinitionError, match=r"printed\.csv: \[no-file\] found no such file"):
        compare(release, tmp_path / "printed.csv")
    path = tmp_path / "printed.csv"
    path.write_text("table,row,value\n", encoding="utf-8")
    with pytest.raises(
        DefinitionError,
        match=r"printed\.csv:1: \[wrong-columns\] found table, row, value; expected table, row",
    ):
        compare(release, path)
    path.write_bytes(b"table,row,column,value,note\n4.1,p\xe5,b,1,\n")
    with pytest.raises(DefinitionError, match="found the byte 0xe5, which is not UTF-8"):
        compare(release, path)
    with pytest.raises(DefinitionError, match=r"differences\.yaml:2"):
        compare(release, published(tmp_path, "4.1,all,Rate,3,", differences="explained:\n  - {table: '4.1'}\n"))


def test_a_whole_chapter_may_be_explained_and_a_table_of_which_nothing_is_there_is_told_once(
    tmp_path: Path, release: Release
) -> None:
    rows = ("4.1,adults,Rate,1235,", "4.2,a,b,1,", "41.1,a,b,1,", "7.1,a,b,1,", "7.1,a,c,1,", "7.2,a,b,1,")
    differences = 'explained:\n  - {table: "7.*", verdict: missing, reason: Not yet.}\n'

    found = compare(release, published(tmp_path, *rows, differences=differences))

    assert {table: len(cells) for table, cells in found.absent_tables.items()} == {
        "4.2": 1,
        "41.1": 1,
        "7.1": 2,
        "7.2": 1,
    }
    assert [cell.table for cell in found.unexplained] == ["4.2", "41.1"]
    assert found.needless == ()
