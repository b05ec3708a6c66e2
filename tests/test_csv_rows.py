"""Every CSV file is read by one reader, which tells file and line of what is wrong, all of it at once."""

from pathlib import Path

import pytest

from kartlegg.csv_rows import read_csv, read_rows
from kartlegg.errors import DefinitionError

COLUMNS = ("a", "b")


def written(folder: Path, content: bytes) -> Path:
    path = folder / "x.csv"
    path.write_bytes(content)
    return path


def test_rows_come_by_column_with_the_line_that_they_begin_on(tmp_path: Path) -> None:
    path = written(tmp_path, b'\xef\xbb\xbfa,b\n1,"two\nlines"\n\n3,4\n')
    assert read_rows(path, COLUMNS) == [(2, {"a": "1", "b": "two\nlines"}), (5, {"a": "3", "b": "4"})]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a,b\n1,m\xe5l\n", "x.csv:2: [not-utf8] found the byte 0xe5, which is not UTF-8; expected UTF-8"),
        (b'a,b\n1,2\n1,"2\n3,4\n', "x.csv:3: [wrong-cell] found a row that is not CSV (unexpected end of data)"),
        (b"a,b\n1,2,3\n", "x.csv:2: [wrong-columns] found 3 fields; expected 2 fields, one for each column"),
        (b"a,b\n1\n", "x.csv:2: [wrong-columns] found 1 fields; expected 2 fields"),
        (b"b,a\n1,2\n", "x.csv:1: [wrong-columns] found b, a; expected a, b; to mend it, correct the header"),
        (b"", "x.csv:1: [wrong-columns] found nothing; expected a, b"),
        (b'"a,b\n', "x.csv:1: [wrong-cell] found a row that is not CSV"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(DefinitionError) as error:
        read_rows(written(tmp_path, content), COLUMNS)
    (fault,) = str(error.value).splitlines()
    assert fault.removeprefix(f"{tmp_path}/").startswith(told)


def test_rows_that_are_sound_stand_beside_the_faults_of_others(tmp_path: Path) -> None:
    read = read_csv(written(tmp_path, b"a,b\n1\n3,4\n5,6,7\n"))
    assert [fault.line for fault in read.faults] == [2, 4]
    assert read.rows == [(3, ["3", "4"])]


def test_more_columns_may_be_allowed_and_each_is_there_once(tmp_path: Path) -> None:
    path = written(tmp_path, b"c,b,a\n1,2,3\n")
    assert read_rows(path, COLUMNS, more=True) == [(2, {"c": "1", "b": "2", "a": "3"})]
    with pytest.raises(DefinitionError, match="column b: found no such column"):
        read_rows(written(tmp_path, b"a,c\n"), COLUMNS, more=True)
    with pytest.raises(DefinitionError, match="column a: found a column that stands twice"):
        read_rows(written(tmp_path, b"a,b,a\n"), COLUMNS, more=True)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"x\.csv: \[no-file\] found no such file"):
        read_rows(tmp_path / "x.csv", COLUMNS)
    with pytest.raises(DefinitionError, match=r"\[no-file\] found Is a directory"):
        read_rows(tmp_path, COLUMNS)
