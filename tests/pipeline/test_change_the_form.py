"""The examples of docs/how-to/change-the-form.md have no faults in the form they speak of, and do what it says."""

import re
import shutil
import textwrap
from pathlib import Path

import pytest

from kartlegg.editing.checks import run_checks
from kartlegg.editing.load_checks import load_checks
from kartlegg.pipeline.proof import proofread
from kartlegg.questionnaire.evaluate import Facts
from kartlegg.questionnaire.load import load_questionnaire
from kartlegg.questionnaire.routing import Routing
from tests.built import CHECKOUT, ROUND, SURVEY

PAGE = CHECKOUT / "docs" / "how-to" / "change-the-form.md"
LEFT_OUT = shutil.ignore_patterns("report", "claims", "catalogue", "published")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The survey with the examples of the page in its section on work."""
    survey = tmp_path_factory.mktemp("changed") / "survey"
    shutil.copytree(SURVEY, survey, ignore=LEFT_OUT)
    *questions, check = re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(questions) == 3
    for folder, parts in (("questionnaire", questions), ("checks", [check])):
        path = survey / "rounds" / str(ROUND) / folder / "14_work.yaml"
        text = path.read_text(encoding="utf-8") + "".join(textwrap.indent(part, "  ") for part in parts)
        path.write_text(text, encoding="utf-8")
    return survey


def test_the_examples_have_no_faults(changed: Path) -> None:
    assert [str(fault) for fault in proofread(changed, (ROUND,)).faults] == []


def test_the_examples_route_and_check(changed: Path) -> None:
    folder = changed / "rounds" / str(ROUND)
    form = load_questionnaire(folder)
    routing = Routing(form)
    new = {"work_school_where", "work_school_pupils"}
    assert not new & routing.shown(Facts({"work_school": "no"}))
    assert new <= routing.shown(Facts({"work_school": "yes"}))
    hits = run_checks(
        load_checks(folder, form), Facts({"work_school": "yes", "work_school_pupils": 0.0}), routing, "4636"
    )
    (hit,) = [hit for hit in hits if hit.check == "work_school_without_pupils"]
    assert "fører 0 elevar" in hit.message.nn
