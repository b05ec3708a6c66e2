"""Each kind of fault is found where it was seeded, with its code, and nothing else; its page shows how to mend it."""

from pathlib import Path

import pytest

from tests.faults.seeds import HERE, examples, mend, seeds, told_of, write_seeded


def test_the_sound_survey_has_no_faults(tmp_path: Path) -> None:
    assert told_of(write_seeded("", tmp_path / "survey")) == []


@pytest.mark.parametrize("code", seeds())
def test_the_seeded_fault_is_told_and_nothing_else(code: str, tmp_path: Path) -> None:
    told = told_of(write_seeded(code, tmp_path / "survey"))
    assert len(told) == 1
    assert f"[{code}]" in told[0]
    assert told == (HERE / code / "told.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("code", [code for code in seeds() if examples(code)[0][0] != "text"])
def test_the_mended_example_has_no_faults(code: str, tmp_path: Path) -> None:
    survey = write_seeded(code, tmp_path / "survey")
    mend(code, survey)
    assert told_of(survey) == []


def test_faults_of_several_files_are_told_in_one_run(tmp_path: Path) -> None:
    survey = write_seeded("dead-reference", tmp_path / "survey")
    folder = survey / "rounds" / "2032" / "questionnaire"
    for code, name in (("unknown-key", "03"), ("no-yaml", "04"), ("wrong-value", "05")):
        seed = (HERE / code / "rounds" / "2032" / "questionnaire" / "02_seed.yaml").read_text(encoding="utf-8")
        own = seed.replace("wicks", f"wicks{name}").replace("code: seed", f"code: seed{name}")
        (folder / f"{name}_seed.yaml").write_text(own, encoding="utf-8")
    told = [line.partition("]")[0].rpartition("/")[2] for line in told_of(survey)]
    # A name that may stand in a file that cannot be read is not told as one that there is not.
    assert told == ["03_seed.yaml:8: [unknown-key", "04_seed.yaml:7: [no-yaml", "05_seed.yaml:7: [wrong-value"]
    (folder / "04_seed.yaml").unlink()
    assert "[dead-reference]" in "\n".join(told_of(survey))
