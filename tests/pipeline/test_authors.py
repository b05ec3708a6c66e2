"""A Word file that authors wrote in goes through a run: their words in every format, what changed as a list."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from kartlegg.errors import AuthorsError
from kartlegg.exchange.release import read_release
from kartlegg.pipeline.authors import changes_told
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.steps import Options, make_release
from kartlegg.report.blocks import Format
from kartlegg.report.chapter import read_text

FORMS: tuple[Format, ...] = ("docx", "html")
AFTER = "Skrevet om av en forfatter"


@pytest.fixture(scope="module")
def one_chapter(inputs: Inputs) -> Inputs:
    return replace(inputs, specs={path: spec for path, spec in inputs.specs.items() if spec.number == "6"})


@pytest.fixture(scope="module")
def heading(one_chapter: Inputs) -> str:
    """The first heading below the chapter's own."""
    (path,) = one_chapter.specs
    found = re.search(r"^## (.+?)(?: \{en:|$)", read_text(path)[1], re.MULTILINE)
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def written(
    one_chapter: Inputs, heading: str, extract_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The Word file of a Release, with a heading rewritten."""
    folder = tmp_path_factory.mktemp("authors")
    make_release(one_chapter, extract_folder, folder / "release", Options(formats=("docx",)))
    (content,) = read_release(folder / "release").report("docx").values()
    assert changes_told(folder / "release") == []
    path = folder / "edited.docx"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/document.xml":
                assert f">{heading}<".encode() in part
                part = part.replace(f">{heading}<".encode(), f">{AFTER}<".encode())
            after.writestr(name, part)
    path.write_bytes(out.getvalue())
    return path


def test_the_words_of_authors_stand_in_every_format(
    one_chapter: Inputs, heading: str, extract_folder: Path, written: Path, tmp_path: Path
) -> None:
    options = Options(formats=FORMS, authors=written)
    manifest = make_release(one_chapter, extract_folder, tmp_path / "release", options)
    release = read_release(tmp_path / "release")
    page = release.read("report/html/hovedforlop/index.html").decode()
    assert AFTER in page
    assert f">{heading}<" not in page
    listed = release.read("report/authors.csv").decode().splitlines()
    assert listed[0] == "chapter,place,what,before,after"
    assert listed[1].endswith(f"rewritten,{heading},{AFTER}")
    assert changes_told(tmp_path / "release") == [
        f"authors: chapter 6, {heading}, heading: rewritten: {AFTER}",
    ]
    assert manifest.notes[-1].startswith("text by authors: 1 rewritten; Word file with SHA-256 ")


def test_a_file_that_cannot_be_taken_over_leaves_no_release(
    one_chapter: Inputs, extract_folder: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "edited.docx"
    wrong.write_bytes(b"no Word file")
    with pytest.raises(AuthorsError):
        make_release(one_chapter, extract_folder, tmp_path / "release", Options(formats=FORMS, authors=wrong))
    assert not (tmp_path / "release").exists()
