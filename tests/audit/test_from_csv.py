"""Tables typed off print: what cannot be so is refused with its line."""

from pathlib import Path

import pytest

from kartlegg.audit.from_csv import publication_of
from kartlegg.audit.structure import Structure
from kartlegg.errors import DefinitionError

HEADER = "table,row,column,value,note\n"


def printed(folder: Path, rows: str) -> Path:
    path = folder / "tables_2031.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


def test_a_cell_that_was_typed_off_twice_is_refused_with_the_line_of_the_second(tmp_path: Path) -> None:
    path = printed(tmp_path, "1.1,a,Antall,4,\n1.2,a,Antall,4,\n1.1,a,Antall,5,\n")
    with pytest.raises(DefinitionError, match=r"tables_2031\.csv:4: found table 1\.1, a × Antall again; expected"):
        publication_of(path, Structure())


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ('1.1,a,"Antall,4,\n', r"tables_2031\.csv:2: \[wrong-cell\] found a row that is not CSV"),
        ("1.1,a,Antall,4,,\n", r"tables_2031\.csv:2: \[wrong-columns\] found 6 fields"),
        ("1.1,a,Antall,4x,\n", r"tables_2031\.csv:2: column value: found '4x'"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused(tmp_path: Path, rows: str, told: str) -> None:
    with pytest.raises(DefinitionError, match=told):
        publication_of(printed(tmp_path, rows), Structure())
