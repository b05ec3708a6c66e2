"""Files of SPSS and Stata hold what was answered under the labels of the form, read back by another program."""

import datetime as dt
import math
from pathlib import Path
from typing import Any

import pyreadstat
import pytest

from kartlegg.codebook.answers import answer_cells
from kartlegg.codebook.columns import unit_columns
from kartlegg.codebook.entries import Codebook
from kartlegg.codebook.labelled import LabelledFile, labelled_file
from kartlegg.codebook.names import STATA_NAME, package_names
from kartlegg.codebook.to_spss import to_spss
from kartlegg.codebook.to_stata import to_stata
from kartlegg.places.load import load_places
from tests.codebook.lamps import LONG, STORY, lamps_extract
from tests.tiny.survey import SECOND

DAY = dt.date(SECOND, 1, 1)
UNITS = ["A1", "A2", "B1", "C1", "C2", "C3"]


@pytest.fixture(scope="module")
def answered(survey: Path, codebook: Codebook) -> LabelledFile:
    extract = lamps_extract()
    units = unit_columns(load_places(survey), DAY, extract.statuses)
    answers = answer_cells(extract, codebook, units.units)
    return labelled_file(codebook, units, answers, texts=True, synthetic=True)


@pytest.fixture(scope="module")
def template(survey: Path, codebook: Codebook) -> LabelledFile:
    return labelled_file(codebook, unit_columns(load_places(survey), DAY))


def read_spss(content: bytes, folder: Path) -> tuple[dict[str, list[Any]], Any]:
    path = folder / "answers.sav"
    path.write_bytes(content)
    frame, told = pyreadstat.read_sav(path, user_missing=True, output_format="dict")
    return {name: list(values) for name, values in frame.items()}, told


def read_stata(content: bytes, folder: Path) -> tuple[dict[str, list[Any]], Any]:
    path = folder / "answers.dta"
    path.write_bytes(content)
    frame, told = pyreadstat.read_dta(path, user_missing=True, output_format="dict")
    return {name: list(values) for name, values in frame.items()}, told


def known(values: list[Any]) -> list[Any]:
    """Values with None for what is missing."""
    return [None if value is None or (isinstance(value, float) and math.isnan(value)) else value for value in values]


def test_one_row_for_each_unit_with_its_groups(answered: LabelledFile, tmp_path: Path) -> None:
    rows, told = read_spss(to_spss(answered), tmp_path)
    assert rows["unit"] == UNITS
    assert rows["unit_name"][:2] == ["Hillside", "Riverton"]
    for name, labels in {
        "unit_kind": ["kommune", "kommune", "kommune", "bydel", "bydel", "etat"],
        "status": ["Fullført", "Fullført", "Fullført", "Ikke svart", "Ikke svart", "Ikke svart"],
        "group_county": ["Åsene", "Åsene", "Kysten", "Kysten", "Kysten", "Kysten"],
    }.items():
        assert [told.variable_value_labels[name].get(value) for value in known(rows[name])] == labels
    assert "group_country" not in rows  # one group of all says nothing


def test_spss_holds_the_answers_as_they_count(answered: LabelledFile, tmp_path: Path) -> None:
    rows, told = read_spss(to_spss(answered), tmp_path)
    assert known(rows["fte_adults_street"])[:3] == [1.25, None, None]
    assert known(rows["fte_adults_quay"])[:3] == [2.5, None, 0.5]  # taken out, and filled in
    assert known(rows["fte_adults"])[:4] == [3.75, None, 0.5, None]
    assert known(rows["fte_total"])[:4] == [3.75, None, 0.5, None]
    assert known(rows["night"])[:4] == [2, 8, 9, None]  # always was corrected to often
    assert known(rows["tools_ladder"])[:2] == [1, None]
    assert known(rows["tools_other"])[:2] == [0, None]
    assert known(rows["lamps"])[:2] == [12, None]
    assert rows["story"][:2] == [" ".join(STORY.split()), ""]
    assert told.missing_ranges["night"] == [{"lo": 8.0, "hi": 8.0}, {"lo": 9.0, "hi": 9.0}]


