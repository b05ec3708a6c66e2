"""Tables as WordprocessingML rows, written as text at once (a cell at a time would take minutes). No look here."""

from kartlegg.language import Language
from kartlegg.report.cells import Marks, marks_of, show_cell
from kartlegg.report.layout.anatomy import Span, beneath, head_of, spans_of
from kartlegg.report.layout.fitting import PADDING, Fit
from kartlegg.report.word.elements import join, paragraph, plain, run
from kartlegg.tabulation.table import Row, Table

_SMALL_FROM = 9.0
_TWIPS = 20
_HEAD_RULE = '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="1A2430"/>'
_TOTAL_RULE = '<w:top w:val="single" w:sz="4" w:space="0" w:color="1A2430"/>'


def table_rows(table: Table, fit: Fit, language: Language = "nb") -> str:
    """Return the table with its heads, repeated on each page, and no row ever broken."""
    marks, small = marks_of(table), "Small" if fit.size < _SMALL_FROM else ""
    widths = [fit.stub, *(width + gap for width, gap in zip(fit.columns, fit.gaps, strict=True))]
    grid = join(f'<w:gridCol w:w="{round(width * _TWIPS)}"/>' for width in widths)
    writer = _Rows(table, marks, small, widths, fit.one_page, language)
    return (
        f"<w:tbl>{_properties(table, sum(widths), language)}<w:tblGrid>{grid}</w:tblGrid>"
        f"{writer.heads(fit)}{join(writer.body(index) for index in range(len(table.rows)))}</w:tbl>"
    )


def _properties(table: Table, width: float, language: Language) -> str:
    total = "1" if table.rows and table.rows[-1].closes else "0"
    return (
        '<w:tblPr><w:tblStyle w:val="KartleggTable"/>'
        f'<w:tblW w:w="{round(width * _TWIPS)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="{total}" w:firstColumn="1" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{plain(table.title.get(language))}"/>'
        f'<w:tblDescription w:val="{plain(table.base.get(language))}"/></w:tblPr>'
    )


class _Rows:
    """Writes the rows of one table."""

    def __init__(
        self, table: Table, marks: Marks, small: str, widths: list[float], together: bool, language: Language
    ) -> None:
        self.table, self.marks, self.small, self.widths = table, marks, small, widths
        self.together, self.language = together, language

    def heads(self, fit: Fit) -> str:
        """Return one row of heads, or two where columns stand in groups."""
        spans = spans_of(self.table.columns, self.language)
        grouped = any(span.label is not None for span in spans)
        first = [self._cell(0, self._paragraph("TableSpan", ""))] + [self._span(span, fit) for span in spans]
        stub = self._paragraph("TableHead", run(self.table.stub.get(self.language)))
        second = [self._cell(0, stub, _HEAD_RULE)]
        for index, column in enumerate(self.table.columns):
            words = _marked(head_of(column, self.language), self.marks.columns.get(column.code, ""))
            second.append(self._cell(index + 1, self._paragraph("TableHeadNumber", words), _HEAD_RULE))
        rows = [first, second] if grouped else [second]
        return join(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{join(cells)}</w:tr>" for cells in rows)

    def _span(self, span: Span, fit: Fit) -> str:
        words = "" if span.label is None else run(span.label)
        ruled = "TableSpanRuled" if span.count > 1 else "TableSpanRuledNumber"
        style = "TableSpan" if span.label is None else ruled
        width = sum(self.widths[span.first + 1 : span.first + 1 + span.count])
        gap = round((fit.gaps[span.first] + PADDING / 2) * _TWIPS)
        many = f'<w:gridSpan w:val="{span.count}"/>' if span.count > 1 else ""
        air = f'<w:tcMar><w:left w:w="{gap}" w:type="dxa"/></w:tcMar>' if fit.gaps[span.first] else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{round(width * _TWIPS)}" w:type="dxa"/>{many}{air}'
            f'<w:vAlign w:val="bottom"/></w:tcPr>{self._paragraph(style, words)}</w:tc>'
        )

    def body(self, index: int) -> str:
        """Return one row of numbers."""
        row = self.table.rows[index]
        rule = _TOTAL_RULE if row.closes else ""
        strong = "" if row.kind == "body" else "Total"
        cells = [self._cell(0, self._paragraph(f"Table{strong or 'Text'}", self._label(row)), rule)]
        for c, (cell, column) in enumerate(zip(self.table.cells[index], self.table.columns, strict=True)):
            words = _marked(show_cell(cell, column, self.language), self.marks.cells.get((row.code, column.code), ""))
            cells.append(self._cell(c + 1, self._paragraph(f"Table{strong}Number", words), rule))
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{join(cells)}</w:tr>"

    def _label(self, row: Row) -> str:
        detail = "" if row.detail is None else run(f" {row.detail.get(self.language)}", "Muted")
        return run(row.label.get(self.language)) + detail

    def _cell(self, column: int, content: str, rule: str = "") -> str:
        borders = f"<w:tcBorders>{rule}</w:tcBorders>" if rule else ""
        width = round(self.widths[column] * _TWIPS)
        edge = "" if column else '<w:tcMar><w:left w:w="0" w:type="dxa"/></w:tcMar>'
        look = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{borders}{edge}<w:vAlign w:val="bottom"/></w:tcPr>'
        return f"<w:tc>{look}{content}</w:tc>"

    def _paragraph(self, style: str, content: str) -> str:
        return paragraph(style + self.small, content, keep_next=self.together)


def _marked(words: str, mark: str) -> str:
    return run(words) + (run(mark, "Mark") if mark else "")


def notes_beneath(table: Table, language: Language = "nb") -> str:
    """Return the paragraphs under a table, kept together; never none, so that something follows the table."""
    lines = beneath(table, language=language) or ("",)
    return join(
        paragraph("TableNote", run(line), keep_next=number < len(lines)) for number, line in enumerate(lines, 1)
    )
