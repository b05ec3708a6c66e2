"""When a question is to be answered, said in words. No condition is judged here.

The sentence names questions by their number and options by their label: "Svar bare hvis dere svarer «Ja» på
spørsmål 3.2".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kartlegg.definitions import Words
from kartlegg.forms.wording import FormLanguage, said, written_number
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.model import Questionnaire
from kartlegg.questionnaire.plain import in_brackets, plain
from kartlegg.questionnaire.questions import ChoiceGrid, Choices, ChoicesGrid, Numbers
from kartlegg.questionnaire.rules import (
    AND,
    NOT,
    OR,
    SIGN,
    Absolute,
    Among,
    And,
    Arithmetic,
    Between,
    Comparison,
    Condition,
    Is,
    Negative,
    Not,
    Number,
    Numeral,
    Or,
    Predicate,
    Reference,
    Summary,
    TickCount,
    Within,
    binds,
)


def _w(nb: str, nn: str) -> Words:
    return Words(nb=nb, nn=nn)


_ONLY_IF = _w("Svar bare hvis {}.", "Svar berre viss {}.")
_STATES: Mapping[tuple[str, bool], Words] = {
    ("ticked", False): _w("dere krysser av for {}", "de kryssar av for {}"),
    ("ticked", True): _w("dere ikke krysser av for {}", "de ikkje kryssar av for {}"),
    ("answered", False): _w("dere har svart på {}", "de har svart på {}"),
    ("answered", True): _w("dere ikke har svart på {}", "de ikkje har svart på {}"),
    ("blank", False): _w("dere ikke har svart på {}", "de ikkje har svart på {}"),
    ("blank", True): _w("dere har svart på {}", "de har svart på {}"),
}
_ANSWERS: Mapping[bool, Words] = {
    False: _w("dere svarer {1} på {0}", "de svarer {1} på {0}"),
    True: _w("dere svarer noe annet enn {1} på {0}", "de svarer noko anna enn {1} på {0}"),
}
_AMONG: Mapping[str, Words] = {
    "any": _w("minst ett av disse: {}", "minst eitt av desse: {}"),
    "all": _w("alle disse: {}", "alle desse: {}"),
    "none": _w("ingen av disse: {}", "ingen av desse: {}"),
}
_COMPARED: Mapping[str, Words] = {
    ">": _w("{} er større enn {}", "{} er større enn {}"),
    ">=": _w("{} er {} eller mer", "{} er {} eller meir"),
    "<": _w("{} er mindre enn {}", "{} er mindre enn {}"),
    "<=": _w("{} er {} eller mindre", "{} er {} eller mindre"),
    "=": _w("{} er lik {}", "{} er lik {}"),
    "!=": _w("{} ikke er lik {}", "{} ikkje er lik {}"),
}
_SUMMARIES: Mapping[str, Words] = {
    "sum": _w("summen av {}", "summen av {}"),
    "largest": _w("det største av {}", "det største av {}"),
    "smallest": _w("det minste av {}", "det minste av {}"),
}
_REGISTER: Mapping[str, Words] = {
    "kind": _w("det dere svarer for", "det de svarer for"),
    "population": _w("innbyggertallet", "innbyggjartalet"),
    "population_adults": _w("tallet på voksne innbyggere", "talet på vaksne innbyggjarar"),
    "population_children": _w("tallet på barn og unge", "talet på barn og unge"),
}
_GROUP = _w("gruppen i «{}»", "gruppa i «{}»")
_KINDS: Mapping[str, Words] = {
    "municipality": _w("en kommune", "ein kommune"),
    "district": _w("en bydel", "ein bydel"),
    "agency": _w("en etat", "ein etat"),
}
_IS_REGISTER: Mapping[bool, Words] = {False: _w("{} er {}", "{} er {}"), True: _w("{} ikke er {}", "{} ikkje er {}")}
_KNOWN: Mapping[bool, Words] = {
    True: _w("{} er kjent", "{} er kjend"),
    False: _w("{} ikke er kjent", "{} ikkje er kjend"),
}
_ONE_NOT: Mapping[str, Words] = {
    "ticked": _w("minst ett av disse ikke er krysset av: {}", "minst eitt av desse ikkje er kryssa av: {}"),
    "blank": _w("minst ett av disse ikke er besvart: {}", "minst eitt av desse ikkje er svara på: {}"),
}
_IN_QUESTION = _w("{} i spørsmål {}", "{} i spørsmål {}")
_QUESTION = _w("spørsmål {}", "spørsmål {}")
_LAST = _w("{} i forrige runde", "{} i førre runde")
_AND, _OR, _NOT = (
    _w(" og ", " og "),
    _w(" eller ", " eller "),
    _w("det ikke stemmer at {}", "det ikkje stemmer at {}"),
)
_WITHIN = _w("{} ligger høyst {} fra {}", "{} ligg høgst {} frå {}")
_BETWEEN = _w("{} er fra {} til {}", "{} er frå {} til {}")
_ABSOLUTE = _w("størrelsen på {}", "storleiken på {}")
_TICKED = _w("tallet på kryss i {}", "talet på kryss i {}")
_PER_CENT, _LONG = " %", 40


@dataclass(frozen=True, slots=True)
class RoutingWords:
    """Says conditions of one questionnaire in one language; `numbers` has the number of each question by its code."""

    questionnaire: Questionnaire
    language: FormLanguage
    numbers: Mapping[str, str]

    def sentence(self, conditions: Sequence[str]) -> str:
        """Return when to answer what has all these conditions, "" where there is none; raises RuleError."""
        parts = tuple(parse_condition(text) for text in dict.fromkeys(conditions))
        every = parts[0] if len(parts) == 1 else And(parts)
        return self._say(_ONLY_IF, self.condition(every)) if parts else ""

    def condition(self, condition: Condition) -> str:
        """Return the condition as a clause without capital and stop."""
        return self._clause(plain(condition))

    def _clause(self, condition: Condition, at_least: int = OR) -> str:
        told = self._told(condition)
        return told if binds(condition) >= at_least else f"({told})"

    def _told(self, condition: Condition) -> str:
        match condition:
            case Is(reference, predicate):
                told = self._is(reference, predicate)
            case Among():
                told = self._among(condition)
            case Comparison(comparator, left, right):
                told = self._say(_COMPARED[comparator], self.number(left), self.number(right))
            case Within(left, distance, percent, right):
                far = self.number(distance) + (_PER_CENT if percent else "")
                told = self._say(_WITHIN, self.number(left), far, self.number(right))
            case Between(number, low, high):
                told = self._say(_BETWEEN, self.number(number), self.number(low), self.number(high))
            case Not(denied):
                told = self._say(_NOT, self._clause(denied, NOT))
            case And(conditions):
                told = self._joined(_AND, [self._clause(one, NOT) for one in conditions])
            case Or(conditions):
                told = self._joined(_OR, [self._clause(one, AND) for one in conditions])
        return told

    def number(self, number: Number) -> str:
        """Return how a number is found, as a phrase."""
        match number:
            case Reference():
                told = self._named(number)
            case Numeral(value):
                told = written_number(value)
            case Negative(of):
                told = f"−{self._part_of(of, SIGN)}"
            case Arithmetic(operator, left, right):
                told = f"{self._part_of(left, binds(number))} {operator} {self._part_of(right, binds(number) + 1)}"
            case Absolute(of):
                told = self._say(_ABSOLUTE, self._part_of(of, SIGN))
            case Summary(kind, numbers):
                told = self._say(_SUMMARIES[kind], self._joined(_AND, [self._part_of(one, SIGN) for one in numbers]))
            case TickCount(references):
                told = self._say(_TICKED, self._boxes(references))
        return told

    def _part_of(self, number: Number, at_least: int) -> str:
        told = self.number(number)
        return f"({told})" if in_brackets(number, at_least) else told

    def _boxes(self, references: Sequence[Reference]) -> str:
        """Return the questions whose boxes are meant, and which of them where it is not all."""
        asked = list(dict.fromkeys(map(self._question, references)))
        of = {self.questionnaire.variables[one.code].question for one in references}
        ticks = {v.code for v in self.questionnaire.variables.values() if v.question in of and v.type == "tick"}
        if ticks == {one.code for one in references}:
            return self._say(_QUESTION, self._joined(_AND, asked))
        return self._grouped(references)

    def _is(self, reference: Reference, predicate: Predicate) -> str:
        if reference.source == "register" and predicate.state is not None:
            known = (predicate.state == "blank") == predicate.denied
            return self._say(_KNOWN[known], self._named(reference))
        if reference.source == "register":
            told = self._joined(_OR, [self._register(reference.code, option) for option in predicate.options])
            return self._say(_IS_REGISTER[predicate.denied], self._named(reference), told)
        if predicate.state is not None:
            return self._say(_STATES[predicate.state, predicate.denied], self._named(reference))
        return self._say(_ANSWERS[predicate.denied], self._named(reference), self._options(reference, predicate))

    def _among(self, among: Among) -> str:
        names = self._grouped(among.references)
        predicate = among.predicate
        if predicate.state == "blank" or (predicate.state == "ticked" and predicate.denied):
            return self._say(_ONE_NOT[predicate.state], names)
        told = self._say(_AMONG[among.quantifier], names)
        if predicate.state is not None:
            return self._say(_STATES[predicate.state, predicate.denied], told)
        return self._say(_ANSWERS[predicate.denied], told, self._options(among.references[0], predicate))

    def _grouped(self, references: Sequence[Reference]) -> str:
        """Return what is referred to, those of one question together."""
        of: dict[str, list[str]] = {}
        for reference in references:
            number, part = self._question(reference), self._part(reference)
            named = of.setdefault(number if part else self._named(reference), [])
            named += [part] if part else []
        groups = [self._say(_IN_QUESTION, ", ".join(parts), told) if parts else told for told, parts in of.items()]
        return self._joined(_AND, groups)

    def _options(self, reference: Reference, predicate: Predicate) -> str:
        variable = self.questionnaire.variables.get(reference.code)
        labels = {option.code: said(option.label, self.language) for option in (variable.options if variable else ())}
        return self._joined(_OR, [f"«{labels.get(code, code)}»" for code in predicate.options])

    def _named(self, reference: Reference) -> str:
        if reference.source == "register":
            return said(_REGISTER.get(reference.code), self.language) or self._say(_GROUP, reference.code)
        part, number = self._part(reference), self._question(reference)
        name = self._say(_IN_QUESTION, part, number) if part else self._say(_QUESTION, number or reference.code)
        return self._say(_LAST, name) if reference.source == "last" else name

    def _question(self, reference: Reference) -> str:
        """Return the number of the question, "" where there is none."""
        variable = self.questionnaire.variables.get(reference.code)
        return self.numbers.get(variable.question, "") if variable else ""

    def _part(self, reference: Reference) -> str:
        """Return the row or option of the question that is meant, in quotes; "" where it is the whole."""
        variable = self.questionnaire.variables.get(reference.code)
        question = self.questionnaire.questions.get(variable.question) if variable else None
        if variable is None or question is None:
            return ""
        parts: list[Words] = []
        if isinstance(question, ChoiceGrid | ChoicesGrid):
            parts += [row.label for row in question.rows if row.code == variable.row]
        if isinstance(question, Choices | ChoicesGrid):
            parts += [option.label for option in question.options if option.code == variable.option]
        if isinstance(question, Numbers):
            parts += [item.label for item in (*question.rows, *question.sums) if item.variable == variable.code]
        return " – ".join(f"«{_brief(said(part, self.language))}»" for part in parts)

    def _register(self, name: str, code: str) -> str:
        return (said(_KINDS.get(code), self.language) if name == "kind" else "") or code

    def _joined(self, word: Words, parts: Sequence[str]) -> str:
        if len(parts) < 2:
            return "".join(parts)
        return said(word, self.language).join((", ".join(parts[:-1]), parts[-1]))

    def _say(self, words: Words, *parts: str) -> str:
        return said(words, self.language).format(*parts)


def _brief(label: str) -> str:
    """Return a long label without what stands in brackets at its end."""
    return label.partition(" (")[0] if len(label) > _LONG else label
