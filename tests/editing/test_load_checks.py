"""What is wrong with a file of checks is told with file, line and code, all of it at once."""

from pathlib import Path

import pytest

from kartlegg.editing.load_checks import load_checks
from kartlegg.errors import DefinitionError, Fault
from kartlegg.questionnaire.load import load_questionnaire
from tests.editing.small_round import CHECKS, STANDARD, checks_in, write_round

CHECK = """\
checks:
  - code: a
    level: note
    holds: street < 5
    message: {nb: Se, nn: Sjå}
"""


def faults_of(folder: Path, **files: str) -> tuple[Fault, ...]:
    write_round(folder, **files)
    with pytest.raises(DefinitionError) as error:
        checks_in(folder)
    return error.value.faults


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "found"),
    [
        ("street < 5", "streat < 5", 4, "dead-reference", "streat"),
        ("street < 5", "last.streat < 5", 4, "dead-reference", "last.streat"),
        ("street < 5", "buys is never", 4, "dead-option", "never"),
        ("street < 5", "buys > 5", 4, "wrong-kind", "buys"),
        ("street < 5", "street < ", 4, "rule-unreadable", "the end of the rule"),
        ("street < 5", "each < 5", 4, "dead-reference", "each"),
        ("level: note", "level: grave", 3, "wrong-value", "grave"),
        ("nn: Sjå", "en: See", 5, "translation-missing", "no words in nynorsk"),
        ("nn: Sjå", "nn: ''", 5, "translation-missing", "no words in nynorsk"),
        ("nn: Sjå", "nn: '{street lamper'", 5, "wrong-template", "{street lamper"),
        ("nn: Sjå", "nn: 'Sjå {street} lamper}'", 5, "wrong-template", "lamper}"),
        ("nn: Sjå", "nn: '{street:12}'", 5, "wrong-template", "{street:12}"),
        ("nn: Sjå", "nn: '{upper}, {lover}'", 5, "unknown-fact", "{lover}"),
        ("nn: Sjå", "nn: '{street +}'", 5, "rule-unreadable", "the end of the rule"),
        ("nn: Sjå", "nn: '{label.streat}'", 5, "dead-reference", "streat"),
        ("nn: Sjå", "nn: '{sellers_other_text}'", 5, "wrong-kind", "sellers_other_text"),
        ("message:", "stands_at: streat\n    message:", 2, "dead-reference", "streat"),
        ("message:", "each: [street]\n    message:", 2, "wrong-value", "each"),
        ("message:", "asks: true\n    message:", 2, "wrong-value", None),
        ("message:", "wen: street > 1\n    message:", 5, "unknown-key", "unknown key"),
        ("holds: street < 5", "control: keepers", 2, "unknown-control", "keepers"),
        ("holds: street < 5", "differ: [street, buys]", 2, "wrong-kind", "buys"),
        (
            "holds: street < 5",
            "outlier: {method: rank, by: all, variables: [streat], first: 1}",
            2,
            "dead-reference",
            "streat",
        ),
        ("holds: street < 5", "outlier: {method: guess, by: all, variables: [street]}", 4, "wrong-value", "guess"),
        (
            "holds: street < 5",
            "outlier: {method: ratio, by: all, variables: [street], to: median, times: 5}",
            2,
            "wrong-value",
            "to: median",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, line: int, code: str, found: str | None
) -> None:
    text = CHECK.replace(old, new)
    assert text != CHECK
    told = faults_of(tmp_path, **{"02_oil": text})
    assert [(fault.line, fault.code) for fault in told] == [(line, code)]
    assert Path(told[0].file).name == "02_oil.yaml"
    assert found is None or found in told[0].found


def test_every_fault_of_every_file_is_told(tmp_path: Path) -> None:
    wrong = CHECKS.replace("last.all_keepers > 0", "last.keepers > 0")
    told = faults_of(tmp_path, **{"01_lamps": wrong, "02_oil": CHECK.replace("street", "streat"), "03_gas": CHECK})
    assert [(Path(fault.file).stem, fault.code) for fault in told] == [
        ("01_lamps", "dead-reference"),
        ("02_oil", "dead-reference"),
        ("03_gas", "wrong-value"),  # no section has this name
        ("03_gas", "code-twice"),
    ]


def test_the_standard_file_is_proofread(tmp_path: Path) -> None:
    wrong = STANDARD.replace("too_long:", "too_wrong:").replace("{blank} av", "{blanks} av")
    told = faults_of(tmp_path, standard=wrong)
    assert [(fault.code, fault.column) for fault in told] == [
        ("missing-key", "formats"),
        ("unknown-key", "formats.too_wrong"),
        ("unknown-fact", "incomplete.message.nb"),
        ("unknown-fact", "incomplete.message.nn"),
    ]


REACH = """\
checks:
  - code: a
    level: note
    when: {when}
    holds: {holds}
    message: {{nb: Se, nn: Sjå}}
"""


@pytest.mark.parametrize(
    ("when", "holds", "found"),
    [
        ("buys is no", "litres > 3", "`buys is no`, which no reply makes true while `litres > 3` is false"),
        ("buys is no and litres > 3", "street > 1", "`buys is no and litres > 3`, which no reply makes true where"),
        ("buys is no", "sellers_shop is not ticked", "which no reply makes true while"),
        ("litres > 900", "litres < 901", None),  # beyond its limit: a reply may hold that, and is told
        ("sellers_nobody is ticked", "sellers_shop is not ticked", None),
        ("buys is no", "litres > 3 or street > 1", "which no reply makes true while"),
        ("buys is no", "litres > 3 and street > 1", None),
        ("last.street > 3", "street > 1", None),
    ],
)
def test_a_check_that_no_reply_can_set_off_is_told(tmp_path: Path, when: str, holds: str, found: str | None) -> None:
    text = REACH.format(when=when, holds=holds)
    if found is None:
        write_round(tmp_path, **{"02_oil": text})
        assert "a" in {check.check.code for check in checks_in(tmp_path).of_reply}
        return
    (fault,) = faults_of(tmp_path, **{"02_oil": text})
    assert (fault.line, fault.code, fault.column) == (4, "unreachable-check", "check a, when")
    assert found in fault.found


def test_a_check_is_no_newer_than_its_round(tmp_path: Path) -> None:
    dated = CHECK.replace("level: note", "level: note\n    since: 2033")
    (fault,) = faults_of(tmp_path / "2032", **{"02_oil": dated})
    assert (fault.line, fault.code, fault.found) == (4, "wrong-value", "the year 2033")
    write_round(tmp_path / "2033", **{"02_oil": dated})
    assert checks_in(tmp_path / "2033")


def test_groups_of_the_register_are_proofread(tmp_path: Path) -> None:
    write_round(tmp_path, **{"02_oil": CHECK.replace("street < 5", "register.size_group is tiny")})
    checks_in(tmp_path)  # which groups there are is not known here
    from_file = load_questionnaire(tmp_path)
    with pytest.raises(DefinitionError, match="dead-option"):
        load_checks(tmp_path, from_file, {"size_group": ("small", "big")})


def test_a_round_without_checks_has_none(tmp_path: Path) -> None:
    write_round(tmp_path)
    for path in (tmp_path / "checks").iterdir():
        path.unlink()
    (tmp_path / "checks").rmdir()
    assert checks_in(tmp_path).all == ()


def test_a_round_with_checks_has_the_standard_file(tmp_path: Path) -> None:
    write_round(tmp_path)
    (tmp_path / "checks" / "standard.yaml").unlink()
    with pytest.raises(DefinitionError, match=r"standard.yaml: \[no-file\]"):
        checks_in(tmp_path)
