"""Tables of boxes and of numbers as WordprocessingML, heads repeated and no row broken. No look is chosen here."""

from kartlegg.forms.grid_widths import grid_widths
from kartlegg.forms.page import Field, Group, Row
from kartlegg.forms.word.notes import Notes
from kartlegg.report.word.elements import join, paragraph, plain, run

_INDENT, _WIDTH = 680, 8720
_TWIPS = 20
_RULE = '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="1A2430"/>'
_THIN = '<w:bottom w:val="single" w:sz="2" w:space="0" w:color="CFD6DC"/>'
_SIGNS = {"radio": "○", "checkbox": "☐"}
_NUMBER, _AIR = 2200, 20
_SHORT = 9
"""A table of no more rows stands whole on a page."""


def form_table(group: Group, notes: Notes) -> str:
    """Return the table of a question, with the code of each variable beside its row."""
    if group.layout == "grid":
        fit = grid_widths(group, _WIDTH / _TWIPS)
        widths = [round(width * _TWIPS) for width in (fit.label, *fit.columns)]
    else:
        widths = [_WIDTH - _NUMBER, _NUMBER]
    grid = join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = join(_row(row, group, widths, notes) for row in group.rows)
    return f"<w:tbl>{_properties(group)}<w:tblGrid>{grid}</w:tblGrid>{_heads(group, widths, notes)}{rows}</w:tbl>"


def _properties(group: Group) -> str:
    return (
        f'<w:tblPr><w:tblStyle w:val="KartleggTable"/><w:tblW w:w="{_WIDTH}" w:type="dxa"/>'
        f'<w:tblInd w:w="{_INDENT}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val="{plain(f"{group.number} {group.text}")}"/></w:tblPr>'
    )


def _heads(group: Group, widths: list[int], notes: Notes) -> str:
    codes = _column_codes(group)
    cells = [_cell(widths[0], paragraph("RowsHead", run(group.hint)), _RULE, first=True)]
    for place, head in enumerate(group.columns):
        code, reason = codes[place] if place < len(codes) else ("", "")
        style = "BoxHead" if group.layout == "grid" else "TableHeadNumber"
        words = run(head) + notes.mark(reason) + (f"<w:r><w:br/></w:r>{run(code, 'VariableCode')}" if code else "")
        cells.append(_cell(widths[place + 1], paragraph(style, words), _RULE))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{join(cells)}</w:tr>"


def _column_codes(group: Group) -> list[tuple[str, str]]:
    """Return the code of each column of a table of boxes, and why it is assumed."""
    if group.layout != "grid":
        return []
    first = group.rows[0]
    if first.fields[0].widget == "radio":
        return [(option.code, option.assumed) for option in first.fields[0].options]
    before = f"{group.code}_{first.code}_"
    return [(field.variable.removeprefix(before), field.assumed) for field in first.fields]


def _row(row: Row, group: Group, widths: list[int], notes: Notes) -> str:
    keep = len(group.rows) <= _SHORT
    label = [paragraph("TableText", run(row.label) + _code(row, group) + notes.mark(row.assumed), keep_next=keep)]
    if row.shown_if and not group.rows_if:
        label.append(paragraph("RowRouting", run(row.shown_if.paper)))
    label += [
        paragraph("TableText", run(opening(field.label)) + code_run(group.code, field.more.variable))
        for field in row.fields
        if field.more is not None
    ]
    cells = [_cell(widths[0], join(label), _THIN, first=True)]
    cells += [_cell(width, content, _THIN) for width, content in zip(widths[1:], _answers(row), strict=True)]
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{join(cells)}</w:tr>"


def _code(row: Row, group: Group) -> str:
    (code, *more) = (field.variable for field in row.fields)
    return code_run(group.code, f"{group.code}_{row.code}" if more else code)


def opening(label: str) -> str:
    """Return a label with room to write behind it."""
    return f"{label}{'' if label.endswith((':', '?')) else ':'} ........"


def code_run(group: str, code: str) -> str:
    """Return the code of a variable; one that begins with the code of its question is told by its ending."""
    ending = code.removeprefix(group) if code.startswith(f"{group}_") else code
    return run(f"  {ending}", "VariableCode")


def _answers(row: Row) -> list[str]:
    first = row.fields[0]
    if first.widget == "radio":
        return [paragraph("BoxText", run(_SIGNS["radio"]))] * len(first.options)
    if first.widget == "checkbox":
        return [paragraph("BoxText", run(_SIGNS["checkbox"]))] * len(row.fields)
    return [paragraph("TableNumber", run(_entry(first), "Muted"))]


def _entry(field: Field) -> str:
    return f"= {field.suffix}".strip() if field.widget == "sum" else f"........ {field.suffix}".strip()


def _cell(width: int, content: str, rule: str, *, first: bool = False) -> str:
    edge = (
        f'<w:tcMar><w:left w:w="{0 if first else _AIR}" w:type="dxa"/><w:right w:w="{_AIR}" w:type="dxa"/></w:tcMar>'
    )
    upright = "bottom" if rule == _RULE else "center"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders>{rule}</w:tcBorders>{edge}'
        f'<w:vAlign w:val="{upright}"/></w:tcPr>{content}</w:tc>'
    )
