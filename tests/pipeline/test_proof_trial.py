"""Tables, figures and sentences are tried before there is any reply: what finds nothing is told at its line."""

import shutil

import pytest

from kartlegg.pipeline.proof import proofread
from tests.built import ROUND, SURVEY

REPORT = f"rounds/{ROUND}/report"
WRONG = {
    "04_national.tables.yaml": [
        ("years: [2016, 2017", "years: [2014, 2016, 2017", "unknown-year] table 4.1, years:"),
        ("columns: [y2021]", "columns: [y2022]", "unknown-column] figure 4.1, columns: | correct it"),
        (
            "highlight: grown_most",
            "highlight: grown_moist",
            'unknown-row] figure 4.2, highlight: | did you mean "grown_most"?',
        ),
    ],
    "04_national.md": [
        ('{{ fte("fte_total") }}', '{{ fte("fte_total", 1999) }}', "unknown-year] found the series fte_total has no"),
        ('since=break_year, form="noun"', 'since=2013, form="noun"', "break-crossed] found there is no change"),
        (
            '"percent_" ~ last_column',
            '"prosent_" ~ last_column',
            'unknown-column] found | mean "percent_y2020"?',
        ),
    ],
    "05_geography.tables.yaml": [
        ("Totalt ligger {{ top(", "Totalt ligger {{ tip(", 'wrong-look-up] figure 5.1, alt.nb: found `tip` | "top"'),
    ],
    "05_geography.md": [
        ('cell("5.2", "total"', 'cell("5.2", "totall"', 'unknown-row] found table 5.2 | did you mean "total"?')
    ],
    "10_kjop_samarbeid.tables.yaml": [
        ("base: ticked", "base: everyone", 'wrong-base] table 10.1, base: found | did you mean "ticked"?'),
    ],
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    survey = shutil.copytree(SURVEY, tmp_path_factory.mktemp("wrong") / "survey")
    for name, edits in WRONG.items():
        path = survey / REPORT / name
        text = path.read_text(encoding="utf-8")
        for old, new, _ in edits:
            assert old in text, old
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
    return [str(fault).replace(f"{survey / REPORT}/", "") for fault in proofread(survey, [ROUND]).faults]


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"), [(name, *edit) for name, edits in WRONG.items() for edit in edits]
)
def test_what_finds_nothing_is_told_at_its_line(
    told: list[str], name: str, old: str, new: str, expected: str
) -> None:
    lines = (SURVEY / REPORT / name).read_text(encoding="utf-8").splitlines()
    line = next(number for number, of in enumerate(lines, 1) if old in of)
    begin, _, end = expected.partition(" | ")
    (fault,) = [fault for fault in told if fault.startswith(f"{name}:{line}: [{begin}")]
    assert end in fault


def test_nothing_else_is_told(told: list[str]) -> None:
    assert len(told) == sum(map(len, WRONG.values()))
