"""A folder takes the place of another whole; where it cannot, the other one stands and nothing lies beside it."""

import resource
from pathlib import Path

import pytest

from kartlegg.exchange.folder import put_in_place, write_file, write_folder


def test_the_folder_one_stands_in_is_replaced_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "here"
    write_folder(here, {"old.txt": b"old"})
    monkeypatch.chdir(here)
    write_folder(Path(), {"new.txt": b"new"})
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
    assert [path.read_bytes() for path in here.iterdir()] == [b"new"]


def test_a_link_goes_on_leading_to_the_folder(tmp_path: Path) -> None:
    write_folder(tmp_path / "folder", {"old.txt": b"old"})
    (tmp_path / "link").symlink_to("folder")
    write_folder(tmp_path / "link", {"new.txt": b"new"})
    assert (tmp_path / "link").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "link"]
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["new.txt"]


def test_what_stood_there_comes_back_where_the_new_cannot_take_its_place(tmp_path: Path) -> None:
    write_folder(tmp_path / "folder", {"a.txt": b"a"})
    with pytest.raises(FileNotFoundError):
        put_in_place(tmp_path / "lost draft", tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
    assert (tmp_path / "folder" / "a.txt").read_bytes() == b"a"


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.svg"
    for content in (b"old", b"new"):
        write_file(path, content)
        assert path.read_bytes() == content
    assert [found.name for found in path.parent.iterdir()] == ["a.svg"]


@pytest.mark.parametrize("stands_before", [False, True])
def test_a_full_disk_leaves_the_file_that_was_there(tmp_path: Path, *, stands_before: bool) -> None:
    path = tmp_path / "a.svg"
    if stands_before:
        path.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            write_file(path, b"new" * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [found.read_bytes() for found in tmp_path.iterdir()] == ([b"old"] if stands_before else [])


def test_what_cannot_be_moved_aside_stays(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"a")
    write_folder(tmp_path / "draft", {"b.txt": b"b"})
    with pytest.raises(IsADirectoryError):
        put_in_place(tmp_path / "draft", tmp_path / "file")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draft", "file"]
    assert (tmp_path / "file").read_bytes() == b"a"


def test_what_stood_there_stands_where_one_stops_between_the_two_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("folder", "draft"):
        write_folder(tmp_path / name, {f"{name}.txt": b"a"})
    rename = Path.rename

    def stopped(path: Path, to: Path) -> Path:
        if path.name == "draft":
            raise KeyboardInterrupt
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", stopped)
    with pytest.raises(KeyboardInterrupt):
        put_in_place(tmp_path / "draft", tmp_path / "folder")
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.txt")) == [
        "draft/draft.txt",
        "folder/folder.txt",
    ]
    assert len(list(tmp_path.iterdir())) == 2


def test_a_file_that_stays_as_it_was_is_not_written_again(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    write_folder(folder, {"same.txt": b"same", "other.txt": b"old", "gone.txt": b"gone"})
    before = {path.name: path.stat().st_ino for path in folder.iterdir()}
    write_folder(folder, {"same.txt": b"same", "other.txt": b"new", "deep/same.txt": b"same"})
    after = {str(path.relative_to(folder)): path.stat() for path in folder.rglob("*") if path.is_file()}
    assert {name: (folder / name).read_bytes() for name in after} == {
        "same.txt": b"same",
        "other.txt": b"new",
        "deep/same.txt": b"same",
    }
    assert (after["same.txt"].st_ino, after["same.txt"].st_nlink) == (before["same.txt"], 1)
    assert after["other.txt"].st_ino != before["other.txt"]


def test_a_link_in_the_folder_becomes_a_file_of_its_own(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"same")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").symlink_to(outside)
    write_folder(tmp_path / "folder", {"a.txt": b"same"})
    assert not (tmp_path / "folder" / "a.txt").is_symlink()
    assert (tmp_path / "folder" / "a.txt").stat().st_ino != outside.stat().st_ino


def test_a_file_that_others_know_or_that_was_shut_is_written_anew(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    write_folder(folder, {"known.txt": b"same", "shut.txt": b"same", "deep/a.txt": b"same"})
    (tmp_path / "snapshot.txt").hardlink_to(folder / "known.txt")
    (folder / "shut.txt").chmod(0o600)
    (folder / "deep").rename(tmp_path / "elsewhere")
    (folder / "deep").symlink_to(tmp_path / "elsewhere")
    write_folder(folder, {"known.txt": b"same", "shut.txt": b"same", "deep/a.txt": b"same"})
    for name in ("known.txt", "shut.txt", "deep/a.txt"):
        status = (folder / name).stat()
        assert (status.st_nlink, status.st_mode & 0o777) == (1, 0o644)
    assert (tmp_path / "elsewhere" / "a.txt").read_bytes() == b"same"
