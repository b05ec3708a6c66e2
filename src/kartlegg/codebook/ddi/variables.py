"""What DDI-Codebook tells of the variables: groups by section and question, then each variable. No study enters."""

from collections.abc import Sequence

from kartlegg.codebook.columns import DataColumn
from kartlegg.codebook.ddi.elements import Element, add, add_words, question_id, section_id, unit_id, variable_id
from kartlegg.codebook.entries import Codebook, OptionEntry, QuestionEntry, VariableEntry
from kartlegg.codebook.words import phrase
from kartlegg.definitions import Words

_GROUPS = {"choices": "multipleResp", "choice_grid": "grid", "choices_grid": "grid", "numbers": "grid"}
_DOMAINS = {"number": "numeric", "choice": "category", "tick": "category", "text": "text"}
_REPRESENTATIONS = {"number": "numeric", "choice": "code", "tick": "code", "text": "text"}
_NATURES = {"nominal": "nominal", "ordinal": "ordinal", "scale": "ratio"}
_TICKS = ("1", "0")


def add_variables(parent: Element, codebook: Codebook, units: Sequence[DataColumn] = ()) -> None:
    """Add a group for each section and question, and every variable, those of contact without a file.

    `units` are the columns that the file of answers has before them.
    """
    described = add(parent, "dataDscr")
    if units:
        of = " ".join(unit_id(column.code) for column in units)
        group = add(described, "varGrp", attributes={"ID": "G_units", "type": "subject", "var": of, "name": "units"})
        add_words(group, "labl", phrase("unit.about"))
    for section in codebook.sections:
        questions = " ".join(question_id(question.code) for question in section.questions)
        given = {"ID": section_id(section.code), "type": "section", "varGrp": questions, "name": section.code}
        group = add(described, "varGrp", attributes=given)
        add_words(group, "labl", section.title)
        add_words(group, "txt", section.intro)
    for question in codebook.questions:
        _add_group(described, question)
    for column in units:
        _add_unit_variable(described, column)
    for question in codebook.questions:
        for variable in question.variables:
            _add_variable(described, question, variable)


def _add_group(parent: Element, question: QuestionEntry) -> None:
    kind = _GROUPS.get(question.type)
    group = add(
        parent,
        "varGrp",
        attributes={
            "ID": question_id(question.code),
            **({"type": kind} if kind else {"type": "other", "otherType": "question"}),
            "var": " ".join(variable_id(variable.code) for variable in question.variables),
            "name": question.code,
        },
    )
    add_words(group, "labl", question.name)
    add_words(group, "txt", question.text)
    add_words(group, "concept", question.scale)
    if question.routing:
        add_words(group, "universe", question.routing.words)
    add_words(group, "notes", question.control)


def _add_unit_variable(parent: Element, column: DataColumn) -> None:
    kind = "text" if column.text else "code"
    given = {"ID": unit_id(column.code), "name": column.code, "intrvl": "discrete", "files": "F_answers"}
    element = add(parent, "var", attributes=given | {"representationType": kind})
    add(element, "labl", column.label, language="nb")
    for value, label in column.values.items():
        category = add(element, "catgry")
        add(category, "catValu", str(value))
        add(category, "labl", label, language="nb")
    add(element, "varFormat", attributes={"type": "character" if column.text else "numeric"})


def _add_variable(parent: Element, question: QuestionEntry, variable: VariableEntry) -> None:
    element = add(parent, "var", attributes=_attributes(variable))
    add_words(element, "labl", variable.name)
    if not variable.is_published:
        add_words(element, "security", phrase("ddi.contact"), ("nb",))
    if not variable.parts:
        _add_question(element, question, variable)
    _add_range(element, variable)
    _add_universe(element, variable)
    if variable.label != question.text:
        add_words(element, "txt", variable.label)
    _add_categories(element, variable)
    add_words(element, "concept", question.name)
    if variable.parts:
        derivation = add(element, "derivation", attributes={"var": _references(variable.parts)})
        add_words(derivation, "drvdesc", phrase("ddi.sum"), ("nb", "en"))
        add(derivation, "drvcmd", f"{variable.code} = sum({', '.join(variable.parts)})")
    add(element, "varFormat", attributes={"type": "character" if variable.type == "text" else "numeric"})
    for note in _notes(question, variable):
        add_words(element, "notes", note, ("nb", "en"))


