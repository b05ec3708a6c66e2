"""The cache gives back what was made, makes anew what is damaged, and never stands in the way."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kartlegg.pipeline.cache import Cache, code_digest, digest_of, maker_digest
from kartlegg.pipeline.defined_files import folder_digest

FILES = {"a.svg": b"<svg/>", "deep/b.png": bytes(range(256))}
KEY = digest_of("a key")


def counted(files: dict[str, bytes], made: list[str]) -> Callable[[], dict[str, bytes]]:
    """A maker of files that writes down each time it works."""

    def make() -> dict[str, bytes]:
        made.append("made")
        return dict(files)

    return make


def entry(folder: Path) -> Path:
    """The one entry of a cache."""
    (path,) = (path for path in folder.rglob("*") if path.is_file())
    return path


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    made: list[str] = []
    for _ in range(3):
        assert Cache(tmp_path / "cache").files(KEY, counted(FILES, made)) == FILES
    assert made == ["made"]
    assert entry(tmp_path / "cache").suffix == ".kept", "no draft is left behind"


def test_another_key_is_made(tmp_path: Path) -> None:
    made: list[str] = []
    Cache(tmp_path).files(KEY, counted(FILES, made))
    Cache(tmp_path).files(digest_of("another"), counted(FILES, made))
    assert len(made) == 2


def test_without_a_folder_nothing_is_kept() -> None:
    made: list[str] = []
    for _ in range(2):
        assert Cache().files(KEY, counted(FILES, made)) == FILES
    assert len(made) == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(place=st.integers(0, 10_000), sign=st.binary(max_size=3), cut=st.booleans())
def test_a_damaged_entry_is_made_anew(tmp_path: Path, place: int, sign: bytes, *, cut: bool) -> None:
    cache = Cache(tmp_path)
    cache.files(KEY, lambda: FILES)
    path = entry(tmp_path)
    whole = path.read_bytes()
    at = place % len(whole)
    damaged = whole[:at] + sign + (b"" if cut else whole[at + len(sign) :])
    path.write_bytes(damaged)
    made: list[str] = []
    assert cache.files(KEY, counted(FILES, made)) == FILES
    assert bool(made) == (damaged != whole)
    assert path.read_bytes() == whole, "the entry is whole again"


def test_an_entry_of_nothing_is_made_anew(tmp_path: Path) -> None:
    Cache(tmp_path).files(KEY, lambda: FILES)
    entry(tmp_path).write_bytes(b"")
    assert Cache(tmp_path).files(KEY, lambda: FILES) == FILES


@pytest.mark.parametrize("stands", ["a file for a folder", "a folder for an entry", "a folder for a draft"])
def test_a_cache_that_cannot_be_written_is_no_fault(tmp_path: Path, stands: str) -> None:
    folder = tmp_path / "cache"
    if stands == "a file for a folder":
        folder.write_text("in the way")
    elif stands == "a folder for an entry":
        (folder / KEY[:2] / f"{KEY[2:]}.kept" / "in the way").mkdir(parents=True)
    else:
        (folder / KEY[:2]).mkdir(parents=True)
        (folder / KEY[:2]).chmod(0o500)
    made: list[str] = []
    for _ in range(2):
        assert Cache(folder).files(KEY, counted(FILES, made)) == FILES
    assert made
    assert [path for path in tmp_path.rglob("*.part") if path.is_file()] == []


def test_digests_tell_everything_apart(tmp_path: Path) -> None:
    parts: list[object] = ["a", b"a", ["a"], {"a": 1}, {"a": 2}, 1, 1.0, None, ("a",)]
    digests = [digest_of(part) for part in parts] + [digest_of("a", "b"), digest_of("ab"), digest_of()]
    assert len(set(digests)) == len(digests)
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
    assert len({code_digest(), maker_digest(), KEY}) == 3
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a").write_text("a")
    before = folder_digest(tmp_path)
    (tmp_path / "deep" / "a").rename(tmp_path / "a")
    assert folder_digest(tmp_path) != before, "a file that moves is a change"


def test_what_desktops_and_editors_leave_behind_is_no_change(tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "units.csv").write_text("code\n")
    before = folder_digest(tmp_path)
    for name in (".DS_Store", "places/.units.csv.swp", "places/units.csv~", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("left behind")
        assert folder_digest(tmp_path) == before, name
    (tmp_path / "places" / "more.csv").write_text("")
    assert folder_digest(tmp_path) != before


def test_what_was_longest_not_asked_for_is_dropped_where_much_is_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    keys = [digest_of(number) for number in range(4)]
    for age, key in enumerate(keys):
        cache.files(key, lambda: {"a": bytes(1000)})
        os.utime(next(path for path in tmp_path.rglob(f"{key[2:]}*")), (age, age))
    assert cache.find(keys[0])  # and is the one that was asked for last
    cache.tidy(5000)
    assert [cache.holds(key) for key in keys] == [True, True, True, True]
    cache.tidy(4000)
    assert [cache.holds(key) for key in keys] == [True, False, False, False]
    Cache().tidy(0)
