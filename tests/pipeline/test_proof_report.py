"""A run refuses a report that would not hold together before any number is made, with all its faults."""

from pathlib import Path

import pytest

from kartlegg.errors import DefinitionError
from kartlegg.pipeline import proof_report
from kartlegg.pipeline.cache import Cache
from kartlegg.pipeline.inputs import load_inputs
from kartlegg.pipeline.proof import Proof
from kartlegg.pipeline.proof_report import refuse_faults_of_report
from tests.faults.seeds import SOUND, write_seeded


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


def test_what_is_mended_while_it_is_read_is_not_kept_as_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = write_seeded("typed-number", tmp_path / "survey")
    cache, text = Cache(tmp_path / "cache"), survey / "rounds/2032/report/04_lamps.md"
    fault = text.read_text(encoding="utf-8")
    read = proof_report.proofread

    def mended_and_undone(folder: Path, years: list[int]) -> Proof:
        text.write_text((SOUND / text.relative_to(survey)).read_text(encoding="utf-8"), encoding="utf-8")
        found = read(folder, years)
        text.write_text(fault, encoding="utf-8")
        return found

    with monkeypatch.context() as patched:
        patched.setattr(proof_report, "proofread", mended_and_undone)
        with pytest.raises(DefinitionError, match=r"04_lamps\.md: found a file that changed while"):
            refuse_faults_of_report(load_inputs(survey, 2032), cache)
    with pytest.raises(DefinitionError, match="typed-number"):
        refuse_faults_of_report(load_inputs(survey, 2032), cache)
