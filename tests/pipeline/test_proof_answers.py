"""A table of answers that names what there is not is told before anything is counted, at its row or block."""

from pathlib import Path

import pytest

from kartlegg.definitions import Words, read_yaml
from kartlegg.language import Text
from kartlegg.pipeline.proof_answers import answer_faults
from kartlegg.questionnaire.options import Option
from kartlegg.questionnaire.proof.rules import Known
from kartlegg.questionnaire.variables import Variable
from kartlegg.tabulation.spec import AnswersSpec

YES_NO = tuple(Option(code=code, label=Words(nb=code)) for code in ("yes", "no"))
KNOWN = Known(
    {"plan": Variable("plan", Text("Plan"), Text("Plan"), type="choice", options=YES_NO)},
    {},
    {},
    lambda code: False,
)
TABLE = """\
kind: answers
title: {nb: Plan}
stub: {nb: Svar}
base: {nb: Alle}
variable: plan
rows:
  - {of: "{} is yes"}
  - {of: "{} is no", base: everyone}
"""


def faults(folder: Path, old: str, new: str) -> list[str]:
    path = folder / "table.yaml"
    assert TABLE.count(old) == 1
    path.write_text(TABLE.replace(old, new), encoding="utf-8")
    file = read_yaml(path)
    return [str(fault) for fault in answer_faults(file, (), file.model(AnswersSpec), KNOWN)]


def test_a_sound_table_has_no_faults(tmp_path: Path) -> None:
    assert faults(tmp_path, "nb: Plan", "nb: Plan") == []


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("is yes", "is yess", 7, "dead-option"),
        ("variable: plan", "variable: plam", 7, "dead-reference"),
        ("{} is no", "{} iz no", 8, "rule-unreadable"),
        ("base: everyone", "base: everybody is yes", 8, "dead-reference"),
        ('of: "{} is no"', "variable: plam, theme: late", 8, "dead-reference"),
        ("rows:", 'blocks:\n  - {of: "plan is nay"}\nrows:', 7, "dead-option"),
    ],
)
def test_a_condition_that_cannot_hold_is_told_at_its_row(
    tmp_path: Path, old: str, new: str, line: int, code: str
) -> None:
    assert faults(tmp_path, old, new)[0].startswith(f"{tmp_path / 'table.yaml'}:{line}: [{code}] ")


def test_the_row_is_called_by_its_table_where_it_stands_in_one(tmp_path: Path) -> None:
    path = tmp_path / "tables.yaml"
    below = TABLE.replace("is yes", "is yess").replace("\n", "\n    ").rstrip()
    path.write_text(f'tables:\n  - number: "1.4"\n    {below}\n', encoding="utf-8")
    file = read_yaml(path)
    spec = AnswersSpec.model_validate(file.content["tables"][0])
    (fault,) = answer_faults(file, ("tables", 0), spec, KNOWN)
    assert fault.column == "table 1.4, row 1"
