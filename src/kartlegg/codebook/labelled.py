"""A file of answers as it stands in a statistics package: short names, cut labels, cells. No bytes are made here."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kartlegg.codebook.columns import Cell, DataColumn, UnitColumns, answer_columns
from kartlegg.codebook.entries import Codebook
from kartlegg.codebook.words import phrase


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """Columns and their cells by code; `cells` of a template are empty. `made_on` is the day that the file states."""

    title: str
    notes: tuple[str, ...]
    made_on: dt.date
    columns: tuple[DataColumn, ...]
    cells: Mapping[str, Sequence[Cell]]


def labelled_file(
    codebook: Codebook,
    units: UnitColumns,
    answers: Mapping[str, tuple[Cell, ...]] | None = None,
    *,
    texts: bool = False,
    synthetic: bool = False,
    made_on: dt.date | None = None,
) -> LabelledFile:
    """Return the file of a round: one row for each unit, or none where there are no answers.

    `texts` keeps open text; `synthetic` says in the file that the answers are made up. Without `made_on` the file is
    of the day that the round closed.
    """
    columns = (*units.columns, *answer_columns(codebook, texts=texts))
    cells: dict[str, tuple[Cell, ...]] = {column.code: () for column in columns}
    if answers is not None:
        cells = {code: units.cells[code] if code in units.cells else answers[code] for code in cells}
    title = f"{codebook.survey} {codebook.year}: {codebook.title.nb}"
    notes = [title, codebook.publisher, phrase("file.template" if answers is None else "file.answers").nb]
    notes += [
        phrase(f"ddi.{told}").nb for told, so in (("synthetic", synthetic), ("partial", codebook.partial)) if so
    ]
    return LabelledFile(title, tuple(notes), made_on or codebook.closes_on, columns, cells)
