"""Reading whom printed percentages are of, and refusing a fact that is shown of two bases."""

from dataclasses import replace
from pathlib import Path

import pytest

from kartlegg.errors import DefinitionError
from kartlegg.pipeline.answers import read_published_bases
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.tables import refuse_other_bases
from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.spec import AnswersSpec


def test_bases_of_print_are_read_by_table_and_year(tmp_path: Path) -> None:
    path = tmp_path / "bases.csv"
    path.write_text("table,year,base\n7.4,2017,everyone\n10.6,2020,participants\n")
    assert read_published_bases(path) == {("7.4", 2017): "everyone", ("10.6", 2020): "participants"}
    assert read_published_bases(tmp_path / "none.csv") == {}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("7.4,17,everyone", "bases.csv:2: [wrong-cell] found 7.4, 17, everyone"),
        (
            "7.4,2017,all",
            "bases.csv:2: [wrong-cell] found 7.4, 2017, all; expected a table and year once, and one",
        ),
        ("7.4,2017,everyone\n7.4,2017,complete", "bases.csv:3: [wrong-cell] found 7.4, 2017, complete"),
    ],
)
def test_a_base_of_print_that_cannot_be_read_is_refused(tmp_path: Path, rows: str, told: str) -> None:
    path = tmp_path / "bases.csv"
    path.write_text(f"table,year,base\n{rows}\n")
    with pytest.raises(DefinitionError) as error:
        read_published_bases(path)
    assert told in str(error.value)


def test_another_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bases.csv"
    path.write_text("table,base\n")
    with pytest.raises(DefinitionError, match="expected table, year, base"):
        read_published_bases(path)


def test_a_figure_of_another_base_than_its_table_stops_the_build(numbers: Numbers, inputs: Inputs) -> None:
    refuse_other_bases(numbers, inputs)
    (path, chapter) = next((path, spec) for path, spec in inputs.specs.items() if spec.number == "9")
    place, figure = next(
        (at, figure)
        for at, figure in enumerate(chapter.figures)
        if isinstance(figure.data, AnswersSpec) and figure.data.by and "{}" not in (figure.data.of or "{}")
    )
    assert isinstance(figure.data, AnswersSpec)
    other = figure.model_copy(update={"data": figure.data.model_copy(update={"base_of": "everyone"})})
    figures = (*chapter.figures, other.model_copy(update={"number": "9.99"}))
    specs = {**inputs.specs, path: chapter.model_copy(update={"figures": figures})}
    with pytest.raises(DefinitionError) as error:
        refuse_other_bases(numbers, replace(inputs, specs=specs))
    assert f"[wrong-base] figures: found per cent of those of whom {figure.data.of}" in str(error.value)
    assert f"of another base than in table F{figure.number}" in str(error.value)
    assert "give the cells of both the same base" in str(error.value)
    assert place < len(chapter.figures)
