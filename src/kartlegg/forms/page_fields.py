"""Variables of a question as fields: widget, words, limits, what was answered. How fields are grouped is not here."""

from collections.abc import Set
from dataclasses import dataclass
from decimal import Decimal

from kartlegg.definitions import Words
from kartlegg.forms.form_words import FormWords
from kartlegg.forms.page import Choice, Field, LastRound, Limits, ShownIf, Widget
from kartlegg.forms.reply import Reply
from kartlegg.forms.routing_words import RoutingWords
from kartlegg.forms.wording import FormLanguage, said
from kartlegg.questionnaire.answers import Value
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.options import Option
from kartlegg.questionnaire.questions import Asked, Item, Row
from kartlegg.questionnaire.variables import Variable
from kartlegg.rounding import format_number, round_half_up
from kartlegg.rounds import Round

_EMAIL = "email"
"""The last word in the code of a contact field that takes an e-mail address."""


@dataclass(frozen=True)
class FieldMaker:
    """Makes the fields of one form in one language for one unit; `hidden` are the variables that are not asked."""

    questionnaire: Questionnaire
    this_round: Round
    words: FormWords
    routing: RoutingWords
    reply: Reply
    hidden: Set[str] = frozenset()

    @property
    def language(self) -> FormLanguage:
        """The language of the form."""
        return self.words.language

    def said(self, words: Words | None) -> str:
        """Return words of the definition in the language of the form."""
        return said(words, self.language)

    def shown_if(self, *conditions: str | None) -> ShownIf | None:
        """Return the conditions and what they say, None where there is none; raises RuleError."""
        texts = tuple(dict.fromkeys(text for text in conditions if text))
        if not texts:
            return None
        clause = self.words["routing.and"].join(self.routing.condition(parse_condition(text)) for text in texts)
        screen, paper = (self.words.fill(f"routing.{kind}", clause) for kind in ("screen", "paper"))
        return ShownIf(texts, screen, paper)

    def radio(self, code: str, question: Asked, label: str = "", row: Row | None = None) -> Field:
        """Return the field of a choice among the options of its variable."""
        variable, answer = self._variable(code), self._answer(code)
        options = tuple(self._choice(option, code, answer, question) for option in variable.options)
        shown_if = self.shown_if(row.shown_if) if row else None
        more = self.text(f"{code}_text", label, self.shown_if(f"{code} is answered")) if row and row.text else None
        return Field(
            variable=code,
            widget="radio",
            label=label,
            options=options,
            shown_if=shown_if,
            required=question.required,
            open=self._is_open(code),
            more=more,
        )

    def checkbox(self, code: str, option: Option, question: Asked) -> Field:
        """Return the field of a box to tick."""
        label = self.said(option.label)
        more = self.text(f"{code}_text", label, self.shown_if(f"{code} is ticked")) if option.text else None
        return Field(
            variable=code,
            widget="checkbox",
            label=label,
            required=question.required,
            exclusive=option.exclusive,
            more=more,
            ticked=self._answer(code) == 1.0,
            open=self._is_open(code),
            assumed=option.because,
        )

    def number(self, code: str, question: Asked, item: Item | None = None) -> Field:
        """Return the field of a number or a sum, with last round's figure beside it."""
        variable = self._variable(code)
        answer = self._answer(code)
        return Field(
            variable=code,
            widget="number" if variable.asked else "sum",
            label=self.said(item.label) if item else "",
            suffix=self.words[f"suffix.{variable.measure}"],
            limits=self._limits(variable),
            shown_if=self.shown_if(item.shown_if) if item else None,
            required=question.required and variable.asked,
            parts=variable.parts,
            value=_written(answer, variable.decimals) if isinstance(answer, float) else "",
            open=self._is_open(code),
            last=self._last(variable),
            unconfirmed=code in self.reply.unconfirmed,
            assumed=item.because if item else "",
        )

    def text(self, code: str, label: str = "", shown_if: ShownIf | None = None, lines: int = 1) -> Field:
        """Return the field of words."""
        variable, answer = self._variable(code), self._answer(code)
        widget: Widget = "textarea" if lines > 1 else "text"
        if variable.purpose == "contact" and code.endswith(_EMAIL):
            widget = "email"
        return Field(
            variable=code,
            widget=widget,
            label=label,
            limits=self._limits(variable),
            lines=lines,
            shown_if=shown_if,
            value=answer if isinstance(answer, str) else "",
            open=self._is_open(code),
            is_contact=variable.purpose == "contact",
        )

    def _choice(self, option: Option, code: str, answer: Value, question: Asked) -> Choice:
        label = self.said(option.label)
        place = f"{code}_{option.code}_text"
        asks = option.text and place in self.questionnaire.variables
        more = self.text(place, label, self.shown_if(f"{code} is {option.code}")) if asks else None
        because = option.because if option.because != question.because else ""
        return Choice(option.code, label, option.kind, answer == option.code, more, because)

    def _variable(self, code: str) -> Variable:
        return self.questionnaire.variables[code]

    def _answer(self, code: str) -> Value:
        return None if code in self.hidden else self.reply.answers.get(code)

    def _is_open(self, code: str) -> bool:
        return code not in self.hidden

    def _limits(self, variable: Variable) -> Limits:
        if variable.type == "text":
            most = int(variable.at_most) if variable.at_most else None
            words = self.words.fill("number.characters", most=most) if most else ""
            return Limits(characters=most, words=words)
        return Limits(variable.at_least, variable.at_most, variable.decimals, None, self._between(variable))

    def _between(self, variable: Variable) -> str:
        least, most = variable.at_least or 0.0, variable.at_most
        if not variable.asked:
            return ""
        if most is not None:
            return self.words.fill("number.between", least=_written(least), most=_written(most))
        return self.words.fill("number.at_least", least=_written(least)) if least else ""

    def _last(self, variable: Variable) -> LastRound | None:
        value = self.reply.last.get(variable.code)
        if value is None:
            return None
        return LastRound(value, _written(value, variable.decimals), self.this_round.last_round)


def _written(value: float, decimals: int | None = None) -> str:
    """Return a number with the decimals that it has and at most `decimals`, thousands apart."""
    rounded = Decimal(str(value)) if decimals is None else round_half_up(value, decimals)
    return format_number(value, max(0, -int(rounded.normalize().as_tuple().exponent)))
