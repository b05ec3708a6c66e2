"""Tables of answers: each cell counts the units of which row and column are true. No reply may be read here."""

from dataclasses import replace
from typing import NamedTuple

from kartlegg.errors import LookupFault, RuleError
from kartlegg.estimation.responses import BASES
from kartlegg.fault_codes import FaultCode
from kartlegg.language import Text
from kartlegg.places.groupings import Group
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.rules import Is
from kartlegg.tabulation.answer_spec import LIMITS, AnswerBlock, AnswerMeasure, AnswerPart, AnswerRow
from kartlegg.tabulation.answers import Answers, Statement
from kartlegg.tabulation.spec import AnswersSpec, measures_of
from kartlegg.tabulation.table import Cell, Column, Measure, Row
from kartlegg.tabulation.words import SharedWords

Parts = tuple[tuple[Row, ...], tuple[Column, ...], tuple[tuple[Cell, ...], ...]]


class _Head(NamedTuple):
    column: Column
    block: AnswerBlock
    year: int
    measure: AnswerMeasure


def answers_table(spec: AnswersSpec, answers: Answers, words: SharedWords) -> Parts:
    """Return rows, columns and cells. Raises LookupFault where a cell says nothing, or nothing that can be read."""
    parts = _rows(spec, answers, words)
    grouping = answers.groupings.get(spec.by or spec.across or "")
    # A group without a phrase of its own has a name, whose first letter stays.
    phrases = {group.code: group.phrase or group.label for group in grouping.groups} if grouping else {}
    rows = tuple(
        Row(_code_of(parts, place, words), label, part.kind, phrase=phrases.get(part.group))
        for place, (part, label) in enumerate(parts)
    )
    heads = _heads(spec, answers, words)
    _refuse_unknown_years(heads, answers)
    cells = tuple(tuple(_cell(spec, answers, part, head) for head in heads) for part, _ in parts)
    columns = tuple(replace(head.column, phrase=phrases.get(head.block.group)) for head in heads)
    return rows, columns, cells


def _refuse_unknown_years(heads: list[_Head], answers: Answers) -> None:
    """Raise LookupFault for an earlier year of which no answers at all were published."""
    for year in sorted({head.year for head in heads} - answers.years):
        found = f"no number of answers of {year} was published; add it to the history of the survey"
        raise LookupFault(found, FaultCode.UNKNOWN_YEAR, name=str(year), known=map(str, sorted(answers.years)))


def _code_of(parts: list[tuple[AnswerRow, Text]], place: int, words: SharedWords) -> str:
    """Return the code of a row: of its group; the first total has the code of totals, others are numbered."""
    if parts[place][0].group:
        return parts[place][0].group
    first = next((at for at, (part, _) in enumerate(parts) if part.kind != "body"), None)
    return words.total_code if place == first else f"row_{place + 1}"


def _rows(spec: AnswersSpec, answers: Answers, words: SharedWords) -> list[tuple[AnswerRow, Text]]:
    if spec.by is None:
        return [(row, _label(spec, answers, row)) for row in spec.rows]
    return [
        *((AnswerRow(group=group.code), group.label) for group in _groups(spec.by, answers)),
        (AnswerRow(kind="base"), words.total.text()),
    ]


def _groups(by: str, answers: Answers) -> list[Group]:
    """Return the groups of a grouping that a unit belongs to; raises LookupFault where there is no such grouping."""
    if by not in answers.groupings:
        raise LookupFault(f"there is no grouping {by}; there are {', '.join(sorted(answers.groupings))}")
    return [group for group in answers.groupings[by].groups if answers.responses.inside(by, group.code)]


def _blocks(spec: AnswersSpec, answers: Answers, words: SharedWords) -> list[tuple[str, AnswerBlock, list[Text]]]:
    """Return the blocks of columns, each with the beginning of its columns' codes and its heads.

    A block alone and without a label has no head.
    """
    if spec.across is not None:
        groups = [(g.code, AnswerBlock(group=g.code), [g.label]) for g in _groups(spec.across, answers)]
        return [*groups, (words.total_code, AnswerBlock(), [words.total.text()])]
    if len(spec.blocks) == 1 and spec.blocks[0].label is None:
        return [("", spec.blocks[0], [])]
    return [(f"block_{at}", block, [_head(spec, answers, words, block)]) for at, block in enumerate(spec.blocks, 1)]


def _head(spec: AnswersSpec, answers: Answers, words: SharedWords, block: AnswerBlock) -> Text:
    """Return the head of a block: limits without a label are called what limits are called."""
    limits = block.measure if block.label is None and block.measure in LIMITS else None
    return words.limit(limits) if limits else _label(spec, answers, block)


