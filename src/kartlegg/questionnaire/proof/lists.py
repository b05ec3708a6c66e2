"""Judges codes, options, scales and limits of a form. What conditions say of them may not enter."""

from collections.abc import Iterable, Iterator

from kartlegg.errors import Fault, suggest
from kartlegg.fault_codes import FaultCode
from kartlegg.questionnaire.grammar import SILENT_WORDS, WORDS
from kartlegg.questionnaire.options import Option, Order, Scale, substantive
from kartlegg.questionnaire.proof.form import Form, PlacedQuestion, Spot
from kartlegg.questionnaire.questions import Choices, ChoicesGrid, Closed, Item, Number, Numbers

_Seen = dict[str, Spot]
"""Codes with the place where each stood first."""

_RESERVED = frozenset((*WORDS, *SILENT_WORDS))
_STATES = frozenset(("ticked", "answered", "blank", "not"))
WITHOUT_ORDER = 2
"""How many options may stand without a word on their direction: two have none."""


def code_faults(form: Form) -> Iterator[Fault]:
    """Yield a fault for each code that was used before, or that is a word of the small language."""
    sections: _Seen = {}
    questions: _Seen = {}
    variables: _Seen = {}
    for section in form.sections:
        yield from _again(section.spot.at("code"), section.section.code, sections)
        for placed in section.questions:
            again = list(_again(placed.spot.at("code"), placed.question.code, questions))
            yield from again
            if isinstance(placed.question, Numbers):
                yield from _variable_faults(placed, (of.code for of in placed.variables), variables)
            elif not again:
                yield from _row_faults(placed)
                yield from _variable_faults(placed, _once(placed), variables)


def _again(spot: Spot, code: str, seen: _Seen, code_of: FaultCode = FaultCode.CODE_TWICE) -> Iterator[Fault]:
    """Yield a fault where the code was seen before, and keep where it was first."""
    first = seen.setdefault(code, spot)
    if first is not spot:
        told = (f"a code used before, in {first.file.path.name}:{first.line}", "a code of its own")
        yield spot.fault(code_of, *told, "rename one of the two")


def _once(placed: PlacedQuestion) -> Iterable[str]:
    """Return the codes of a question's variables, each once: an option or row that stands twice is told as such."""
    return dict.fromkeys(variable.code for variable in placed.variables)


def _row_faults(placed: PlacedQuestion) -> Iterator[Fault]:
    seen: _Seen = {}
    for spot, _, _ in placed.rows():
        yield from _again(spot.at("code"), spot.name, seen)


def _variable_faults(placed: PlacedQuestion, codes: Iterable[str], seen: _Seen) -> Iterator[Fault]:
    for code in codes:
        spot = _spot(placed, code, -1 if code in seen else 0)
        yield from _again(spot, code, seen)
        if code in _RESERVED or not code[:1].isalpha():
            told = (f"the code {code}", "a code that rules can name", "give it another code")
            yield spot.fault(FaultCode.RESERVED_CODE, *told)


def _spot(placed: PlacedQuestion, code: str, which: int) -> Spot:
    """Return where a variable is named: of the rows of a grid that do, the one at `which`, else its question."""
    rows = [spot for spot, _, codes in placed.rows() if code in codes]
    if not rows:
        return placed.spot.at("code", name=code)
    return rows[which].at("variable" if isinstance(placed.question, Numbers) else "code", name=code)


def scale_faults(form: Form) -> Iterator[Fault]:
    """Yield the faults of the scales, and of questions that name a scale that there is not."""
    seen: _Seen = {}
    for spot, scale in form.scale_spots:
        yield from _again(spot.at("code"), scale.code, seen, FaultCode.SCALE_TWICE)
        yield from _option_faults(spot, scale.options, scale.order)
        yield from _box_faults(spot, scale)
    for placed in form.questions:
        scale_code = placed.question.scale if isinstance(placed.question, Closed) else None
        if (
            scale_code
            and scale_code not in form.scales
            and scale_code not in form.unread
            and not _scales_unread(form)
        ):
            told = (f"the scale {scale_code}, which there is not", "a scale of scales.yaml")
            remedy = suggest(scale_code, form.scales, "correct it, or add the scale")
            yield placed.spot.at("scale").fault(FaultCode.UNKNOWN_SCALE, *told, remedy)


