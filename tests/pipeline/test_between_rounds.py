"""A sum that adds up other parts than before asks for a break, unless the series says where the lost part went."""

from pathlib import Path

import pytest

from kartlegg.fault_codes import FaultCode
from kartlegg.pipeline.proof import proofread
from tests.faults.seeds import YEARS, write_seeded

NOTE = "note: {nb: Regnet med på gata., nn: Rekna med på gata., en: Counted in the street.}"
BROKEN = f"breaks: [{{year: 2032, variables: [%s], {NOTE}}}]\nuncertain: []\n"
MOVED = f"not_asked: [{{variables: [fte_quay], years: [2032], {NOTE}}}]\n"


@pytest.mark.parametrize(
    ("series", "is_told"),
    [
        ("breaks: []\nuncertain: []\n", True),
        (BROKEN % "fte_all", False),
        (BROKEN % "fte_street", True),
        (BROKEN % "fte_street" + MOVED, False),
        ("breaks: []\nuncertain: []\n" + MOVED, True),
    ],
)
def test_a_total_that_lost_a_part(tmp_path: Path, series: str, is_told: bool) -> None:
    survey = write_seeded("", tmp_path / "survey")
    for path in survey.glob("rounds/2032/questionnaire/01_lamps.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("[fte_street, fte_quay]", "[fte_street]"), "utf-8")
    (survey / "series.yaml").write_text(series, encoding="utf-8")
    told = [fault.found for fault in proofread(survey, YEARS).faults if fault.code == FaultCode.BREAK_MISSING]
    assert told == ["fte_all, which no longer adds up fte_quay, and no break"] * is_told