def _label(spec: AnswersSpec, answers: Answers, part: AnswerPart) -> Text:
    """Return the label of a part: its own, or that of the option or the box that its condition is about."""
    if part.label is not None:
        return part.label.text()
    variable = part.variable or spec.variable or next((block.variable for block in spec.blocks if block.variable), "")
    try:
        condition = parse_condition(part.of.replace("{}", variable)) if part.of else None
    except RuleError as error:
        raise LookupFault(f"{part.of}: {error}") from error
    if isinstance(condition, Is):
        known = answers.variables.get(condition.reference.code)
        if known is not None and condition.predicate.state == "ticked":
            return known.short
        chosen = condition.predicate.options
        if known is not None and len(chosen) == 1:
            return next((option.label.text() for option in known.options if option.code == chosen[0]), known.short)
    if part.variable in answers.variables:
        return answers.variables[part.variable].short
    raise LookupFault(
        f"a row or block of the table has no label: {part.of or part.variable or part.theme or 'nothing'}"
    )


def _heads(spec: AnswersSpec, answers: Answers, words: SharedWords) -> list[_Head]:
    """Return the columns in order: blocks, in each of them years, in each of them measures."""
    measured: dict[AnswerMeasure, Text] = {"count": words.count, "percent": words.percent, "sum": words.count}
    measured |= {limit: words.limit(limit) for limit in LIMITS if limit in measures_of(spec)}
    heads = []
    for begin, block, levels in _blocks(spec, answers, words):
        years = [block.year] if block.year else list(spec.years or (answers.year,))
        measures = [block.measure] if block.measure else list(spec.measures)
        for year in years:
            for measure in measures:
                path = [*levels]
                path += [Text(str(year), str(year))] if len(years) > 1 or (spec.years and len(spec.years) > 1) else []
                path += [measured[measure]] if len(measures) > 1 or not path else []
                code = "_".join([*([begin] if begin else []), measure, f"y{year}"])
                heads.append(_Head(_column(code, path, measure), block, year, measure))
    return heads


def _column(code: str, path: list[Text], measure: AnswerMeasure) -> Column:
    """Return the column; a head of three levels has its two lower ones in one line."""
    label = Text(" ".join(text.nb for text in path[1:]), " ".join(text.get("en") for text in path[1:]))
    kind: Measure = "percent" if measure == "percent" else "rate" if measure in LIMITS else "count"
    head, group = (path[0], None) if len(path) == 1 else (label, path[0])
    return Column(code, head, kind, group, decimals=int(measure in LIMITS))


class Said(NamedTuple):
    """What the cell of a row and a column says, and of which year."""

    row: str
    column: str
    statement: Statement
    year: int


def said_in(spec: AnswersSpec, answers: Answers, words: SharedWords) -> list[Said]:
    """Return what every cell of a table says, row by row. Raises LookupFault where a cell says nothing."""
    parts, heads = _rows(spec, answers, words), _heads(spec, answers, words)
    codes = [_code_of(parts, place, words) for place in range(len(parts))]
    return [
        Said(code, head.column.code, _statement(spec, part, head), head.year)
        for code, (part, _) in zip(codes, parts, strict=True)
        for head in heads
    ]


def _cell(spec: AnswersSpec, answers: Answers, row: AnswerRow, head: _Head) -> Cell:
    statement = _statement(spec, row, head)
    try:
        return answers.cell(statement, head.year)
    except RuleError as error:
        raise LookupFault(f"{statement.of} or {statement.base}: {error}") from error


def _statement(spec: AnswersSpec, row: AnswerRow, head: _Head) -> Statement:
    block = head.block
    variable = row.variable or block.variable or spec.variable
    theme = row.theme or block.theme
    of = f"{variable}:{theme}" if theme else _both(row.of, block.of, spec.of).replace("{}", variable)
    base = (_both(row.base, block.base, spec.base_of) or "{} is answered").replace("{}", variable)
    measure = row.measure or head.measure
    if not of:
        raise LookupFault("a cell of the table says nothing: give the row, the block or the table an `of`")
    group = row.group or block.group
    # A base that is a kind of reply narrows counts too: they are of these replies and of no others.
    divided = base if (measure in ("percent", *LIMITS) and not theme) or base in BASES else ""
    return Statement(of, measure, divided, (spec.by or spec.across or "") if group else "", group)


def _both(row: str, block: str, table: str) -> str:
    """Return what is true of a cell: what row and block say, together; what the table says where neither does."""
    return f"({row}) and ({block})" if row and block else row or block or table
