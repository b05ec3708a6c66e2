"""Files of tables: those of a chapter are encoded again where a table of it has changed, and only then."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from kartlegg.language import Text
from kartlegg.pipeline.tables import table_files
from kartlegg.tabulation.table import Cell, Column, Row, Table

WORDS = Text("Ansatte")
TABLE = Table("4.1", WORDS, WORDS, (Row("all", WORDS),), (Column("n", WORDS, "count"),), ((Cell(7),),), WORDS, WORDS)
TABLES = {number: replace(TABLE, number=number) for number in ("4.1", "4.2", "5.1")}


def test_only_the_chapter_of_a_changed_table_is_encoded_again() -> None:
    kept: dict[tuple[object, ...], Mapping[str, bytes]] = {}
    made: list[str] = []

    def keep(made_from: tuple[object, ...], make: Callable[[], Mapping[str, bytes]]) -> Mapping[str, bytes]:
        if made_from not in kept:
            kept[made_from] = make()
            made.extend(kept[made_from])
        return kept[made_from]

    assert table_files(TABLES, keep) == table_files(TABLES)
    assert len(made) == 2 * len(TABLES)
    changed = {**TABLES, "5.1": replace(TABLES["5.1"], cells=((Cell(8),),))}
    made.clear()
    assert table_files(changed, keep) == table_files(changed)
    assert made == ["tables/T5.1.json", "tables/T5.1.csv"]
