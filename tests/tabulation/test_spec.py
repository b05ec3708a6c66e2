"""A spec is refused, with file and line, where its parts do not hang together; so are words that are not complete."""

from pathlib import Path

import pytest

from kartlegg.definitions import Words
from kartlegg.errors import DefinitionError, LookupFault
from kartlegg.language import Text
from kartlegg.tabulation.spec import RatesSpec, load_chapter_specs
from kartlegg.tabulation.words import fill, load_words
from tests.tiny.survey import SECOND, change, write_survey

CHAPTER = """\
number: "1"
slug: lamps
title: {nb: Lamper}
tables:
  - number: "1.1"
    kind: rates
    by: county
    title: &words {nb: x}
    stub: *words
    base: units
  - number: "1.2"
"""
END = "    title: *words\n    stub: *words\n    base: units\n"
COVERAGE = "    kind: coverage\n    whole_label: *words\n    part_label: *words\n    percent_label: *words\n"
SHARES = "    kind: shares\n    years: [1]\n    labels: [*words, *words]\n"
FIGURE = "figures:\n  - {number: '1', kind: bars, title: *words, subtitle: *words, alt: *words"

WRONG = {
    "no kind": ("    years: [1]\n", "table 1.2, kind", 11, "nothing"),
    "unknown kind": ("    kind: serise\n", "table 1.2, kind", 12, 'did you mean "series"?'),
    "key of another kind": (
        "    kind: population\n    by: county\n    years: [1]\n",
        "table 1.2, years",
        14,
        "remove it",
    ),
    "row twice": ("    kind: series\n    years: [1]\n    rows: [a, a]\n", "table 1.2", 11, "every row once"),
    "total as row": (
        "    kind: series\n    years: [1]\n    rows: [a]\n    total: a\n",
        "table 1.2",
        11,
        "every row once",
    ),
    "year twice": ("    kind: series\n    years: [1, 1]\n    rows: [a]\n", "table 1.2", 11, "every year once"),
    "no years": ("    kind: series\n    years: []\n    rows: [a]\n", "table 1.2", 11, "at least one year"),
    "measure twice": (
        "    kind: series\n    years: [1]\n    rows: [a]\n    measures: [fte, fte]\n",
        "table 1.2",
        11,
        "every measure once",
    ),
    "unknown measure": (
        "    kind: series\n    years: [1]\n    rows: [a]\n    measures: [rate]\n",
        "table 1.2, measure 1",
        15,
        "'fte' or 'percent'",
    ),
    "subtotal that is no row": (
        "    kind: series\n    years: [1]\n    rows: [a]\n    subtotals: [b]\n",
        "table 1.2",
        11,
        "subtotals that are rows",
    ),
    "percentages of nothing": (
        "    kind: series\n    years: [1]\n    rows: [a]\n    measures: [percent]\n",
        "table 1.2",
        11,
        "percent_of or a total",
    ),
    "whole without part": (
        COVERAGE + "    whole: [a, b]\n    part: [c]\n",
        "table 1.2",
        11,
        "as many in part as in whole",
    ),
    "part without label": (
        SHARES + "    groups:\n      - {label: *words, whole: a, parts: [b]}\n",
        "table 1.2",
        11,
        "as many parts in each group as there are labels",
    ),
}


def written(folder: Path, text: str) -> Path:
    path = folder / "report" / "01_lamps.tables.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "key", "line", "told"), WRONG.values(), ids=WRONG)
def test_a_spec_that_does_not_hang_together_is_told(
    tmp_path: Path, text: str, key: str, line: int, told: str
) -> None:
    path = written(tmp_path, CHAPTER + text + END)
    with pytest.raises(DefinitionError) as error:
        load_chapter_specs(tmp_path)
    (fault,) = error.value.faults
    assert (fault.file, fault.column, fault.line) == (path, key, line)
    assert told in str(fault)


@pytest.mark.parametrize(
    "tail", ["}\n", ", table: '1.1', data: {kind: rates, by: a, title: *words, stub: *words, base: b}}\n"]
)
def test_a_figure_is_over_one_table(tmp_path: Path, tail: str) -> None:
    text = CHAPTER + "    kind: units\n" + END + FIGURE
    written(tmp_path, text + ", table: '1.1'}\n")
    assert len(load_chapter_specs(tmp_path)) == 1
    written(tmp_path, text + tail)
    with pytest.raises(DefinitionError, match=r"figure 1: found .* expected either table or data, not both"):
        load_chapter_specs(tmp_path)


def test_chapters_come_in_the_order_of_their_files(tmp_path: Path) -> None:
    text = CHAPTER.rpartition("  - number")[0]
    for name in ("d_units", "05_places", "04_lamps"):
        (tmp_path / "report").mkdir(exist_ok=True)
        (tmp_path / "report" / f"{name}.tables.yaml").write_text(text, encoding="utf-8")
    specs = load_chapter_specs(tmp_path)
    assert [path.name for path in specs] == ["04_lamps.tables.yaml", "05_places.tables.yaml", "d_units.tables.yaml"]
    assert all(isinstance(table, RatesSpec) for chapter in specs.values() for table in chapter.tables)
    assert load_chapter_specs(tmp_path / "nowhere") == {}


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("children: {nb: Barn}, adults", "adults", "inhabitants"),
        ("mean: {nb: Uveid}", "median: {nb: Uveid}", "rates"),
    ],
)
def test_words_that_are_not_complete_are_told(tmp_path: Path, old: str, new: str, key: str) -> None:
    path = change(write_survey(tmp_path), f"rounds/{SECOND}/report/words.yaml", old, new)
    with pytest.raises(DefinitionError) as error:
        load_words(tmp_path / "rounds" / str(SECOND))
    (fault,) = error.value.faults
    assert path.read_text(encoding="utf-8").splitlines()[(fault.line or 0) - 1].startswith(f"{key}:")


def test_captions_are_filled_and_other_braces_left() -> None:
    words = Words(nb="{year} {years} {x} {{ top }}", en="{year}")
    assert fill(words, {"year": "7", "years": "1–7"}) == Text("7 1–7 {x} {{ top }}", "7")
    assert fill(Words(nb="a"), {"year": None}) == Text("a")
    with pytest.raises(LookupFault, match=r'"for \{year\}" asks for year'):
        fill(Words(nb="x", en="for {year}"), {"year": None})
