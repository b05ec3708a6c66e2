"""The same Extract gives the same Release, byte by byte, wherever and however it is made; nothing is made twice."""

import os
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from kartlegg.errors import DefinitionError
from kartlegg.exchange.release import read_release
from kartlegg.pipeline.cache import Cache
from kartlegg.pipeline.inputs import Inputs, load_inputs
from kartlegg.pipeline.steps import Options, make_release
from kartlegg.pipeline.tables import build_tables, table_files
from kartlegg.report.blocks import FORMATS
from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.table import Table
from tests.built import KARTLEGG, ROUND, survey_with


@dataclass(frozen=True)
class Counting(Cache):
    """A cache that writes down what had to be made, and counts the names of the files in it."""

    made: list[str] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)

    def files(self, key: str, make: Callable[[], Mapping[str, bytes]]) -> dict[str, bytes]:
        def counted() -> Mapping[str, bytes]:
            self.made.append(key)
            files = make()
            self.names.update(list(files))
            return files

        return super().files(key, counted)


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_same(one: Path, other: Path) -> None:
    """Fail with the names of the files that differ."""
    first, second = content(one), content(other)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def kinds_of(inputs: Inputs) -> set[tuple[str, str]]:
    """The kinds of tables and of figures in the report."""
    tables = {("table", of.kind) for spec in inputs.specs.values() for _, _, of in spec.every_table()}
    return tables | {("figure", figure.kind) for spec in inputs.specs.values() for figure in spec.figures}


def test_another_process_elsewhere_makes_the_same_bytes(
    release: Path, cache_folder: Path, extract_folder: Path, inputs: Inputs, tmp_path: Path
) -> None:
    assert release.is_dir()  # most of what the chapters hold is made
    survey = survey_with(("04", "05", "06", "07", "c_", "d_", "e_"), tmp_path / "survey")
    some = load_inputs(survey, ROUND)
    assert kinds_of(some) == kinds_of(inputs)
    make_release(some, extract_folder, tmp_path / "here", Options(cache=Cache(cache_folder)))
    command = [KARTLEGG, "--survey", str(survey), "run", str(ROUND)]
    command += ["--extract", str(extract_folder), "--out", str(tmp_path / "there"), "--no-cache"]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert_same(tmp_path / "here", tmp_path / "there")


def test_an_unchanged_run_makes_nothing_anew(
    release: Path, cache_folder: Path, extract_folder: Path, inputs: Inputs, tmp_path: Path
) -> None:
    cache = Counting(cache_folder)
    manifest = make_release(inputs, extract_folder, tmp_path / "release", Options(cache=cache))
    assert cache.made == []
    assert manifest.findings == ()
    assert_same(release, tmp_path / "release")


def test_a_cold_cache_makes_every_figure_and_format(extract_folder: Path, inputs: Inputs, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    cache = Counting(tmp_path / "cache")
    options = Options(2, ("xlsx",), cache, progress=lambda *step: told.append(step))
    (pathways,) = ({path: spec} for path, spec in inputs.specs.items() if spec.number == "6")
    make_release(replace(inputs, specs=pathways), extract_folder, tmp_path / "release", options)
    made = read_release(tmp_path / "release")
    figures = made.numbers("figures/F", ".svg")
    assert figures
    encoded = [name for name in made.manifest.files if re.fullmatch(r"figures/.*\.json|tables/.*", name)]
    assert len(cache.made) == len(set(cache.made))
    # A figure in two languages; captions and chapter, and ranks in both; lines, proof, tables, figures and book once.
    expected = {"svg": 2 * len(figures), "png": 2 * len(figures), "code": 2, "found": 2}
    expected |= dict.fromkeys(("lines", "sound", *encoded, "report/xlsx/kartlegging-2021.xlsx"), 1)
    assert {name: count for name, count in cache.names.items() if name not in ("hidden", "tests.json")} == expected
    together = len(figures) * 2 + len(encoded) - 2  # each PNG with its SVG; all of tables, and all of figures
    assert len(cache.made) == sum(cache.names.values()) - together
    assert made.manifest.revision == 2
    assert {name.split("/")[1] for name in made.manifest.files if name.startswith("report/")} == {"xlsx"}
    assert [step for step, _, _ in told] == [
        *("reading", "estimating", "tables", "figures", "chapters", "xlsx", "audit", "writing", "done"),
    ]
    assert [done for _, done, _ in told] == list(range(len(told)))
    assert {steps for _, _, steps in told} == {len(told) - 1}


def test_a_release_holds_all_that_its_manifest_says(release: Path, inputs: Inputs, tables: dict[str, Table]) -> None:
    made = read_release(release)
    files = content(release)
    assert set(files) == set(made.manifest.files) | {"manifest.json"}
    assert {name.split("/")[1] for name in files if name.startswith("report/")} == set(FORMATS)
    assert made.numbers("tables/T", ".json") == list(tables)
    again = table_files({number: made.table(number) for number in tables})
    assert again == table_files(tables) == {name: files[name] for name in again}
    assert (made.manifest.survey, made.manifest.round, made.manifest.synthetic) == ("IS-24/8", ROUND, True)
    figures = {figure.number for spec in inputs.specs.values() for figure in spec.figures}
    assert figures <= set(made.numbers("figures/F", ".png")) == set(made.numbers("figures/F", ".json"))


def test_every_table_and_figure_is_placed_once(inputs: Inputs) -> None:
    for path, spec in inputs.specs.items():
        text = path.with_name(path.name.replace(".tables.yaml", ".md")).read_text(encoding="utf-8")
        for kind, numbered in (("table", spec.tables), ("figure", spec.figures)):
            for one in numbered:
                assert text.count(f'{{{{ {kind}("{one.number}") }}}}') == 1, f"{kind} {one.number}"


def test_a_number_given_to_two_tables_is_refused(inputs: Inputs, numbers: Numbers) -> None:
    path, spec = next((path, of) for path, of in inputs.specs.items() if of.number == "4")
    twice = spec.model_copy(update={"tables": (*spec.tables, spec.tables[0])})
    with pytest.raises(DefinitionError, match=rf"{path}:\d+: tables: found the table number 4.1"):
        build_tables(numbers, replace(inputs, specs={path: twice}))


def test_a_table_of_what_there_is_not_names_its_spec(inputs: Inputs, numbers: Numbers) -> None:
    path, spec = next((path, of) for path, of in inputs.specs.items() if of.number == "4")
    wrong = spec.tables[0].model_copy(update={"rows": ("fte_bakers",)})
    with pytest.raises(
        DefinitionError, match=rf"{path}:\d+: \[unknown-variable-in-table\] table 4.1: found there is no variable"
    ):
        build_tables(numbers, replace(inputs, specs={path: spec.model_copy(update={"tables": (wrong,)})}))
