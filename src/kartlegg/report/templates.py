"""Text with look-ups in braces, filled in. What may be looked up stands in `lookups`; no number may enter.

A publication has more than a thousand templates, and most of the time that filling them takes is spent on compiling
them. So they are compiled once, and what they were compiled to can be kept.
"""

import json
import marshal
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import SandboxedEnvironment

from kartlegg.errors import DefinitionError, Fault, LookupFault
from kartlegg.fault_codes import FaultCode
from kartlegg.report.keep import Keep, keep_nothing

_TOLD = "_told"
_NOTHING_FOUND = (
    TemplateError,
    LookupFault,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told of each look-up of a template: `tell` gets it as written and what it found, and returns the text.

    Calls of the names in `silent` are not told.
    """

    tell: Callable[[str, object], str]
    silent: frozenset[str] = frozenset()


class _OnlyBraces(Extension):
    """Refuses `{% print %}`: what a text shows stands in double braces, where it is seen and told of."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Return the tokens of a template; raises TemplateSyntaxError at the line of the first that is refused."""
        begun = False
        for token in stream:
            if begun and token.test("name:print"):
                raise TemplateSyntaxError("`{% print ... %}`, which should be `{{ ... }}`", token.lineno)
            begun = token.type == "block_begin"
            yield token


@lru_cache(maxsize=8192)
def tree_of(text: str) -> nodes.Template:
    """Return a template as a tree, to be read and not changed; raises TemplateSyntaxError."""
    # Parsed only, never rendered: what would be escaped is never shown.
    return SandboxedEnvironment(autoescape=True, keep_trailing_newline=True, extensions=[_OnlyBraces]).parse(text)


class Templates:
    """Fills in templates; `keep` keeps what they are compiled to."""

    def __init__(self, keep: Keep = keep_nothing) -> None:
        """Begin with no template compiled."""
        self._keep = keep
        self._compiled: dict[tuple[str, frozenset[str] | None], Template] = {}
        self._environment = SandboxedEnvironment(
            undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True, extensions=[_OnlyBraces]
        )

    def parse(self, text: str, path: Path) -> nodes.Template:
        """Return the template as a tree; raises DefinitionError with file and line for braces that do not fit."""
        try:
            return tree_of(text)
        except TemplateSyntaxError as error:
            raise DefinitionError(_unreadable(error, path, error.lineno, None)) from error

    def lines_where(self, rule: str, text: str, path: Path, find: Callable[[nodes.Template], set[int]]) -> set[int]:
        """Return the lines of the template that `find` finds in its tree; kept under the name of the `rule`.

        Raises DefinitionError with file and line for braces that do not fit.
        """
        kept = self._keep(
            ("lines", rule, text), lambda: {"lines": json.dumps(sorted(find(self.parse(text, path)))).encode()}
        )
        return set(json.loads(kept["lines"]))

    def found_in(self, rule: str, texts: tuple[str, ...], find: Callable[[str], object]) -> dict[str, Any]:
        """Return what `find` finds in each text, as JSON holds it; kept together under the name of the `rule`."""
        kept = self._keep(
            ("found", rule, texts), lambda: {"found": json.dumps([find(text) for text in texts]).encode()}
        )
        return dict(zip(texts, json.loads(kept["found"]), strict=True))

    def expect(self, texts: Iterable[str]) -> None:
        """Compile at once what will be filled in, so that it is kept together; a fault is told by `render`."""
        with suppress(TemplateSyntaxError):
            self._take(tuple(dict.fromkeys(texts)), None)

    def render(
        self, text: str, names: Mapping[str, Any], path: Path, column: str | None = None, *, told: Told | None = None
    ) -> str:
        """Return the template filled in; raises DefinitionError with file and line where it cannot be.

        `column` names the key that the template is of, where it is a caption and its lines are not those of the file.
        With `told`, what it gives for a look-up stands in the text instead of what the look-up found.
        """
        try:
            if told is None:
                return self._template(text).render(names)
            return self._template(text, told.silent).render({**names, _TOLD: told.tell})
        except TemplateSyntaxError as error:
            line = error.lineno if column is None else None
            raise DefinitionError(_unreadable(error, path, line, column)) from error
        except _NOTHING_FOUND as error:
            line = _line_in_template(error) if column is None else None
            found = error if isinstance(error, LookupFault) else LookupFault(str(error))
            fault = found.fault(path, line, column, "a look-up that finds something")
            raise DefinitionError(fault) from error

    def _template(self, text: str, silent: frozenset[str] | None = None) -> Template:
        if (text, silent) not in self._compiled:
            self._take((text,), silent)
        return self._compiled[text, silent]

    def _take(self, texts: Sequence[str], silent: frozenset[str] | None) -> None:
        made_from = ("templates", MAGIC_NUMBER, texts, None if silent is None else tuple(sorted(silent)))
        kept = self._keep(made_from, lambda: {"code": marshal.dumps([self._compile(text, silent) for text in texts])})
        codes: list[CodeType] = marshal.loads(kept["code"])  # noqa: S302 - by the line above, now or once
        names = self._environment.make_globals(None)
        for text, code in zip(texts, codes, strict=True):
            self._compiled[text, silent] = Template.from_code(self._environment, code, names)

    def _compile(self, text: str, silent: frozenset[str] | None) -> CodeType:
        if silent is None:
            return self._environment.compile(text)
        tree = self._environment.parse(text)
        written = iter(self._printed(text))
        for output in tree.find_all(nodes.Output):
            output.nodes = [
                node if isinstance(node, nodes.TemplateData) else _wrapped(node, next(written), silent)
                for node in output.nodes
            ]
        return self._environment.compile(tree)

    def _printed(self, text: str) -> list[str]:
        """Return what stands within each pair of braces that print something, in order, spaces aside."""
        found: list[str] = []
        inside = False
        for _, kind, value in self._environment.lex(text):
            if kind == "variable_begin":
                inside = True
                found.append("")
            elif kind == "variable_end":
                inside = False
            elif inside and kind != "whitespace":
                found[-1] += value
        return found


def _wrapped(node: nodes.Expr, written: str, silent: Collection[str]) -> nodes.Expr:
    """Return the look-up handed to whoever is told of it, unless it is a call of one of the `silent` names."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in silent:
        return node
    called = nodes.Name(_TOLD, "load", lineno=node.lineno)
    return nodes.Call(called, [nodes.Const(written), node], [], None, None, lineno=node.lineno)


def _unreadable(error: TemplateSyntaxError, path: Path, line: int | None, column: str | None) -> Fault:
    told = (str(error.message), "a template", "correct the braces", FaultCode.WRONG_TEMPLATE)
    return Fault(path, line, column, *told)


def _line_in_template(error: BaseException) -> int | None:
    """Return the template's line that was being filled in, which Jinja puts in the traceback."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
