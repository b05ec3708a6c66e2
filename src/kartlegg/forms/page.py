"""What a page of the form holds: groups of fields with their words, ready to be shown. No question is read here.

Plain values: a page on screen and a page on paper need nothing else. `as_json` gives them as lists and mappings.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

Widget = Literal["radio", "checkbox", "number", "sum", "textarea", "text", "email"]
"""What a field is answered with; a `sum` is worked out of its `parts` and shown."""

Layout = Literal["list", "grid", "numbers"]
"""How a group stands: one under the other, or as a table of boxes or of numbers."""


@dataclass(frozen=True, slots=True)
class ShownIf:
    """When something is to be answered: the conditions of the small language, and as words for screen and paper."""

    conditions: tuple[str, ...]
    screen: str
    paper: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a number or a text may be: bounds in its measure, decimals, characters; and the same in words."""

    at_least: float | None = None
    at_most: float | None = None
    decimals: int | None = None
    characters: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class LastRound:
    """Last round's figure in the measure of its field, as a number and as written, and its year."""

    value: float
    shown: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """An option to choose. `kind` is answer, do_not_know or not_applicable; `assumed` tells why it is one."""

    code: str
    label: str
    kind: str = "answer"
    chosen: bool = False
    more: "Field | None" = None
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One variable as it is answered.

    `more` is the field that asks what a tick or a row is. An `exclusive` tick stands alone among those of its group.
    `value` is the answer as written, `ticked` that of a box, and `open` is False where the answers given so far say
    that it is not asked. `unconfirmed` says that last round's figure stands here and nobody has said it still holds.
    """

    variable: str
    widget: Widget
    label: str
    options: tuple[Choice, ...] = ()
    suffix: str = ""
    limits: Limits | None = None
    lines: int = 1
    shown_if: ShownIf | None = None
    required: bool = False
    parts: tuple[str, ...] = ()
    exclusive: bool = False
    more: "Field | None" = None
    value: str = ""
    ticked: bool = False
    open: bool = True
    last: LastRound | None = None
    unconfirmed: bool = False
    is_contact: bool = False
    assumed: str = ""

    @property
    def is_answered(self) -> bool:
        """True where it has an answer that says something: text, a number, an option, a tick."""
        return bool(self.value) or self.ticked or any(option.chosen for option in self.options)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a field of each column, or one whose options are the columns."""

    code: str
    label: str
    fields: tuple[Field, ...]
    shown_if: ShownIf | None = None
    assumed: str = ""

    @property
    def open(self) -> bool:
        """True where a field of the row is to be answered."""
        return any(field.open for field in self.fields)


@dataclass(frozen=True, slots=True)
class Group:
    """A question with its fields: in `rows` where it is a table, with `columns` as heads, or else in `fields`.

    `rows_if` says in one sentence for paper when the rows of the table are to be answered, where they are alike in
    that. `control` says what the numbers must add up to. `checks` is what is to be looked at, in words.
    """

    code: str
    number: str
    type: str
    layout: Layout
    text: str
    help: str = ""
    hint: str = ""
    period: str = ""
    columns: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()
    shown_if: ShownIf | None = None
    rows_if: str = ""
    control: str = ""
    required: bool = False
    checks: tuple[str, ...] = ()
    assumed: str = ""

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """Every field of the group in order, those of its rows with them; what asks `more` is not among them."""
        return (*self.fields, *(field for row in self.rows for field in row.fields))

    @property
    def open(self) -> bool:
        """True where anything of it is to be answered."""
        return any(field.open for field in self.all_fields)

    @property
    def is_answered(self) -> bool:
        """True where something of it is answered."""
        return any(field.is_answered for field in self.all_fields)

    @property
    def is_contact(self) -> bool:
        """True where it asks whom to reach."""
        return any(field.is_contact for field in self.all_fields)


@dataclass(frozen=True, slots=True)
class Page:
    """One section of the form. `number` of `pages` says where it stands."""

    code: str
    number: int
    pages: int
    title: str
    intro: str
    groups: tuple[Group, ...]
    shown_if: ShownIf | None = None

    @property
    def open(self) -> bool:
        """True where anything on it is to be answered."""
        return any(group.open for group in self.groups)


def as_json(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """Return the pages as mappings of lists, texts, numbers and truths, with what is `open` told for each part."""
    return [_told(page) for page in pages]


def _told(part: Any) -> Any:
    if isinstance(part, tuple):
        return [_told(one) for one in part]
    if not is_dataclass(part):
        return part
    told = {field.name: _told(getattr(part, field.name)) for field in fields(part)}
    return told | {"open": part.open} if isinstance(part, Page | Group | Row) else told
