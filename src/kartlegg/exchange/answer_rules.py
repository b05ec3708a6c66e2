"""What an answer in an Extract may be, given the variable it answers. What a whole file is may not enter."""

from collections.abc import Mapping

import polars as pl

from kartlegg.errors import Fault
from kartlegg.exchange.columns import FORMATS, PARTS, TableFormat
from kartlegg.exchange.table_reading import EXPECTED, Cells, Codes, LastCodes, number_remedy
from kartlegg.questionnaire.variables import Variable

_NUMBER = r"^[0-9]{1,15}(\.[0-9]+)?$"


def codes_of_file(name: str, codes: Codes, variables: Mapping[str, Variable], earlier: frozenset[str]) -> Codes:
    """Return the codes that may stand in a file: open answers in `texts` and `codings`, closed ones elsewhere."""
    of = {code: variable for code, variable in variables.items() if variable.asked and variable.is_published}
    if name in ("texts", "codings"):
        return Codes(codes.units, frozenset(code for code, v in of.items() if v.type == "text"), codes.became)
    if name == "last_round":
        return LastCodes(earlier, frozenset(code for code, v in of.items() if v.type == "number"), {})
    return Codes(codes.units, frozenset(code for code, v in of.items() if v.type != "text"), codes.became)


def answer_faults(cells: Cells, table: TableFormat, variables: Mapping[str, Variable]) -> list[Fault]:
    """Return a fault for each answer that its variable cannot have; unknown variables are told elsewhere."""
    faults = []
    numbers = [code for code, variable in variables.items() if variable.type == "number"]
    allowed = _allowed(variables)
    for column in (column.name for column in table.columns if column.kind == "answer"):
        given = cells.frame.select("variable", cell=pl.col(column)).with_row_index("row").filter(pl.col("cell") != "")
        is_number = pl.col("variable").is_in(numbers)
        no_number = given.filter(is_number & ~pl.col("cell").str.contains(_NUMBER))
        no_option = given.filter(~is_number & pl.col("variable").is_in(sorted(variables))).join(
            allowed, on=["variable", "cell"], how="anti"
        )
        for row, code, cell in (*no_number.iter_rows(), *no_option.iter_rows()):
            expected, remedy = _expected(variables[code], cell)
            faults.append(Fault(cells.path, cells.lines[row], column, repr(cell), expected, remedy))
    return sorted(faults, key=lambda fault: fault.line or 0)


def _allowed(variables: Mapping[str, Variable]) -> pl.DataFrame:
    """Return every option of every closed variable, a row each."""
    rows = [
        (code, answer)
        for code, of in variables.items()
        for answer in (("0", "1") if of.type == "tick" else [option.code for option in of.options])
    ]
    return pl.DataFrame(rows, schema={"variable": pl.String, "cell": pl.String}, orient="row")


def _expected(variable: Variable, cell: str) -> tuple[str, str]:
    """Return what an answer of the variable may be, and what to do with another."""
    if variable.type == "number":
        return EXPECTED["number"], number_remedy(cell)
    if variable.type == "tick":
        return f"1 (ticked) or 0 (not ticked), for {variable.code} is a box", "correct the answer"
    codes = ", ".join(option.code for option in variable.options)
    return f"an option of {variable.code}: {codes}", "write the code of the option"


def split_figures(name: str, frame: pl.DataFrame, variables: Mapping[str, Variable]) -> dict[str, pl.DataFrame]:
    """Return the frames of a file by name: one, or the figures as numbers and all other answers as words."""
    if name not in PARTS:
        return {name: frame}
    figures, others = PARTS[name]
    is_figure = pl.col("variable").is_in([code for code, variable in variables.items() if variable.is_figure])
    numbers = [column.name for column in FORMATS[figures].columns if column.kind == "number"]
    return {
        figures: frame.filter(is_figure).with_columns(pl.col(numbers).cast(pl.Float64)),
        others: frame.filter(~is_figure),
    }
