"""What is hidden in a Release, as a list and a page that go with it. No number and no reason of one cell may enter.

Which cells tell of few units themselves, and which only give others away, would tell readers what is behind them.
"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from io import StringIO

from kartlegg.definitions import Words
from kartlegg.pipeline.disclosure import Hidden
from kartlegg.tabulation.disclosure.cells import Reason
from kartlegg.tabulation.disclosure.rules import DisclosureRules
from kartlegg.tabulation.table import Table

LIST, PAGE = "disclosure/hidden.csv", "disclosure/hidden.md"
COLUMNS = ("table", "row", "row_label", "column", "column_label")


def hidden_files(hidden: Sequence[Hidden], tables: Mapping[str, Table], rules: DisclosureRules) -> dict[str, bytes]:
    """Return which cells are hidden as CSV, and as Markdown with the rules and how many cells each reason hides."""
    rows = [_row(cell, tables[cell.table]) for cell in hidden]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([COLUMNS, *rows])
    return {LIST: out.getvalue().encode(), PAGE: _page(hidden, rows, rules).encode()}


def _row(cell: Hidden, table: Table) -> tuple[str, ...]:
    row, column = table.rows[table.row_places[cell.row]], table.columns[table.column_places[cell.column]]
    return cell.table, cell.row, row.label.nb, cell.column, column.path()


def _page(hidden: Sequence[Hidden], rows: Sequence[tuple[str, ...]], rules: DisclosureRules) -> str:
    words = rules.words
    reasons = Counter(cell.reason for cell in hidden)
    told: dict[Reason, Words] = {
        "few": words.few,
        "nearly_all": words.nearly_all,
        "small_base": words.small_base,
        "dominated": words.dominated,
        "secondary": words.secondary,
    }
    shown = [of.reason.nb for of in (rules.replying, rules.whole_country, rules.agreed) if of is not None]
    counted = [f"{of.nb}: {reasons[reason]}" for reason, of in told.items() if reasons[reason]]
    blocks = [f"# {words.title.nb}", words.lead.nb, _list(counted), _list(shown)]
    for number in dict.fromkeys(row[0] for row in rows):
        blocks += [f"## {number}", _list([f"{row[2]}, {row[4]}" for row in rows if row[0] == number])]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _list(items: Sequence[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
