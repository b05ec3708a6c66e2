"""Editors may change what they think of replies, and say so; what came in stays as it came in."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kartlegg.cli import main
from kartlegg.errors import ExtractError
from kartlegg.exchange.extract import Extract
from kartlegg.exchange.seal import seal_extract
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.tables import read_round_extract
from tests.built import cache_folder, extract_folder, inputs, shared

__all__ = ["cache_folder", "extract_folder", "inputs", "shared"]

UNIT, VARIABLE = "1103", "fte_adults_home"


@pytest.fixture
def folder(extract_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(extract_folder, tmp_path / "extract"))


def reply(extract: Extract) -> float:
    rows = extract.replies.rows_by_key(["unit", "variable"], named=True, unique=True)
    return float(rows[UNIT, VARIABLE]["value"])


def correct(folder: Path, reported: float) -> None:
    path = folder / "corrections.csv"
    row = f"{UNIT},{VARIABLE},{reported},{reported + 10},Telt for lavt,redaksjonen,2021-06-30"
    path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")


def test_a_correction_is_taken_in_by_sealing(folder: Path, inputs: Inputs) -> None:
    reported = reply(read_round_extract(folder, inputs))
    correct(folder, reported)
    with pytest.raises(ExtractError, match=r"corrections\.csv: .* run kartlegg seal"):
        read_round_extract(folder, inputs)

    result = CliRunner().invoke(main, ["seal", str(folder)])

    assert (result.exit_code, result.output) == (0, f"sealed {folder}\n")
    sealed = read_round_extract(folder, inputs)
    assert sealed.corrections.filter(unit=UNIT, variable=VARIABLE)["corrected"].to_list() == [reported + 10]
    assert reply(sealed) == reported


def test_a_changed_reply_is_not_sealed(folder: Path) -> None:
    before = (folder / "manifest.json").read_bytes()
    replies = folder / "replies.csv"
    replies.write_bytes(replies.read_bytes().replace(b"reported", b"imported", 1))

    with pytest.raises(ExtractError, match=r"replies\.csv: found a file changed .* corrections\.csv"):
        seal_extract(folder)

    assert (folder / "manifest.json").read_bytes() == before


def test_what_is_no_extract_or_misses_a_file_is_not_sealed(folder: Path, tmp_path: Path) -> None:
    (folder / "units.csv").unlink()
    with pytest.raises(ExtractError, match=r"units\.csv"):
        seal_extract(folder)
    with pytest.raises(ExtractError, match=r"manifest\.json"):
        seal_extract(tmp_path)
