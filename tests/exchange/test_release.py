"""A Release is written whole or not at all, and nothing damaged is read from it."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.errors import ExtractError, ReleaseError
from kartlegg.estimation.estimate import Estimate
from kartlegg.exchange.extract import write_extract
from kartlegg.exchange.release import MANIFEST, Release, ReleaseManifest, read_release, write_release
from kartlegg.exchange.table_file import encode_json
from kartlegg.language import Text
from kartlegg.tabulation.table import Column, Row, Table
from tests.tiny.numbers import extract

OF = ReleaseManifest(
    survey="lamps",
    round=2032,
    revision=1,
    code_version="0.1.0",
    code="c0de",
    definition="def",
    extract="ext",
    made_at="2032-05-01T00:00:00",
    synthetic=True,
    notes=("Æ",),
    findings=("a finding",),
)
WORDS = Text("Lamper", "Lamps")


def table(number: str) -> Table:
    row, column = Row("a", WORDS), Column("y2032", WORDS, "fte")
    return Table(number, WORDS, WORDS, (row,), (column,), ((Estimate(1.5),),), WORDS, WORDS)


def shown(*_: Any) -> str:
    return "1,5"


FILES = {
    **{f"tables/T{number}.json": encode_json(table(number), shown) for number in ("4.10", "4.2", "D", "4.2-b")},
    "figures/F1.1.svg": b"<svg/>",
    "report/html/index.html": b"<!doctype html>",
    "report/html/assets/a.css": b"a{}",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_release(tmp_path / "2032", OF, FILES)
    return tmp_path / "2032"


def stands_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_written_is_read_back(folder: Path) -> None:
    release = read_release(folder)
    assert replace(release.manifest, files={}) == OF
    assert {name: release.read(name) for name in release.manifest.files} == FILES
    assert release.table("4.2") == table("4.2")
    assert release.figure("1.1", "svg") == b"<svg/>"
    assert release.report("html") == {"index.html": b"<!doctype html>", "assets/a.css": b"a{}"}
    assert release.numbers("tables/T", ".json") == ["4.2", "4.2-b", "4.10", "D"]


def test_the_same_files_give_the_same_bytes_in_any_order(folder: Path, tmp_path: Path) -> None:
    write_release(tmp_path / "again", OF, dict(reversed(FILES.items())))
    assert stands_in(tmp_path / "again") == stands_in(folder)
    assert json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["format"] == 1


def test_a_release_replaces_the_one_before_whole(folder: Path) -> None:
    write_release(folder, replace(OF, revision=2), {"data/a.csv": b"a\n"})
    assert sorted(stands_in(folder)) == ["data/a.csv", MANIFEST]
    assert read_release(folder).manifest.revision == 2
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_an_empty_folder_is_free(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    write_release(tmp_path / "new", OF, FILES)
    assert read_release(tmp_path / "new").read("figures/F1.1.svg") == b"<svg/>"


def a_file(place: Path) -> None:
    place.write_bytes(b"dear diary")


def other_files(place: Path) -> None:
    place.mkdir()
    (place / "letter.txt").write_bytes(b"dear diary")


def an_extract(place: Path) -> None:
    write_extract(extract(), place)


def a_damaged_manifest(place: Path) -> None:
    place.mkdir()
    (place / MANIFEST).write_bytes(b"{")


@pytest.mark.parametrize("put", [a_file, other_files, an_extract, a_damaged_manifest])
def test_nothing_but_a_release_is_replaced(tmp_path: Path, put: Callable[[Path], None]) -> None:
    put(tmp_path / "2032")
    before = stands_in(tmp_path)
    with pytest.raises(ReleaseError, match=r"2032: found something that is no Release.*name another folder"):
        write_release(tmp_path / "2032", OF, FILES)
    assert stands_in(tmp_path) == before


def test_no_extract_is_written_over_a_release(folder: Path) -> None:
    before = stands_in(folder)
    with pytest.raises(ExtractError, match="found a folder that is no extract"):
        write_extract(extract(), folder)
    assert stands_in(folder) == before


def test_a_place_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ReleaseError, match="name another folder"):
        write_release(tmp_path / "file" / "2032", OF, FILES)


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from kartlegg.errors import ExtractError, ReleaseError
from kartlegg.exchange.release import read_release, write_release
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
manifest = read_release(Path(sys.argv[1])).manifest
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    write_release(Path(sys.argv[2]), manifest, {"a.txt": b"a", "data/b.csv": b"b" * 5000, "c.txt": b"c"})
except ReleaseError as error:
    print(error)
"""


