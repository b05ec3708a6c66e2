"""The checks that a questionnaire itself gives rise to, with no rule written: format, exclusive options, gaps.

Their words and levels stand in `checks/standard.yaml` of the round. No other unit's reply may enter.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kartlegg.definitions import Words
from kartlegg.editing.checks import ControlCheck, Reply, ReplyCheck
from kartlegg.editing.hits import Check, Hit, Kind, hit_of
from kartlegg.editing.messages import Given, Speaker
from kartlegg.editing.spec import Severity, Standard, StandardFile
from kartlegg.questionnaire.answers import Value, answered
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.model import Questionnaire, Section
from kartlegg.questionnaire.questions import Choices, ChoicesGrid, Numbers, Question
from kartlegg.questionnaire.rules import Numeral, Within
from kartlegg.questionnaire.variables import Variable
from kartlegg.rounding import round_half_up


@dataclass(frozen=True, slots=True)
class FormatCheck:
    """Every answer to the question is of its kind and range; a message for each reason why not."""

    check: Check
    variables: tuple[Variable, ...]
    messages: Mapping[str, Standard]

    def hits(self, reply: Reply, speaker: Speaker) -> Iterator[Hit]:
        """Yield a hit for each answer that cannot stand, though the question was asked."""
        for variable in self.variables:
            value = answered(reply.given.answers.get(variable.code))
            reason = None if value is None or variable.code in reply.counted.hidden else _reason(variable, value)
            if reason and reason in self.messages:
                number = value if isinstance(value, float) else None
                limits = {"lower": variable.at_least, "upper": variable.at_most}
                given: Given = {**limits, "value": number, "label": speaker.label(variable.code)}
                given = {**given, "decimals": float(variable.decimals or 0)}
                check = replace(self.check, level=self.messages[reason].level)
                told = speaker.tell(self.messages[reason].message, reply.counted, given)
                yield hit_of(check, reply.unit, told, (variable.code,), value=number, **limits, judged=variable.code)


def _reason(variable: Variable, value: Value) -> str:
    """Return why the value is no answer to the variable, in the words of AnswerError; nothing where it is one."""
    match variable.type:
        case "choice":
            return "" if value in {option.code for option in variable.options} else "not_an_option"
        case "tick":
            return "" if value in (0.0, 1.0) else "not_a_tick"
        case "text":
            long = isinstance(value, str) and variable.at_most is not None and len(value) > variable.at_most
            return "too_long" if long else ""
        case _:
            return _number_reason(variable, value) if isinstance(value, float) else "not_a_number"


def _number_reason(variable: Variable, value: float) -> str:
    if variable.at_least is not None and value < variable.at_least:
        return "too_small"
    if variable.at_most is not None and value > variable.at_most:
        return "too_large"
    exact = variable.decimals is None or float(round_half_up(value, variable.decimals)) == value
    return "" if exact else "too_many_decimals"


@dataclass(frozen=True, slots=True)
class ExclusiveCheck:
    """An option that stands alone is not ticked together with another; `label` is its words."""

    check: Check
    alone: str
    others: tuple[str, ...]
    label: Words

    def hits(self, reply: Reply, speaker: Speaker) -> Iterator[Hit]:
        """Yield a hit where both are ticked."""
        answers = reply.counted.answers
        ticked = [code for code in self.others if answers.get(code) == 1]
        if ticked and answers.get(self.alone) == 1:
            given = {"option": self.label, "other": speaker.label(ticked[0])}
            told = speaker.tell(self.check.message, reply.counted, given)
            yield hit_of(self.check, reply.unit, told, (self.alone, *ticked))


@dataclass(frozen=True, slots=True)
class TextCheck:
    """Where an option that asks what it is was chosen, it is said."""

    check: Check

    def hits(self, reply: Reply, speaker: Speaker) -> Iterator[Hit]:
        """Yield a hit for each text that was asked for and not given."""
        facts = reply.counted
        for code in self.check.variables:
            if code not in facts.hidden and facts.answers.get(code) is None:
                told = speaker.tell(self.check.message, facts, {"option": speaker.label(code)})
                yield hit_of(self.check, reply.unit, told, (code,))


@dataclass(frozen=True, slots=True)
class HiddenCheck:
    """What was not asked is not answered: parent and child of a routing agree."""

    check: Check

    def hits(self, reply: Reply, speaker: Speaker) -> Iterator[Hit]:
        """Yield a hit where an answer does not count, since another says that it was not asked."""
        given, hidden = reply.given.answers, reply.counted.hidden
        lost = tuple(code for code in self.check.variables if code in hidden and answered(given.get(code)))
        if lost:
            told = speaker.tell(self.check.message, reply.counted, {"question": speaker.label(self.check.stands_at)})
            yield hit_of(self.check, reply.unit, told, lost)


@dataclass(frozen=True, slots=True)
class GapCheck:
    """Every question of a section that was asked has an answer; open text may be left out."""

    check: Check
    questions: Mapping[str, tuple[str, ...]]

    def hits(self, reply: Reply, speaker: Speaker) -> Iterator[Hit]:
        """Yield one hit for all the gaps of the section; it stands at the first."""
        facts = reply.counted
        asked = {q: codes for q, codes in self.questions.items() if any(code not in facts.hidden for code in codes)}
        blank = [q for q, codes in asked.items() if all(facts.answers.get(code) is None for code in codes)]
        if blank:
            given: Given = {"blank": float(len(blank)), "asked": float(len(asked)), "first": speaker.label(blank[0])}
            told = speaker.tell(self.check.message, facts, given)
            first = replace(self.check, stands_at=blank[0])
            yield hit_of(first, reply.unit, told, tuple(code for q in blank for code in asked[q]))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the standard checks of one section."""

    words: StandardFile
    questionnaire: Questionnaire
    section: Section

    def check(self, kind: Kind, standard: Standard, at: str, variables: Sequence[str]) -> Check:
        """Return the particulars of a standard check of a question or of the section."""
        asks = standard.level is Severity.SOFT
        codes = tuple(variables)
        return Check(f"{at}_{kind}", standard.level, kind, self.section.code, at, codes, standard.message, asks)

    def of_question(self, question: Question) -> Iterator[ReplyCheck]:
        """Yield the standard checks of a question."""
        of = [v for v in self.section.variables(self.questionnaire.scales) if v.question == question.code and v.asked]
        codes = [variable.code for variable in of]
        if of:
            check = self.check("format", self.words.formats["not_a_number"], question.code, codes)
            yield FormatCheck(check, tuple(of), self.words.formats)
        if any(variable.shown_if for variable in of):
            yield HiddenCheck(self.check("hidden", self.words.hidden, question.code, codes))
        texts = [variable.code for variable in of if variable.type == "text" and (variable.option or variable.row)]
        if texts:
            yield TextCheck(self.check("other_text", self.words.other_text, question.code, texts))
        yield from self.exclusive(question)

    def exclusive(self, question: Question) -> Iterator[ExclusiveCheck]:
        """Yield a check for each option that stands alone, in each row of a grid."""
        if not isinstance(question, Choices | ChoicesGrid):
            return
        rows = [f"{row.code}_" for row in question.rows] if isinstance(question, ChoicesGrid) else [""]
        for row in rows:
            codes = {option.code: f"{question.code}_{row}{option.code}" for option in question.options}
            for option in (option for option in question.options if option.exclusive):
                others = tuple(code for other, code in codes.items() if other != option.code)
                check = self.check("exclusive", self.words.exclusive, question.code, tuple(codes.values()))
                code = f"{codes[option.code]}_exclusive"
                yield ExclusiveCheck(replace(check, code=code), codes[option.code], others, option.label)

    def gaps(self) -> Iterator[GapCheck]:
        """Yield the check of the section's gaps, if it asks for more than text."""
        questions: dict[str, tuple[str, ...]] = {}
        for variable in self.section.variables(self.questionnaire.scales):
            if variable.type != "text" and variable.asked:
                questions[variable.question] = (*questions.get(variable.question, ()), variable.code)
        if questions:
            check = self.check("incomplete", self.words.incomplete, self.section.code, ())
            yield GapCheck(replace(check, stands_at=next(iter(questions))), questions)


