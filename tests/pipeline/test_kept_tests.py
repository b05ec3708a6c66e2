"""Tests of groups kept from run to run: the same as made anew, and made once."""

from pathlib import Path

import pytest

from kartlegg.estimation.inference import groups
from kartlegg.pipeline import kept_tests
from kartlegg.pipeline.cache import Cache
from kartlegg.pipeline.kept_tests import kept_tester

GROUPS = {f"u{n:02d}": f"g{n % 3}" for n in range(40)}
SIZES = {unit: f"s{n % 4}" for n, unit in enumerate(GROUPS)}
YES = {unit: n % 7 < 3 for n, unit in enumerate(GROUPS)}


def test_kept_tests_are_those_that_were_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tested = kept_tester(Cache(tmp_path))
    made = tested(YES, GROUPS, SIZES)
    assert made == groups.tested_groups(YES, GROUPS, SIZES)
    monkeypatch.setattr(kept_tests, "tested_groups", None)  # nothing is made a second time
    assert tested(YES, GROUPS, SIZES) == made
    others = [
        ({**YES, "u00": not YES["u00"]}, GROUPS, SIZES),
        (YES, {**GROUPS, "u00": "g1"}, SIZES),
        (YES, GROUPS, {**SIZES, "u00": "s1"}),
    ]
    for other in others:
        with pytest.raises(TypeError):
            tested(*other)


def test_without_a_folder_nothing_is_kept() -> None:
    assert kept_tester(Cache())(YES, GROUPS, {}) == groups.tested_groups(YES, GROUPS, {})
