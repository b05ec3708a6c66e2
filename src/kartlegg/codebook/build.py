"""A questionnaire to its Codebook. No format and no answer may enter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kartlegg.codebook.conditions import ConditionWords, canonical
from kartlegg.codebook.entries import (
    Asking,
    Codebook,
    Level,
    OptionEntry,
    QuestionEntry,
    Routing,
    SectionEntry,
    VariableEntry,
)
from kartlegg.codebook.words import phrase
from kartlegg.definitions import Words
from kartlegg.questionnaire.model import Questionnaire, Section
from kartlegg.questionnaire.options import Assumable, Option, substantive
from kartlegg.questionnaire.questions import (
    Asked,
    Closed,
    Item,
    Numbers,
    Question,
    Row,
)
from kartlegg.questionnaire.variables import Variable
from kartlegg.rounds import Round, Survey


def codebook_of(
    questionnaire: Questionnaire,
    survey: Survey,
    this_round: Round,
    others: Mapping[int, Iterable[str]] | None = None,
    *,
    units: int = 0,
) -> Codebook:
    """Return the codebook of a round.

    `others` are the codes of the variables of other rounds, by year; `units` is how many units were asked. Raises
    RuleError for a condition that cannot be read.
    """
    teller = _Teller(questionnaire, this_round, {year: frozenset(codes) for year, codes in (others or {}).items()})
    sections = (teller.section(str(place), of) for place, of in enumerate(questionnaire.sections, 1))
    return Codebook(
        survey=survey.code,
        title=survey.title,
        subtitle=survey.subtitle,
        publisher=survey.publisher,
        year=this_round.year,
        round=this_round.title,
        opens_on=this_round.opens_on,
        closes_on=this_round.closes_on,
        reference_week=this_round.reference_week,
        partial=this_round.partial,
        units=units,
        attribution=survey.attribution,
        sections=tuple(sections),
        country=survey.country,
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What a variable is within its question: its words, and the parts of the definition that made it."""

    label: Words
    made_of: tuple[Assumable, ...] = ()


class _Teller:
    """Tells one questionnaire; kept while a codebook is made."""

    def __init__(self, questionnaire: Questionnaire, this_round: Round, others: Mapping[int, frozenset[str]]) -> None:
        self._form, self._round, self._others = questionnaire, this_round, others
        self._by_question: dict[str, list[Variable]] = {}
        for variable in questionnaire.variables.values():
            self._by_question.setdefault(variable.question, []).append(variable)
        names = {
            variable.code: _name(question, _part(question, variable, questionnaire).label)
            for question in questionnaire.questions.values()
            for variable in self._by_question[question.code]
        }
        self._names = names
        self._words = ConditionWords(questionnaire.variables, names)

    def section(self, number: str, section: Section) -> SectionEntry:
        questions = (
            self._question(f"{number}.{place}", question, section)
            for place, question in enumerate(section.questions, 1)
        )
        return SectionEntry(section.code, number, section.title, section.intro, section.chapter, tuple(questions))

    def _question(self, number: str, question: Question, section: Section) -> QuestionEntry:
        scale = self._form.scales.get(question.scale or "") if isinstance(question, Closed) else None
        conditions = [condition for condition in (section.shown_if, question.shown_if) if condition]
        period = question.period
        return QuestionEntry(
            code=question.code,
            number=number,
            type=question.type,
            text=question.text,
            name=question.short or question.text,
            help=question.help,
            options=_options(question, self._form),
            scale=scale.title if scale else None,
            period=phrase(f"period.{period or 'now'}", self._round.reference_week),
            source=question.source,
            required=question.required,
            control=self._control(question),
            because=question.because,
            routing=self._routing(conditions),
            variables=tuple(self._variable(question, variable) for variable in self._by_question[question.code]),
        )

    def _variable(self, question: Question, variable: Variable) -> VariableEntry:
        part = _part(question, variable, self._form)
        return VariableEntry(
            code=variable.code,
            label=part.label,
            name=self._names[variable.code],
            type=variable.type,
            level=self._level(question, variable),
            section=variable.section,
            question=variable.question,
            row=variable.row,
            option=variable.option,
            measure=variable.measure,
            decimals=variable.decimals,
            at_least=variable.at_least,
            at_most=variable.at_most,
            options=tuple(map(_option, variable.options)),
            routing=self._routing(variable.shown_if),
            base=variable.base,
            target_group=variable.target_group,
            purpose=variable.purpose,
            parts=variable.parts,
            asking=self._asking(question, variable, part.made_of),
            because=tuple(dict.fromkeys(of.because for of in (question, *part.made_of) if of.because)),
        )

    def _asking(self, question: Question, variable: Variable, made_of: Sequence[Assumable]) -> Asking:
        """Return the rounds of a variable: what says `since` closest to it counts."""
        stated = [year for of in reversed(made_of) if (year := getattr(of, "since", None)) is not None]
        rounds = [year for year, codes in self._others.items() if variable.code in codes]
        since = stated[0] if stated else question.since
        return Asking(since, () if stated else question.asked_in, tuple(sorted({*rounds, self._round.year})))

    def _routing(self, conditions: Sequence[str]) -> Routing | None:
        return Routing(canonical(conditions), self._words.sentence(conditions)) if conditions else None

    def _level(self, question: Question, variable: Variable) -> Level:
        """Return the level of measurement: the options of a choice that stand in an order make it ordinal."""
        if variable.type == "number":
            return "scale"
        if variable.type != "choice" or not isinstance(question, Closed):
            return "nominal"
        scale = self._form.scales.get(question.scale or "")
        order = scale.order if scale else question.order
        ordered = order in ("falling", "rising") and len(substantive(variable.options)) > 2
        return "ordinal" if ordered else "nominal"

    def _control(self, question: Question) -> Words | None:
        if not isinstance(question, Numbers) or question.control is None:
            return None
        of = question.control.of
        named = phrase("rule.named", self._names.get(of, Words(nb=of)), of)
        return phrase("variable.control", named, f"{question.control.within:g}".replace(".", ","))


def _part(question: Question, variable: Variable, form: Questionnaire) -> _Part:
    """Return what the variable is within its question: a row, an option, both, or the whole question."""
    found: list[Row | Item | Option] = []
    if isinstance(question, Numbers):
        found += [item for item in (*question.rows, *question.sums) if item.variable == variable.code]
    else:
        rows: Sequence[Row] = getattr(question, "rows", ())
        found += [row for row in rows if row.code == variable.row]
    found += [option for option in _choices(question, form) if option.code == variable.option]
    label = question.text
    if found:
        label = found[0].label
        for inner in found[1:]:
            label = phrase("variable.of", label, inner.label)
    if variable.type == "text" and question.type != "text":
        label = phrase("variable.open", label)
    return _Part(label, tuple(found))


def _name(question: Asked, label: Words) -> Words:
    """Return a label on its own: beside the name of its question."""
    name = question.short or question.text
    return name if label == question.text else phrase("variable.within", name, label)


def _options(question: Question, form: Questionnaire) -> tuple[OptionEntry, ...]:
    """Return the options that the variables of a question share, those that are ticked among them."""
    return tuple(map(_option, _choices(question, form)))


def _choices(question: Question, form: Questionnaire) -> Sequence[Option]:
    options: Sequence[Option] = getattr(question, "options", ())
    return question.choices(form.scales) if isinstance(question, Closed) else options


def _option(option: Option) -> OptionEntry:
    return OptionEntry(
        option.code,
        option.value or 0,
        option.label,
        option.kind,
        option.exclusive,
        option.since,
        option.because,
    )