@pytest.mark.parametrize("room", [0, 100, 4999])
@pytest.mark.parametrize("stands_before", [False, True])
def test_a_full_disk_leaves_what_was_there(folder: Path, *, room: int, stands_before: bool) -> None:
    out = folder if stands_before else folder.parent / "new"
    before = stands_in(folder.parent)
    command = [sys.executable, "-c", FULL_DISK, str(folder), str(out), str(room)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.startswith(f"{out}: found File too large; expected a whole Release; to mend it, make room")
    assert stands_in(folder.parent) == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != room


def rewritten(folder: Path, **changed: Any) -> None:
    path = folder / MANIFEST
    content = json.loads(path.read_bytes()) | changed
    kept = {key: value for key, value in content.items() if value is not ...}
    path.write_text(json.dumps(kept), encoding="utf-8")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"format": 2}, "not of the format version 1"),
        ({"format": ...}, "not of the format version 1"),
        ({"round": ...}, "other keys than survey, round"),
        ({"colour": "red"}, "other keys than survey, round"),
        ({"round": "2032"}, "a value of the wrong kind for round"),
        ({"revision": True, "synthetic": 1}, "a value of the wrong kind for revision, synthetic"),
        ({"made_at": None}, "a value of the wrong kind for made_at"),
        ({"notes": "Æ", "findings": [1]}, "a value of the wrong kind for notes, findings"),
        ({"files": ["a"]}, "a value of the wrong kind for files"),
        ({"files": {"a": 1}}, "a value of the wrong kind for files"),
        ({"files": {"../a": "x"}}, r"\.\./a, which is outside the folder"),
        ({"files": {"/etc/hostname": "x"}}, "/etc/hostname, which is outside the folder"),
    ],
)
def test_a_damaged_manifest_is_told(folder: Path, changed: dict[str, Any], told: str) -> None:
    rewritten(folder, **changed)
    with pytest.raises(ReleaseError, match=rf"manifest\.json: found a damaged manifest \({told}.*make the Release"):
        read_release(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"x"', b"null", b"1", b"\xff", b"[" * 100_000])
def test_what_is_no_manifest_is_told(folder: Path, content: bytes) -> None:
    (folder / MANIFEST).write_bytes(content)
    with pytest.raises(ReleaseError, match="a damaged manifest"):
        read_release(folder)


def test_no_manifest_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="no manifest, so the folder is no Release or half written"):
        read_release(tmp_path)
    (tmp_path / MANIFEST).mkdir()
    with pytest.raises(ReleaseError, match=r"a damaged manifest .*Is a directory"):
        read_release(tmp_path)


def test_a_changed_file_is_told(folder: Path) -> None:
    release = read_release(folder)
    for name in ("tables/T4.2.json", "figures/F1.1.svg"):
        (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    for read in (lambda: release.table("4.2"), lambda: release.figure("1.1", "svg")):
        with pytest.raises(ReleaseError, match="found a file changed after it was written"):
            read()
    (folder / "report" / "html" / "assets" / "a.css").unlink()
    with pytest.raises(ReleaseError, match=r"a\.css: found No such file or directory"):
        release.report("html")


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda release: release.table("9.9"), "has no table 9.9; it has 4.2, 4.2-b, 4.10, D"),
        (lambda release: release.figure("9", "svg"), "has no figure 9 as svg; it has 1.1"),
        (lambda release: release.figure("1.1", "png"), "has no figure 1.1 as png; it has none in that form"),
        (lambda release: release.report("pdf"), "has no report as pdf; make it with that format"),
        (lambda release: release.read("manifest.json"), "a file that the manifest does not list"),
        (lambda release: release.read("../../secret"), "a file that the manifest does not list"),
    ],
)
def test_what_a_release_does_not_hold_is_told(folder: Path, ask: Callable[[Release], object], told: str) -> None:
    with pytest.raises(ReleaseError, match=told):
        ask(read_release(folder))


def test_a_file_that_is_no_table_is_told(tmp_path: Path) -> None:
    write_release(tmp_path / "r", OF, {"tables/T1.json": b'{"number": "1"}', "tables/T2.json": b"[1]"})
    for number in ("1", "2"):
        with pytest.raises(ReleaseError, match=rf"T{number}\.json: found no table"):
            read_release(tmp_path / "r").table(number)


@given(st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=3), unique_by=tuple))
def test_numbers_stand_in_the_order_of_counting(numbers: list[list[int]]) -> None:
    files = {f"tables/T{'.'.join(map(str, number))}.json": "x" for number in numbers}
    release = Release(Path(), replace(OF, files=files))
    assert release.numbers("tables/T", ".json") == [".".join(map(str, number)) for number in sorted(numbers)]
