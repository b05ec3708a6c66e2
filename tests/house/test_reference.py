"""Whatever people may write or will read has its place in the documentation, and goes out of it with the code.

What there is, is read from the code itself: the fields of every definition, the letters of a cell's status, the kinds
of figures, the look-ups of a chapter, the columns of an Extract, the estimators and the commands.
"""

import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import cast, get_args

import click
import pytest

import kartlegg
from kartlegg import cli
from kartlegg.definitions import Definition
from kartlegg.exchange.columns import FILES
from kartlegg.exchange.manifest import Manifest
from kartlegg.exchange.release import ReleaseManifest
from kartlegg.questionnaire import variables
from kartlegg.report.lookups import Lookups, NationalSeries
from kartlegg.tabulation import figure, table
from tests.house.checkout import CHECKOUT, files, plant, refuse

QUOTED = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
EXEMPT = re.compile(r"No (?:estimate|estimator|arithmetic|numbers?)\b")
PAGES = {
    "audit": "docs/reference/audit.md",
    "editing": "docs/reference/checks.md",
    "definitions": "docs/reference/survey.md",
    "estimation": "docs/method/series.md",
    "pipeline": "docs/reference/survey.md",
    "places": "docs/reference/places.md",
    "questionnaire": "docs/reference/questionnaire.md",
    "rounds": "docs/reference/survey.md",
    "sample": "docs/method/sample.md",
    "tabulation": "docs/reference/tables.md",
}
"""The page that tells the keys of the definitions of each room."""


def untold(root: Path, names: Iterable[str], *pages: str) -> list[str]:
    """Return the names, such as `Round.due_on`, whose last part stands as code on none of the pages."""
    texts = [(root / page).read_text(encoding="utf-8") for page in pages if (root / page).is_file()]
    told = {word for text in texts for piece in QUOTED.findall(text) for word in WORD.findall(piece)}
    return [f"{pages[0]}:1: {name} is not told" for name in names if not {name, name.partition(".")[2]} & told]


def definition_keys() -> dict[str, list[str]]:
    """Return every key that somebody may write in a definition, as Class.key, by room."""
    for module in pkgutil.walk_packages(kartlegg.__path__, "kartlegg."):
        importlib.import_module(module.name)
    found: dict[str, list[str]] = {}
    for model in sorted(_below(Definition), key=lambda model: model.__name__):
        keys = [f"{model.__name__}.{field.alias or name}" for name, field in model.model_fields.items()]
        found.setdefault(model.__module__.split(".")[1], []).extend(keys)
    return found


def _below(model: type[Definition]) -> set[type[Definition]]:
    below = {child for direct in model.__subclasses__() for child in {direct} | _below(direct)}
    return {child for child in below if child.__module__.startswith("kartlegg.")}


def methods_without_page(root: Path) -> list[str]:
    """Return the estimators that no page of docs/method belongs to, and the pages that are named and not there."""
    faults = []
    for path in files(root, "src/kartlegg/estimation", suffixes=(".py",)):
        text = path.read_text(encoding="utf-8")
        named = re.findall(r"docs/method/[a-z-]+\.md", text)
        place = path.relative_to(root).as_posix()
        faults += [f"{place}:1: {page} is not there" for page in named if not (root / page).is_file()]
        if not named and not EXEMPT.search(text) and re.search(r"^def [a-z]", text, re.MULTILINE):
            faults.append(
                f"{place}:1: the docstring names its page in docs/method, or says that no estimate may enter"
            )
    return faults


def commands() -> dict[str, click.Command]:
    """Return every command of the command line by its name."""
    context = click.Context(cli.main)
    found = {name: cli.main.get_command(context, name) for name in cli.main.list_commands(context)}
    return {"kartlegg": cli.main} | {name: command for name, command in found.items() if command is not None}


def test_every_key_of_a_definition_is_told() -> None:
    keys = definition_keys()
    assert set(keys) == set(PAGES)
    refuse([line for room, names in keys.items() for line in untold(CHECKOUT, names, PAGES[room])])


def test_every_lookup_of_a_chapter_is_told() -> None:
    series = cast("NationalSeries", SimpleNamespace(year=1, last_year=None))
    refuse(untold(CHECKOUT, Lookups({}, series).names(), "docs/reference/chapters.md"))


@pytest.mark.parametrize(
    ("names", "page"),
    [
        (get_args(table.Status), "docs/reference/tables.md"),
        (get_args(table.RowKind), "docs/reference/tables.md"),
        (get_args(table.Measure), "docs/reference/tables.md"),
        (get_args(figure.FigureKind), "docs/reference/tables.md"),
        (get_args(variables.Measure), "docs/reference/questionnaire.md"),
        (get_args(variables.Dimension), "docs/reference/questionnaire.md"),
        (get_args(variables.TargetGroup), "docs/reference/questionnaire.md"),
        ([column for format_ in FILES.values() for column in format_.names], "docs/reference/extract.md"),
        ([f"{name}.csv" for name in FILES], "docs/reference/extract.md"),
        ([key.name for key in dataclasses.fields(Manifest)], "docs/reference/extract.md"),
        ([key.name for key in dataclasses.fields(ReleaseManifest)], "docs/reference/release.md"),
    ],
    ids=lambda value: value.rpartition("/")[2] if isinstance(value, str) else f"{value[0]} ...",
)
def test_every_word_of_a_format_is_told(names: list[str], page: str) -> None:
    assert names
    refuse(untold(CHECKOUT, names, page))


def test_every_estimator_has_its_page() -> None:
    refuse(methods_without_page(CHECKOUT))


def test_every_command_and_option_is_told() -> None:
    found = commands()
    assert {"check", "sample", "run", "table", "serve"} <= set(found)
    options = [
        f"{name} {flag}.{flag.lstrip('-')}"
        for name, command in found.items()
        for parameter in command.params
        for flag in parameter.opts
        if flag.startswith("--")
    ]
    refuse(untold(CHECKOUT, [*found, *options], "docs/reference/commands.md", "README.md"))


def test_a_word_that_is_not_told_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "docs/reference/a.md", "Only what stands as code counts: `due_on` does, closes_on does not.\n")
    names = ["Round.due_on", "Round.closes_on", "due_on", "day"]
    assert untold(tmp_path, names, "docs/reference/a.md", "docs/reference/b.md") == [
        "docs/reference/a.md:1: Round.closes_on is not told",
        "docs/reference/a.md:1: day is not told",
    ]


def test_an_estimator_without_a_page_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "src/kartlegg/estimation/guess.py", '"""A guess."""\n\n\ndef guess(): ...\n')
    plant(tmp_path, "src/kartlegg/estimation/rates.py", '"""Rates. Method: docs/method/rates.md."""\n')
    assert [found.split(": ")[0] for found in methods_without_page(tmp_path)] == [
        "src/kartlegg/estimation/guess.py:1",
        "src/kartlegg/estimation/rates.py:1",
    ]
