"""Whether a template that ranks has asked if all that it compares is shown. No number is looked up.

Of a hidden number nothing is known, so the highest of what is shown need not be the highest of all. Words that
compare say so by `among`, or hold on a condition by `all_shown`; what neither asks about is refused.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, nodes

from kartlegg.errors import LookupFault
from kartlegg.fault_codes import FaultCode
from kartlegg.report.templates import tree_of
from kartlegg.report.trial import Tried
from kartlegg.tabulation.table import Table

MayHide = Callable[[str], bool]
"""Whether numbers of a table may be hidden, by its number."""

ASKED = "`all_shown` or `among` of the same numbers in the same paragraph"
_OF_ROWS, _OF_COLUMNS, _ASKING = ("top", "bottom"), ("highest", "lowest"), ("all_shown", "among")
_TOLD = "numbers of table {} may be hidden, and nothing asks whether those of {}(...) are all shown"


class _Compared(NamedTuple):
    """What is compared: a table and a column, or columns within rows, as the template names them."""

    table: nodes.Expr
    columns: nodes.Expr | None
    rows: nodes.Expr | None = None


Rank = tuple[int, str, str]
"""A rank that nothing asks about: its line, the look-up, and the table, blank for what a caption calls so."""


def unasked(text: str, may_hide: MayHide, table: str = "") -> Iterator[Tried]:
    """Yield each rank of numbers that may be hidden where the same paragraph asks neither `all_shown` nor `among`.

    `table` is what a caption calls `table`. None of a template that cannot be read.
    """
    return faults_of(unasked_ranks(text), may_hide, table)


def unasked_ranks(text: str) -> list[Rank]:
    """Return the ranks of a template that nothing asks about, whatever may be hidden."""
    try:
        tree = tree_of(text)
    except TemplateSyntaxError:
        return []
    paragraphs = _paragraphs(text)
    calls = [(of.node.name, of) for of in tree.find_all(nodes.Call) if isinstance(of.node, nodes.Name)]
    asked = {(paragraphs[call.lineno], repr(key)) for name, call in calls for key in _asked(name, call)}
    ranked = ((name, call, _ranked(name, call)) for name, call in calls)
    return [
        (call.lineno, name, str(key.table.value) if isinstance(key.table, nodes.Const) else "")
        for name, call, key in ranked
        if key is not None and (paragraphs[call.lineno], repr(key)) not in asked
    ]


def faults_of(ranks: Iterable[Rank], may_hide: MayHide, table: str = "") -> Iterator[Tried]:
    """Yield those ranks of which numbers may be hidden, each once in its line."""
    told = set()
    for line, name, number in ranks:
        words = _TOLD.format(number or table or "that is not named", name)
        if (line, words) not in told and (not (number or table) or may_hide(number or table)):
            told.add((line, words))
            yield Tried(line, LookupFault(words, FaultCode.RANK_OF_HIDDEN))


def hides_in(tables: Mapping[str, Table]) -> MayHide:
    """Return what tells whether a number of one of the tables is hidden; not of one that there is not."""
    return lambda number: number in tables and "Q" in tables[number].statuses


def _paragraphs(text: str) -> list[int]:
    """Return the paragraph that each line is in, line 1 at place 1."""
    found = [0, 0]
    for line in text.splitlines():
        found.append(found[-1] + (not line.strip()))
    return found


def _asked(name: str, call: nodes.Call) -> Iterator[_Compared]:
    """Yield what a call asks about: of a list of columns or rows, each of them too."""
    if name not in _ASKING or len(call.args) < 2:
        return
    table, columns = call.args[:2]
    rows = next((given.value for given in call.kwargs if given.key == "rows"), None)
    yield from (_Compared(table, one, row) for one in _each(columns) for row in _each(rows))


def _each(given: nodes.Expr | None) -> list[nodes.Expr | None]:
    return [given, *given.items] if isinstance(given, nodes.List) else [given]


def _ranked(name: str, call: nodes.Call) -> _Compared | None:
    """Return what a call ranks; None of another call, and of one of a single column, which is its own rank."""
    match call.args:
        case [table, column, *_] if name in _OF_ROWS:
            return _Compared(table, column)
        case [table, rows, columns, *_] if name in _OF_COLUMNS:
            is_single = isinstance(columns, nodes.List) and len(columns.items) == 1
            return None if is_single else _Compared(table, columns, rows)
    return None
