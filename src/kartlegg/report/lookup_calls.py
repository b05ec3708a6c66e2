"""Which look-ups a chapter or a caption asks for, read from its braces. No number is looked up."""

from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import Environment, TemplateSyntaxError, nodes

VARIABLE_LOOKUPS = frozenset({"fte", "share", "share_sum", "change", "growth"})
"""The look-ups whose first words are codes of variables; of share and share_sum the second too."""

TABLE_LOOKUPS = frozenset(
    {"cell", "columns", "first_year", "add", "top", "bottom", "grown_most", "range", "compare", "table", "ref"}
)
"""The look-ups whose first word is the number of a table."""


class Call(NamedTuple):
    """A look-up by its name, the words it is given, and the line of the text where it stands."""

    name: str
    words: tuple[str, ...]
    line: int

    @property
    def variables(self) -> tuple[str, ...]:
        """The codes of variables that it names."""
        if self.name not in VARIABLE_LOOKUPS:
            return ()
        return self.words if self.name.startswith("share") else self.words[:1]

    @property
    def tables(self) -> tuple[str, ...]:
        """The number of the table that it names."""
        return self.words[:1] if self.name in TABLE_LOOKUPS else ()


def calls_in(text: str) -> Iterator[Call]:
    """Yield every look-up of a template that names what it looks up outright; none where it cannot be read."""
    try:
        # Parsed only, never rendered: what would be escaped is never shown.
        tree = Environment(autoescape=True).parse(text)
    except TemplateSyntaxError:
        return
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            words = [word for argument in call.args[:2] for word in _words(argument)]
            yield Call(call.node.name, tuple(words), call.lineno)


def _words(argument: nodes.Expr) -> Iterator[str]:
    if isinstance(argument, nodes.List):
        for item in argument.items:
            yield from _words(item)
    elif isinstance(argument, nodes.Const) and isinstance(argument.value, str):
        yield argument.value
