"""Which look-ups a chapter or a caption asks for, read from its braces. No number is looked up."""

from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, nodes

from kartlegg.report.templates import tree_of

VARIABLE_LOOKUPS = frozenset({"fte", "share", "share_sum", "change", "growth"})
"""The look-ups whose first words are codes of variables; of share and share_sum the second too."""

TABLE_LOOKUPS = frozenset(
    {
        "cell",
        "columns",
        "first_year",
        "add",
        "top",
        "bottom",
        "highest",
        "lowest",
        "trend",
        "grown_most",
        "range",
        "significant",
        "differ",
        "compare",
        "shown",
        "table",
        "ref",
    }
)
"""The look-ups whose first word is the number of a table."""

FIGURE_LOOKUPS = frozenset({"figure", "ref_figure"})
"""The look-ups whose first word is the number of a figure."""


_NOTHING = (nodes.Const(None), nodes.Const(None))


class Call(NamedTuple):
    """A look-up by its name, the words that it is given first and second, and its line in the text.

    `always` is False where it stands under a condition.
    """

    name: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    line: int
    always: bool = True

    @property
    def variables(self) -> tuple[str, ...]:
        """The codes of variables that it names."""
        if self.name not in VARIABLE_LOOKUPS:
            return ()
        return (*self.first, *self.second) if self.name.startswith("share") else self.first

    @property
    def tables(self) -> tuple[str, ...]:
        """The number of the table that it names."""
        return self.first if self.name in TABLE_LOOKUPS else ()

    @property
    def figures(self) -> tuple[str, ...]:
        """The number of the figure that it names."""
        return self.first if self.name in FIGURE_LOOKUPS else ()


def calls_in(text: str) -> Iterator[Call]:
    """Yield every look-up of a template that names what it looks up outright; none where it cannot be read."""
    try:
        tree = tree_of(text)
    except TemplateSyntaxError:
        return
    branches = {id(call) for branch in tree.find_all((nodes.If, nodes.For)) for call in branch.find_all(nodes.Call)}
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            first, second = (tuple(_words(argument)) for argument in (*call.args, *_NOTHING)[:2])
            yield Call(call.node.name, first, second, call.lineno, id(call) not in branches)


def _words(argument: nodes.Expr) -> Iterator[str]:
    if isinstance(argument, nodes.List):
        for item in argument.items:
            yield from _words(item)
    elif isinstance(argument, nodes.Const) and isinstance(argument.value, str):
        yield argument.value
