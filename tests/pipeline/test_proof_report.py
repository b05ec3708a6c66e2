"""A run refuses a report that would not hold together before any number is made, with all its faults."""

from pathlib import Path

import pytest

from kartlegg.errors import DefinitionError
from kartlegg.pipeline.cache import Cache
from kartlegg.pipeline.inputs import load_inputs
from kartlegg.pipeline.proof_report import refuse_faults_of_report
from tests.faults.seeds import write_seeded


@pytest.mark.parametrize("code", ["unknown-row", "wrong-base", "not-placed", "typed-number", "alt-repeats-caption"])
def test_a_report_at_fault_is_refused_with_its_line(tmp_path: Path, code: str) -> None:
    inputs = load_inputs(write_seeded(code, tmp_path / "survey"), 2032)
    for _ in range(2):  # what is at fault is not kept
        with pytest.raises(DefinitionError, match=rf"report/04_lamps[a-z.]*:\d+: \[{code}\]"):
            refuse_faults_of_report(inputs, Cache(tmp_path / "cache"))


def test_a_sound_report_is_read_again_only_when_something_changed(tmp_path: Path) -> None:
    survey = write_seeded("", tmp_path / "survey")
    inputs, cache = load_inputs(survey, 2032), Cache(tmp_path / "cache")
    refuse_faults_of_report(inputs, cache)
    kept = sorted((tmp_path / "cache").rglob("*.kept"))
    refuse_faults_of_report(inputs, cache)
    assert sorted((tmp_path / "cache").rglob("*.kept")) == kept
    assert len(kept) == 1
    text = survey / "rounds/2032/report/04_lamps.md"
    text.write_text(f"{text.read_text(encoding='utf-8')}\nVaktene er 17.\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="typed-number"):
        refuse_faults_of_report(inputs, cache)
