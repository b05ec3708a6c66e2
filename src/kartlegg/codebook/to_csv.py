"""The codebook as CSV for machines. How anything looks may not enter."""

import csv
import io

from kartlegg.codebook.entries import Codebook
from kartlegg.codebook.rows import FlatTable, Value, options_table, variables_table


def to_csv(codebook: Codebook) -> dict[str, bytes]:
    """Return `variables.csv` and `options.csv`: UTF-8, comma, decimal point, one line of heads; None is blank."""
    tables = (variables_table(codebook), options_table(codebook))
    return {f"{table.name}.csv": _encode(table) for table in tables}


def _encode(table: FlatTable) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.heads)
    writer.writerows([_plain(value) for value in row] for row in table.rows)
    return out.getvalue().encode()


def _plain(value: Value) -> str:
    return f"{value:.10g}" if isinstance(value, float) else "" if value is None else str(value)
