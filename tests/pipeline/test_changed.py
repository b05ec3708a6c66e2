"""What is told of a Release beside the one before: the tables and figures that are others."""

from pathlib import Path

from kartlegg.exchange.release import Release, ReleaseManifest, write_release
from kartlegg.pipeline.changed import others_than_before, standing

MANIFEST = ReleaseManifest(
    survey="X",
    round=2033,
    revision=1,
    code_version="1",
    code="c",
    definition="d",
    extract="e",
    made_at="2033-01-01",
    synthetic=False,
)


def made(folder: Path, **tables: str) -> Release:
    """A Release with tables and a figure that does not change, by number."""
    files = {f"tables/T{number[1:].replace('_', '.')}.json": words.encode() for number, words in tables.items()}
    write_release(folder, MANIFEST, {**files, "figures/F1.1.json": b"{}", "tables/T9.9.csv": folder.name.encode()})
    found = standing(folder)
    assert found is not None
    return found


def test_what_is_new_another_or_gone_is_told_in_order_of_numbering(tmp_path: Path) -> None:
    before = made(tmp_path / "before", t2_2="a", t10_1="b", t3_1="c", t4_1="d")
    after = made(tmp_path / "after", t2_2="a", t10_1="B", t3_1="C", t5_1="e")
    assert list(others_than_before(before, after)) == [
        "tables changed: 3.1, 5.1, 10.1, 4.1 (gone)",
        "figures changed: none",
    ]


def test_nothing_is_told_where_none_stood_there(tmp_path: Path) -> None:
    assert standing(tmp_path / "none") is None
    assert list(others_than_before(None, made(tmp_path / "first", t1_1="a"))) == []
