"""What the text may speak of besides tables and series."""

from dataclasses import replace
from pathlib import Path

import pytest

from kartlegg.definitions import Words
from kartlegg.estimation.marks import Mark, SeriesMarks
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.names import names_of
from kartlegg.pipeline.tables import read_round_extract
from kartlegg.tabulation.numbers import Numbers

OF_ALL = [Mark(year=year, note=Words(nb="Brudd")) for year in (2015, 2010, 2030)]
OF_ONE = Mark(year=2019, note=Words(nb="Brudd"), variables=("fte_adults_home",))


@pytest.mark.parametrize(("breaks", "year"), [((*OF_ALL, OF_ONE), 2015), ((OF_ONE,), None), ((), None)])
def test_the_break_of_the_survey_is_the_latest_of_every_variable(
    extract_folder: Path, inputs: Inputs, numbers: Numbers, breaks: tuple[Mark, ...], year: int | None
) -> None:
    of = replace(inputs, marks=SeriesMarks(breaks=breaks))
    assert names_of(read_round_extract(extract_folder, inputs), numbers, of, {})["break_year"] == year
