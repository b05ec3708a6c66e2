"""XLSForm to questionnaire: what both can say. What only one of them can say is told in docs/reference/xlsform.md.

A form made elsewhere is read too: its groups become sections, its lists scales; a group of a group is a grid where
its questions are alike, and is otherwise taken apart.
"""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
from pydantic import ValidationError

from kartlegg.errors import DefinitionError, Fault, HelpSheetError
from kartlegg.forms.help_sheet.archive import refuse_unsafe
from kartlegg.forms.xlsform.building import Builder, Listed, words_in
from kartlegg.forms.xlsform.names import OWN, code_of
from kartlegg.questionnaire.model import Questionnaire

_MOST_ROWS, _MOST_COLUMNS = 20_000, 100
_SHEETS = {"survey": ("type", "name"), "choices": ("list_name", "name")}
_SHORT = {"list name": "list_name", "relevance": "relevant", "caption": "label"}


def read_xlsform(content: bytes, file: str = "xlsform.xlsx") -> Questionnaire:
    """Return the questionnaire that an XLSForm is; `file` is its name, for messages.

    Raises DefinitionError, naming file, sheet and row, for a file that is unsafe or no Excel workbook, a sheet or a
    column that is missing, a list that is not there, and what is no questionnaire.
    """
    try:
        refuse_unsafe(content, file)
    except HelpSheetError as error:
        raise DefinitionError(error.faults) from error
    survey, choices = (_rows(content, file, name) for name in _SHEETS)
    lists: dict[str, list[dict[str, str]]] = {}
    for row in choices:
        lists.setdefault(row.get("list_name", ""), []).append(row)
    known = {name: _listed(rows) for name, rows in lists.items() if name}
    builder = Builder(known, f"{file}!survey")
    sections = builder.sections(survey)
    scales = {name: _scale(name, of) for name, of in known.items() if not name.endswith(OWN)}
    try:
        return Questionnaire.model_validate({"sections": sections, "scales": scales})
    except ValidationError as error:
        raise DefinitionError([_fault(file, sections, one) for one in error.errors()]) from error


def _rows(content: bytes, file: str, sheet: str) -> list[dict[str, str]]:
    """Return the rows of a sheet by the heads of their columns, each with its row in the file as `line`."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    if sheet not in book.sheetnames:
        found, expected = f"the sheets {', '.join(book.sheetnames)}", f"a sheet called {sheet}"
        raise DefinitionError(
            Fault(file, None, None, found, expected, "save the form with its sheets as XLSForm has")
        )
    page = book[sheet]
    page.reset_dimensions()
    lines = page.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)
    heads = [_head(value) for value in next(lines, ())]
    missing = [name for name in _SHEETS[sheet] if name not in heads]
    if missing:
        found, expected = f"no column {', '.join(missing)}", "the columns of XLSForm"
        raise DefinitionError(Fault(f"{file}!{sheet}", 1, None, found, expected, "name the columns in the first row"))
    rows = []
    for number, values in enumerate(lines, 2):
        row = {head: _text(value) for head, value in zip(heads, values, strict=False) if head and value is not None}
        if any(row.values()):
            rows.append(row | {"line": str(number)})
    return rows


def _head(value: object) -> str:
    head = str(value or "").strip()
    return _SHORT.get(head, head)


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _listed(rows: Sequence[Mapping[str, str]]) -> Listed:
    """Return the options of a list, and the direction in which they stand."""
    options: list[dict[str, Any]] = []
    for row in rows:
        name = row.get("name", "")
        option: dict[str, Any] = {"code": _code(name), "label": words_in(row, "label") or {"nb": name}}
        if row.get("number", "").isdecimal():
            option["value"] = int(row["number"])
        if row.get("kind"):
            option["kind"] = row["kind"]
        options.append(option)
    return Listed(tuple(options), next((row["order"] for row in rows if row.get("order")), None))


def _scale(name: str, of: Listed) -> dict[str, Any]:
    return {"code": _code(name), "title": {"nb": name}, "options": of.options, "order": of.order}


def _code(name: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "_", code_of(name).lower())


def _fault(file: str, sections: Sequence[Mapping[str, Any]], problem: Any) -> Fault:
    """Return what is wrong with the questionnaire, at the question where it is."""
    place = problem["loc"]
    at: Any = sections
    code = ""
    for part in place[1:] if place[:1] == ("sections",) else ():
        at = at[part] if isinstance(at, list | tuple) and isinstance(part, int) and part < len(at) else at
        at = at.get(part, at) if isinstance(at, dict) else at
        code = at.get("code", code) if isinstance(at, dict) else code
    found = repr(problem.get("input"))[:80]
    return Fault(f"{file}!survey", None, code or None, found, problem["msg"], "correct the row of this question")
