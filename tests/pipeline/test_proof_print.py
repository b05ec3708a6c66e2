"""What is noted of print is proofread: files that cannot be read, and statements about what no round asks."""

import shutil
from pathlib import Path

import pytest

from kartlegg.pipeline.proof import proofread
from tests.built import CHECKOUT

SMALL = 2033
HEADER = b"year,of,base,measure,grouping,group,value,published_in\n"
SOUND = (
    b"2032,guard is yes,guard is answered,percent,,,40,\n"
    b"2032,ropes,,sum,,,40,\n2032,reason_other_text:dry,,count,,,4,\n"
)


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CHECKOUT / "tests" / "tiny" / "wells", tmp_path / "survey"))


def told_of(survey: Path, file: str, content: bytes) -> list[str]:
    path = survey / file
    path.write_bytes(content)
    return [str(fault).removeprefix(f"{path}:") for fault in proofread(survey, [SMALL]).faults]


def test_answers_of_earlier_years_that_a_round_asks_are_no_fault(survey: Path) -> None:
    assert told_of(survey, "history/answers.csv", HEADER + SOUND) == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (b"2032,guard is yes,,count,,,\xe5,\n", "2: [not-utf8] found the byte 0xe5, which is not UTF-8"),
        (b'2032,"guard is yes,,count,,,4,\n', "2: [wrong-cell] found a row that is not CSV"),
        (b"2032,guard is yes,,count,,,4,,\n", "2: [wrong-columns] found 9 fields; expected 8 fields"),
        (b"2032,gaurd is yes,,count,,,4,\n", "2: [dead-reference] column of: found `gaurd`, which there is not"),
        (b"2032,guard is yes,gaurd is answered,percent,,,4,\n", "2: [dead-reference] column base: found `gaurd`"),
        (b"2032,guard is maybe,,count,,,4,\n", "2: [dead-option] column of: found the option `maybe`"),
        (b"2032,rope,,sum,,,4,\n", "2: [unknown-variable] column of: found the variable rope, which no round asks"),
        (b"2032,rheason:dry,,count,,,4,\n", "2: [unknown-variable] column of: found the variable rheason"),
    ],
)
def test_a_fault_in_answers_of_earlier_years_is_told(survey: Path, rows: bytes, told: str) -> None:
    (fault,) = told_of(survey, "history/answers.csv", HEADER + rows)
    assert fault.startswith(told)


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("history/bases.csv", b"table,year,base\n1.1,2032,\xe5\n", "2: [not-utf8]"),
        ("history/bases.csv", b'table,year,base\n1.1,2032,"everyone\n', "2: [wrong-cell]"),
        ("history/bases.csv", b"table,year,base\n1.1,2032\n", "2: [wrong-columns]"),
        ("rounds/2033/claims/02_upkeep.csv", b"measure,of,base\ncount,guard is yes\n", "2: [wrong-columns]"),
        ("rounds/2033/claims/02_upkeep.csv", b"measure,of\n", "1: [wrong-columns] column base: found no such column"),
        ("rounds/2033/catalogue/1.csv", b"codes\n\xe5\n", "2: [not-utf8]"),
    ],
)
def test_a_file_on_print_that_cannot_be_read_is_told(survey: Path, file: str, content: bytes, told: str) -> None:
    (fault,) = told_of(survey, file, content)
    assert fault.startswith(told)


def test_a_statement_that_stands_often_is_told_once(survey: Path) -> None:
    rows = b"2031,gaurd is yes,,count,,,4,\n2032,gaurd is yes,,count,,,4,\n"
    assert len(told_of(survey, "history/answers.csv", HEADER + rows)) == 1