def standard_checks(section: Section, questionnaire: Questionnaire, words: StandardFile) -> Iterator[ReplyCheck]:
    """Yield the checks that the section itself gives rise to, its controls apart."""
    maker = _Maker(words, questionnaire, section)
    for question in section.questions:
        yield from maker.of_question(question)
    yield from maker.gaps()


def control_check(
    grid: Numbers, section: str, questionnaire: Questionnaire, words: StandardFile, own: Check | None = None
) -> ControlCheck:
    """Return the check of a grid that has a control; `own` is what the round's file says of it, else the standard.

    The tolerance is the control's. A grid whose units may miss it, and are then left out, asks; others stop.
    """
    control = grid.control
    if control is None:
        raise ValueError(f"{grid.code} has no control")
    rows = tuple(row.variable for row in grid.rows)
    standard = words.distribution if control.drop else words.control
    asks = standard.level is Severity.SOFT
    code = f"{grid.code}_control"
    check = own or Check(code, standard.level, "control", section, grid.code, (), standard.message, asks)
    text = f"sum of ({', '.join(rows)}) within {Numeral(control.within)} of {control.of}"
    parsed = parse_condition(text)
    if not isinstance(parsed, Within):
        raise TypeError(f"{text} is no condition of nearness")
    whole_parts = questionnaire.variables[control.of].parts
    about = replace(check, variables=(*rows, control.of))
    return ControlCheck(about, parsed, rows, control.of, whole_parts, words.mend, left_out=control.drop)
