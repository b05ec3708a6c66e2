"""Text with look-ups in braces, filled in. What may be looked up stands in `lookups`; no number may enter.

A publication has more than a thousand templates, and most of the time that filling them takes is spent on compiling
them. So they are compiled once, and what they were compiled to can be kept.
"""

import marshal
from collections.abc import Mapping
from importlib.metadata import version
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from kartlegg.errors import DefinitionError, Fault, LookupFault
from kartlegg.fault_codes import FaultCode
from kartlegg.report.keep import Keep, keep_nothing


class Templates:
    """Fills in templates; `keep` keeps what they are compiled to."""

    def __init__(self, keep: Keep = keep_nothing) -> None:
        """Begin with no template compiled."""
        self._keep = keep
        self._compiled: dict[str, Template] = {}
        self._environment = SandboxedEnvironment(
            undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True
        )

    def parse(self, text: str, path: Path) -> nodes.Template:
        """Return the template as a tree; raises DefinitionError with file and line for braces that do not fit."""
        try:
            return self._environment.parse(text)
        except TemplateSyntaxError as error:
            raise DefinitionError(_unreadable(error, path, error.lineno, None)) from error

    def render(self, text: str, names: Mapping[str, Any], path: Path, column: str | None = None) -> str:
        """Return the template filled in; raises DefinitionError with file and line where it cannot be.

        `column` names the key that the template is of, where it is a caption and its lines are not those of the file.
        """
        try:
            return self._template(text).render(names)
        except TemplateSyntaxError as error:
            line = error.lineno if column is None else None
            raise DefinitionError(_unreadable(error, path, line, column)) from error
        except _NOTHING_FOUND as error:
            line = _line_in_template(error) if column is None else None
            fault = Fault(path, line, column, str(error), "a look-up that finds something", "correct the look-up")
            raise DefinitionError(fault) from error

    def _template(self, text: str) -> Template:
        if text not in self._compiled:
            made_from = ("template", version("jinja2"), MAGIC_NUMBER, text)
            kept = self._keep(made_from, lambda: {"code": marshal.dumps(self._environment.compile(text))})
            code: CodeType = marshal.loads(kept["code"])  # noqa: S302 - written by the line above
            self._compiled[text] = Template.from_code(self._environment, code, self._environment.make_globals(None))
        return self._compiled[text]


_NOTHING_FOUND = (
    TemplateError,
    LookupFault,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


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
