"""What is watched: files of folders, from the moment that the work on them begins until they have come to rest."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kartlegg.pipeline.watching import changes


class Editor:
    """Does one thing more whenever time passes; a look too many is a fault."""

    def __init__(self, *deeds: Callable[[], object]) -> None:
        self.deeds = list(deeds)

    def wait(self) -> None:
        self.deeds.pop(0)()


def nothing() -> None:
    """Let time pass."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "a.csv").write_text("1", encoding="utf-8")
    return tmp_path


def begun(folders: list[Path], editor: Editor) -> Iterator[None]:
    """The changes, the first of which is told at once."""
    found = changes(folders, editor.wait)
    next(found)
    return found


@pytest.mark.parametrize(
    "deed",
    [
        lambda folder: (folder / "part" / "a.csv").write_text("22", encoding="utf-8"),
        lambda folder: (folder / "b.csv").write_text("", encoding="utf-8"),
        lambda folder: (folder / "part" / "a.csv").unlink(),
        lambda folder: (folder / "part").rename(folder / "other"),
    ],
)
def test_a_change_is_told_when_it_has_come_to_rest(folder: Path, deed: Callable[[Path], object]) -> None:
    def more() -> None:
        (folder / "late.csv").write_text("still being copied", encoding="utf-8")

    editor = Editor(nothing, lambda: deed(folder), more, nothing)
    next(begun([folder], editor))
    assert editor.deeds == []


def test_what_changes_during_the_work_is_told_after_it(folder: Path) -> None:
    editor = Editor(nothing)
    found = begun([folder], editor)
    (folder / "part" / "a.csv").write_text("333", encoding="utf-8")
    next(found)
    assert editor.deeds == []


def test_a_folder_that_takes_the_place_of_another_is_a_change(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "a.csv").write_text("1", encoding="utf-8")

    def replace() -> None:
        (folder / "part").rename(folder.parent / f"{folder.name}-old")
        other.rename(folder / "part")

    editor = Editor(nothing, replace, nothing)
    next(begun([folder / "part"], editor))
    assert editor.deeds == []


@pytest.mark.parametrize("name", [".a.swp", "a.csv~", ".git/index"])
def test_what_editors_leave_behind_is_no_change(folder: Path, name: str) -> None:
    def leave() -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        next(begun([folder], Editor(leave, nothing, stop)))