def _scales_unread(form: Form) -> bool:
    return form.blind and not form.scale_spots


def option_faults(form: Form) -> Iterator[Fault]:
    """Yield the faults of the options, rows and limits of each question."""
    for section in form.sections:
        if section.whole and not section.section.questions and not form.unread:
            yield _nothing(section.spot.at("questions"), "a section without questions")
        for placed in section.questions:
            question = placed.question
            match question:
                case Closed() if question.options:
                    yield from _option_faults(placed.spot, question.options, question.order)
                case Choices() | ChoicesGrid():
                    yield from _option_faults(placed.spot, question.options, "none", several=True)
            if not placed.variables and not (isinstance(question, Closed) and question.scale):
                yield _nothing(placed.spot, "a question without options or rows")
            yield from _limit_faults(placed)


def _nothing(spot: Spot, found: str) -> Fault:
    return spot.fault(FaultCode.NOTHING_ASKED, found, "something to answer", "add it, or remove what is empty")


def _option_faults(
    spot: Spot, options: tuple[Option, ...], order: Order | None, *, several: bool = False
) -> Iterator[Fault]:
    values: set[int | None] = set()
    codes: _Seen = {}
    for at, option in enumerate(options):
        here = spot.at("options", at, name=f"{spot.name}.{option.code}")
        again = list(_again(here.at("code"), option.code, codes))
        yield from again
        if not again and option.value in values:
            told = (f"the value {option.value} again", "a value of its own", "number the options anew")
            yield here.at("value").fault(FaultCode.VALUE_TWICE, *told)
        values.add(option.value)
        if option.code in _STATES:
            told = (f"the option {option.code}", "a code that rules can name", "give the option another code")
            yield here.at("code").fault(FaultCode.RESERVED_CODE, *told)
    yield from _alone(spot, options, several=several)
    answers = len(substantive(options))
    if order is None and answers > WITHOUT_ORDER:
        expected = "order: falling (most or best first), rising, or none where they have no direction"
        told = (f"{answers} options, and no word on their direction", expected, "add order")
        yield spot.at("options").fault(FaultCode.SCALE_WITHOUT_ORDER, *told)


def _alone(spot: Spot, options: tuple[Option, ...], *, several: bool) -> Iterator[Fault]:
    """Yield a fault for exclusive options where nothing could be ticked beside them anyway."""
    exclusive = [(at, option) for at, option in enumerate(options) if option.exclusive]
    if several and len(exclusive) < len(options):
        return
    for at, option in exclusive:
        found = "an exclusive option among exclusive ones alone" if several else "an exclusive option of one answer"
        told = (found, "exclusive beside other boxes to tick", "remove exclusive, or ask for several answers")
        here = spot.at("options", at, "exclusive", name=f"{spot.name}.{option.code}")
        yield here.fault(FaultCode.EXCLUSIVE_ALONE, *told)


def _box_faults(spot: Spot, scale: Scale) -> Iterator[Fault]:
    codes = tuple(option.code for option in scale.options)
    for box, named in scale.boxes.items():
        here = spot.at("boxes", box, name=f"{scale.code}.{box}")
        for code in named:
            if code in codes:
                continue
            if code.isdecimal():
                told = (f"the place {code}", "codes of options", "name the options by their codes")
                yield here.fault(FaultCode.BOX_BY_POSITION, *told)
            else:
                remedy = suggest(code, codes, "correct the code")
                found = f"the option {code}, which the scale does not have"
                yield here.fault(FaultCode.BOX_OF_UNKNOWN_OPTION, found, f"one of {', '.join(codes)}", remedy)


def _limit_faults(placed: PlacedQuestion) -> Iterator[Fault]:
    question = placed.question
    limited: list[tuple[Spot, Number | Item]] = []
    if isinstance(question, Number):
        limited = [(placed.spot, question)]
    elif isinstance(question, Numbers):
        limited = [(placed.spot.at("rows", at, name=item.variable), item) for at, item in enumerate(question.rows)]
    for spot, of in limited:
        if of.at_most is not None and of.at_least > of.at_most:
            found = f"at_least {of.at_least:g} above at_most {of.at_most:g}"
            told = (found, "a least number that is not above the largest", "correct one of the two")
            yield spot.at("at_most").fault(FaultCode.LIMITS_CROSSED, *told)
