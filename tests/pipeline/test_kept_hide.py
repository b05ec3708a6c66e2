"""What is hidden, kept from run to run: always what would be found anew, whatever answer has been corrected."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartlegg.estimation.marks import SeriesMarks
from kartlegg.estimation.responses import Responses
from kartlegg.pipeline import disclosure
from kartlegg.pipeline.cache import Cache
from kartlegg.pipeline.disclosure import kept_hide
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.tabulation.answers import Answers, Statement
from kartlegg.tabulation.disclosure.control import control
from kartlegg.tabulation.disclosure.rules import DisclosureRules

RULES = DisclosureRules.model_validate({"whole_country": {"at_least": 2, "reason": {"nb": "x"}}})
GROUPS = {f"u{at}": {"dale": dale} for at, dale in enumerate("AAABBCCC")}
SAID = [
    Statement("lamp is x and plan is p", "count", "", *by)
    for by in (("dale", "A"), ("dale", "B"), ("dale", "C"), ("", ""))
]


def answers(rows: str) -> Answers:
    """Return the answers to `lamp` and `plan` of each unit, a letter each."""
    facts = {unit: Facts({"lamp": row[0], "plan": row[1]}) for unit, row in zip(GROUPS, rows.split(), strict=True)}
    return Answers(
        responses=Responses(facts, dict.fromkeys(facts, "complete"), GROUPS, {}),
        variables={},
        groupings={},
        marks=SeriesMarks(),
        year=2032,
    )


def test_a_correction_that_changes_no_number_may_change_what_protects_it(tmp_path: Path) -> None:
    hide = kept_hide(Cache(tmp_path))
    nobody, somebody = answers("zq xq zq zq xq zq xq xq"), answers("zp xq zq zq xq zq xq xq")
    before = control(SAID, nobody, RULES, hide)
    after = control(SAID, somebody, RULES, hide)
    assert after == control(SAID, somebody, RULES)
    assert before != after  # what may be so of a unit is another


def test_what_is_kept_is_not_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hide, given_ = kept_hide(Cache(tmp_path)), answers("zq xq zq zq xp zq xq xq")
    found = control(SAID, given_, RULES, hide)
    assert found
    monkeypatch.setattr(disclosure, "hide", None)
    assert control(SAID, given_, RULES, hide) == found


FOLDER = TemporaryDirectory()
KEPT = kept_hide(Cache(Path(FOLDER.name)))
"""One cache for all examples: each may meet what another has left."""


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["xp", "xq", "zp", "zq"]), min_size=8, max_size=8))
def test_what_is_kept_is_what_would_be_found(rows: list[str]) -> None:
    of = answers(" ".join(rows))
    assert control(SAID, of, RULES, KEPT) == control(SAID, of, RULES)
