"""The rows of an XLSForm as sections and questions of a definition, not yet checked. No file is read here."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kartlegg.errors import DefinitionError, Fault
from kartlegg.forms.xlsform.names import GRID, HELP, INTRO, OWN, SECTION, code_of, language_of
from kartlegg.forms.xlsform.xpath_reading import read_relevant
from kartlegg.questionnaire.questions import DECIMALS

Row = Mapping[str, str]
_LEAST, _MOST = re.compile(r"\. *>= *(-?[0-9.]+)"), re.compile(r"\. *<= *(-?[0-9.]+)")
_SIGNS = re.compile(r"string-length\(\.\) *<= *([0-9]+)")
_ALONE = re.compile(r"not\(selected\(\., *'([^']+)'\)")
_FIELD = re.compile(r"\$\{([^}]+)\}")
_LINES = re.compile(r"rows=([0-9]+)")
_YES = ("yes", "true", "true()")
_PASSED_OVER = frozenset(
    ("note", "calculate", "hidden", "start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit")
)
_KINDS = ("select_one", "select_multiple", "integer", "decimal", "text")
_NUMBERS = ("integer", "decimal", "calculate")


@dataclass(frozen=True, slots=True)
class Listed:
    """The options of a list as a definition has them, and the direction in which they stand."""

    options: tuple[dict[str, Any], ...]
    order: str | None = None


@dataclass
class Group:
    """A group of rows: what it begins with, and what is in it."""

    row: Row
    members: list["Group | Row"] = field(default_factory=list)


def grouped(rows: Sequence[Row], sheet: str) -> Group:
    """Return the rows as groups in groups; raises DefinitionError where one does not end or was not begun."""
    top = Group({})
    stack = [top]
    for row in rows:
        kind = row.get("type", "").replace(" ", "_")
        if kind.startswith(("begin_group", "begin_repeat")):
            group = Group(row)
            stack[-1].members.append(group)
            stack.append(group)
        elif kind.startswith(("end_group", "end_repeat")):
            if len(stack) == 1:
                raise _fault(sheet, row, "the end of a group that was not begun", "begin_group above it")
            stack.pop()
        else:
            stack[-1].members.append(row)
    if len(stack) > 1:
        raise _fault(sheet, stack[-1].row, "a group without an end", "end_group below it")
    return top


def words_in(row: Mapping[str, str], column: str) -> dict[str, str] | None:
    """Return what a row says in the column of each language, None where it says nothing."""
    found = {}
    for head, text in row.items():
        language = language_of(head) if head.partition("::")[0] == column else None
        if language is not None and text:
            found[language] = text
    if not found:
        return None
    return {"nb": found.get("nb") or next(iter(found.values()))} | found


def _fault(sheet: str, row: Row, found: str, expected: str) -> DefinitionError:
    return DefinitionError(
        Fault(sheet, int(row["line"]), row.get("name") or "type", found, expected, "correct the row")
    )


class Builder:
    """Makes sections of rows. `lists` are what questions choose from; that an option asks for text is noted there."""

    def __init__(self, lists: Mapping[str, Listed], sheet: str) -> None:
        """Begin; `sheet` names the file and the sheet, for messages."""
        self._lists, self._sheet = lists, sheet
        self._multiple: set[str] = set()
        self._asking: dict[str, dict[str, Any]] = {}

    def sections(self, rows: Sequence[Row]) -> list[dict[str, Any]]:
        """Return the sections; rows outside every group make one of their own. Raises DefinitionError."""
        self._multiple = {row.get("name", "") for row in rows if _kind(row) == "select_multiple"}
        top = grouped(rows, self._sheet)
        loose = Group({"name": "form", "line": "1"}, [one for one in top.members if not isinstance(one, Group)])
        groups = [one for one in top.members if isinstance(one, Group)]
        found = [self._section(group) for group in (loose, *groups)]
        return [section for section in found if section["questions"]]

    def _section(self, group: Group) -> dict[str, Any]:
        code = _code(group.row.get("name", "").removeprefix(SECTION))
        section: dict[str, Any] = {"code": code, "title": words_in(group.row, "label") or {"nb": code}}
        notes = {row.get("name", ""): row for row in group.members if not isinstance(row, Group)}
        if (intro := notes.get(INTRO + code)) is not None:
            section["intro"] = words_in(intro, "label")
        section |= self._shown_if(group.row)
        section["questions"] = questions = list(self._questions(group.members))
        for question in questions:
            if (note := notes.get(HELP + question["code"])) is not None:
                question["help"] = words_in(note, "label")
        return section

    def _questions(self, members: Sequence[Group | Row], above: str = "") -> Iterator[dict[str, Any]]:
        for member in members:
            if isinstance(member, Group):
                found = self._grid(member)
                inner = _both(above, self._shown_if(member.row).get("shown_if", ""))
                yield from [_under(above, found)] if found else self._questions(member.members, inner)
            elif (question := self._question(member)) is not None:
                yield _under(above, question)

    def _question(self, row: Row) -> dict[str, Any] | None:
        """Return a question, None for a row that asks nothing of its own."""
        kind, code = _kind(row), _code(row.get("name", ""))
        if kind in _PASSED_OVER:
            return None
        if kind not in _KINDS:
            raise _fault(self._sheet, row, f"the type {row.get('type')!r}", f"one of {', '.join(_KINDS)} or a group")
        if kind == "text" and code.endswith("_text") and (asks := self._asking.get(code.removesuffix("_text"))):
            asks["text"] = True
            return None
        question: dict[str, Any] = {"code": code, "text": words_in(row, "label") or {"nb": code}}
        if (help_ := words_in(row, "hint")) is not None:
            question["help"] = help_
        question |= self._shown_if(row)
        question |= {"required": True} if _required(row) else {}
        if kind == "text":
            return {"type": "text"} | question | _text_limits(row)
        if kind in _NUMBERS:
            return {"type": "number"} | question | _measured(row) | _limits(row)
        return question | self._chosen(row, kind, code)

    def _chosen(self, row: Row, kind: str, code: str) -> dict[str, Any]:
        """Return how a question is answered from a list."""
        if kind == "select_one":
            told = {"type": "choice"} | self._scale(row)
            self._asking |= {f"{code}_{option['code']}": option for option in self._options_of(row, told)}
            return told
        options = self._own_options(row)
        for name in _ALONE.findall(row.get("constraint", "")):
            next((one for one in options if one["code"] == _code(name)), {})["exclusive"] = True
        self._asking |= {f"{code}_{option['code']}": option for option in options}
        return {"type": "choices", "options": options}

    def _grid(self, group: Group) -> dict[str, Any] | None:
        """Return the grid that a group is, None where its rows are not alike."""
        rows = [one for one in group.members if not isinstance(one, Group) and _kind(one) != "note"]
        types = {row["type"] for row in rows}
        kinds = {_kind(row) for row in rows}
        if len(rows) < len([one for one in group.members if isinstance(one, Group) or _kind(one) != "note"]):
            return None
        code = _code(group.row.get("name", "").removeprefix(GRID))
        grid: dict[str, Any] = {"code": code, "text": words_in(group.row, "label") or {"nb": code}}
        grid |= self._shown_if(group.row)
        grid |= (
            {"required": True} if rows and all(_required(row) for row in rows if _kind(row) != "calculate") else {}
        )
        if kinds and kinds <= set(_NUMBERS) and kinds != {"calculate"}:
            return {"type": "numbers"} | grid | self._numbers(rows)
        if len(types) != 1 or not kinds <= {"select_one", "select_multiple"}:
            return {"type": "numbers"} | grid | self._numbers(rows) if kinds == {"calculate"} else None
        return grid | self._choosing_rows(rows, code)

    def _choosing_rows(self, rows: Sequence[Row], code: str) -> dict[str, Any]:
        lines = []
        for row in rows:
            own = _code(row.get("name", "")).removeprefix(f"{code}_")
            lines.append({"code": own, "label": words_in(row, "label") or {"nb": own}} | self._shown_if(row))
        if _kind(rows[0]) == "select_one":
            self._asking |= {f"{code}_{line['code']}": line for line in lines}
            return {"type": "choice_grid", "rows": lines} | self._scale(rows[0])
        options = self._own_options(rows[0])
        self._asking |= {f"{code}_{line['code']}_{one['code']}": one for line in lines for one in options}
        return {"type": "choices_grid", "rows": lines, "options": options}

    def _numbers(self, rows: Sequence[Row]) -> dict[str, Any]:
        measured = _measured(rows[0])
        found: dict[str, Any] = {"rows": [], "sums": []}
        for row in rows:
            item = {"variable": _code(row["name"]), "label": words_in(row, "label") or {"nb": row["name"]}}
            if _kind(row) == "calculate":
                parts = dict.fromkeys(_code(name) for name in _FIELD.findall(row.get("calculation", "")))
                found["sums"].append(item | {"parts": list(parts)})
            else:
                found["rows"].append(item | self._shown_if(row) | _limits(row))
        return measured | found

    def _scale(self, row: Row) -> dict[str, Any]:
        """Return the scale of a question, or the options of its own."""
        name = _list_name(row)
        if not name.endswith(OWN):
            self._listed(row)
            return {"scale": _code(name)}
        return {"options": self._own_options(row)} | ({"order": order} if (order := self._listed(row).order) else {})

    def _options_of(self, row: Row, told: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
        options: Sequence[dict[str, Any]] = told.get("options") or self._listed(row).options
        return options

    def _own_options(self, row: Row) -> list[dict[str, Any]]:
        return [dict(option) for option in self._listed(row).options]

    def _listed(self, row: Row) -> Listed:
        name = _list_name(row)
        if name not in self._lists:
            raise _fault(self._sheet, row, f"the list {name!r}", "a list of the sheet choices")
        return self._lists[name]

    def _shown_if(self, row: Row) -> dict[str, str]:
        """Return when a row is shown; what is not read is left out, and the row always shown."""
        told = read_relevant(row["relevant"], self._multiple) if row.get("relevant") else None
        return {"shown_if": told} if told else {}


def _kind(row: Row) -> str:
    words = row.get("type", "").split()
    return words[0] if words else ""


def _list_name(row: Row) -> str:
    words = row.get("type", "").split()
    return words[1] if len(words) > 1 else ""


def _code(name: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "_", code_of(name).lower())


def _required(row: Row) -> bool:
    return row.get("required", "").lower() in _YES


def _limits(row: Row) -> dict[str, float]:
    rule = row.get("constraint", "")
    if re.search(r"\bor\b", rule):  # limits that are joined by "or" bound no one range
        return {}
    least, most = (pattern.search(rule) for pattern in (_LEAST, _MOST))
    found = {} if least is None or float(least[1]) == 0 else {"at_least": float(least[1])}
    return found | ({} if most is None else {"at_most": float(most[1])})


def _measured(row: Row) -> dict[str, Any]:
    """Return the measure of a number, and its decimals where they are not those of the measure."""
    measure = row.get("measure") or "count"
    stated = row.get("decimals", "")
    decimals = int(stated) if stated.isdecimal() else 2 if _kind(row) == "decimal" else 0
    usual = next((number for name, number in DECIMALS.items() if name == measure), None)
    return {"measure": measure} | ({} if decimals == usual or _kind(row) == "calculate" else {"decimals": decimals})


def _text_limits(row: Row) -> dict[str, int]:
    signs, lines = _SIGNS.search(row.get("constraint", "")), _LINES.search(row.get("parameters", ""))
    usual = {} if "multiline" in row.get("appearance", "") else {"lines": 1}
    return (usual if lines is None else {"lines": int(lines[1])}) | (
        {} if signs is None else {"at_most": int(signs[1])}
    )


def _both(above: str, own: str) -> str:
    """Return the condition of a group with that of the groups it stands in."""
    return f"({above}) and ({own})" if above and own else above or own


def _under(above: str, question: dict[str, Any]) -> dict[str, Any]:
    """Return a question with the condition of the groups it stands in."""
    shown_if = _both(above, question.get("shown_if", ""))
    return question | ({"shown_if": shown_if} if shown_if else {})