def test_spss_has_labels_levels_and_formats(answered: LabelledFile, tmp_path: Path) -> None:
    _, told = read_spss(to_spss(answered), tmp_path)
    labels = told.column_names_to_labels
    assert labels["night"] == "Nattevakt"
    assert labels["heard_guild_song"] == "Hvordan hørte dere om? – Lauget: En sang"
    assert len(labels[f"{LONG}_quay"].encode()) <= 256
    assert labels[f"{LONG}_quay"].endswith("…")
    assert told.variable_value_labels["night"][8] == "Vet ikke"
    assert told.variable_value_labels["tools_ladder"] == {0: "Ikke krysset av", 1: "Krysset av"}
    measures = {name: told.variable_measure[name] for name in ("night", "tools_ladder", "lamps", "fte_adults")}
    assert measures == {"night": "ordinal", "tools_ladder": "nominal", "lamps": "scale", "fte_adults": "scale"}
    assert told.original_variable_types["fte_adults"] == "F10.3"
    assert told.original_variable_types["lamps"] == "F8.0"


def test_stata_says_the_same_with_missing_values_of_its_own(answered: LabelledFile, tmp_path: Path) -> None:
    rows, told = read_stata(to_stata(answered), tmp_path)
    assert rows["unit"] == UNITS
    assert known(rows["night"])[:4] == [2, "a", "b", None]
    assert told.variable_value_labels["night"] == {
        1: "Alltid",
        2: "Ofte",
        3: "Aldri",
        "a": "Vet ikke",
        "b": "Uaktuelt",
    }
    assert known(rows["fte_total"])[:4] == [3.75, None, 0.5, None]
    assert known(rows["tools_other"])[:2] == [0, None]
    assert told.file_label == f"lamps {SECOND}: Lampene"


def test_stata_cuts_names_labels_and_long_text(answered: LabelledFile, tmp_path: Path) -> None:
    rows, told = read_stata(to_stata(answered), tmp_path)
    names = package_names([column.code for column in answered.columns], STATA_NAME)
    assert list(rows) == list(names.values())
    label = told.column_names_to_labels[names[f"{LONG}_quay"]]
    assert label.startswith("Kaien – Nattevakt")
    assert len(label) == 80
    assert len(rows["story"][0].encode()) <= 2045
    assert rows["story"][0].endswith("…")


def test_stata_notes_tell_the_whole_code_and_question(answered: LabelledFile) -> None:
    content = to_stata(answered)
    name = package_names([f"{LONG}_quay"], STATA_NAME)[f"{LONG}_quay"]
    heads = [f"{name:\0<129}note{place:\0<125}".encode() for place in (0, 1)]
    assert content[content.index(heads[0]) + 258 :].startswith(b"2\0</ch>")
    assert content[content.index(heads[1]) + 258 :].startswith(f"{LONG}_quay\0</ch>".encode())


def test_what_is_made_up_says_so(answered: LabelledFile, tmp_path: Path) -> None:
    for content, read in ((to_spss(answered), read_spss), (to_stata(answered), read_stata)):
        _, told = read(content, tmp_path)
        assert any("syntetiske" in note for note in told.notes)


def test_contact_is_in_no_file_and_open_text_where_asked_for(answered: LabelledFile, template: LabelledFile) -> None:
    codes = {column.code for column in answered.columns}
    assert {"story", "tools_other_text"} <= codes
    assert "letters" not in codes
    assert not any(column.text for column in template.columns if not column.code.startswith("unit"))


def test_without_answers_there_are_labels_alone(template: LabelledFile, tmp_path: Path) -> None:
    for content, read in ((to_spss(template), read_spss), (to_stata(template), read_stata)):
        rows, told = read(content, tmp_path)
        assert not any(rows.values())
        assert told.column_names_to_labels["night"] == "Nattevakt"
        assert told.variable_value_labels["tools_ladder"] == {0: "Ikke krysset av", 1: "Krysset av"}
        assert not any("syntetiske" in note for note in told.notes)


def test_the_same_file_has_the_same_bytes_and_the_day_it_is_of(answered: LabelledFile, tmp_path: Path) -> None:
    closed = dt.datetime(SECOND, 5, 1)  # noqa: DTZ001 - as the readers tell it
    for make, read in ((to_spss, read_spss), (to_stata, read_stata)):
        content = make(answered)
        assert make(answered) == content
        _, told = read(content, tmp_path)
        assert told.creation_time in (closed, closed.replace(year=closed.year - 100))