def _attributes(variable: VariableEntry) -> dict[str, str]:
    """Return the attributes of a variable; one of contact is in no file."""
    given = {
        "ID": variable_id(variable.code),
        "name": variable.code,
        "intrvl": "contin" if variable.type == "number" else "discrete",
    }
    if variable.decimals is not None:
        given["dcml"] = str(variable.decimals)
    if variable.is_published:
        given["files"] = "F_answers"
    if variable.measure:
        given["measUnit"] = phrase(f"measure.{variable.measure}").nb
    if variable.type != "text":
        given["nature"] = _NATURES[variable.level]
    return given | {"representationType": _REPRESENTATIONS[variable.type]}


def _add_question(parent: Element, question: QuestionEntry, variable: VariableEntry) -> None:
    asked = add(parent, "qstn", attributes={"seqNo": question.number, "responseDomainType": _DOMAINS[variable.type]})
    add_words(asked, "preQTxt", question.help)
    add_words(asked, "qstnLit", question.text)
    if variable.routing:
        add(asked, "ivuInstr", variable.routing.rule)
        add_words(asked, "ivuInstr", variable.routing.words)


def _add_range(parent: Element, variable: VariableEntry) -> None:
    limits = {"min": variable.at_least, "max": variable.at_most}
    known = {name: f"{limit:.10g}" for name, limit in limits.items() if limit is not None}
    if variable.type == "number" and known:
        units = {"UNITS": "INT" if variable.decimals == 0 else "REAL"}
        add(add(parent, "valrng"), "range", attributes=units | known)
    if variable.missing:
        invalid = add(parent, "invalrng")
        for value in variable.missing:
            add(invalid, "item", attributes={"UNITS": "INT", "VALUE": str(value)})


def _add_universe(parent: Element, variable: VariableEntry) -> None:
    if variable.routing:
        add_words(parent, "universe", variable.routing.words, clusion="I")
    if variable.has_shares:
        add_words(parent, "universe", phrase("ddi.base", phrase(f"base.{variable.base}")), clusion="I")


def _add_categories(parent: Element, variable: VariableEntry) -> None:
    for option in variable.options:
        missing = {} if option.kind == "answer" else {"missing": "Y", "missType": option.kind}
        category = add(parent, "catgry", attributes=missing)
        add(category, "catValu", str(option.value))
        add_words(category, "labl", option.label)
        add(category, "txt", option.code)
    if variable.type == "tick":
        for value in _TICKS:
            category = add(parent, "catgry")
            add(category, "catValu", value)
            add_words(category, "labl", phrase(f"tick.{value}"))


def _notes(question: QuestionEntry, variable: VariableEntry) -> list[Words]:
    """Return what has no element of its own: period, rounds, where reported, what was assumed, what is kept back."""
    asking = variable.asking
    notes = [
        phrase("ddi.period", question.period),
        phrase("ddi.group", phrase(f"group.{variable.target_group}")),
        phrase("ddi.rounds", ", ".join(map(str, asking.rounds))),
    ]
    if asking.since is not None:
        notes.append(phrase("ddi.since", asking.since))
    if asking.asked_in:
        notes.append(phrase("ddi.asked_in", ", ".join(map(str, asking.asked_in))))
    if question.source:
        notes.append(phrase("ddi.source", question.source))
    if variable.purpose:
        notes.append(phrase(f"purpose.{variable.purpose}"))
    notes += [phrase("ddi.assumed", because) for because in (*variable.because, *_assumed_options(variable.options))]
    return notes


def _assumed_options(options: tuple[OptionEntry, ...]) -> list[str]:
    return [f"{option.code}: {option.because}" for option in options if option.because]


def _references(codes: tuple[str, ...]) -> str:
    return " ".join(map(variable_id, codes))
