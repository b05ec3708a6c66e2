"""The codebook as one page that needs nothing beside it. What a question is may not enter: it stands in `entries`."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from kartlegg import __version__
from kartlegg.codebook.entries import Asking, Codebook, QuestionEntry, VariableEntry
from kartlegg.codebook.names import STATA_NAME, package_names
from kartlegg.codebook.words import phrase
from kartlegg.definitions import Words
from kartlegg.report.html.assets import assets
from kartlegg.rounding import format_number

_FOLDER = Path(__file__).parent / "page"
_WORD = re.compile(r"[a-z0-9_.]+")
_FACE = re.compile(r'url\("([a-z]+\.woff2)"\)')

Fact = tuple[str, Markup]
"""The name of a head, and what stands beside it; empty where there is nothing to tell."""


def to_html(codebook: Codebook, *, synthetic: bool = False) -> bytes:
    """Return the page, with bokmål and English in it; the same codebook gives the same bytes."""
    script = (_FOLDER / "page.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    names = package_names([variable.code for variable in codebook.variables], STATA_NAME)
    days = [f"{day:%d.%m.%Y}" for day in (codebook.opens_on, codebook.closes_on)]
    page = _template().render(
        codebook=codebook,
        synthetic=synthetic,
        version=__version__,
        asked=phrase("cover.asked", codebook.units, *days),
        linked=lambda rule: link_codes(rule, names),
        question_facts=question_facts,
        variable_facts=lambda question, variable: variable_facts(question, variable, names[variable.code]),
        style=Markup(_style()),  # noqa: S704 - own style sheet
        script=Markup(script),  # noqa: S704 - own script
        script_hash=f"sha256-{digest}",
    )
    return page.encode()


def both(words: Words | None) -> Markup:
    """Return words in both languages, of which the page shows one; bokmål alone where there is no English."""
    if words is None:
        return Markup("")
    if not words.en:
        return Markup('<span lang="nb">{}</span>').format(words.nb)
    if words.en == words.nb:
        return escape(words.nb)
    return Markup('<span class="nb">{}</span><span class="en" lang="en">{}</span>').format(words.nb, words.en)


def broken(code: str) -> Markup:
    """Return a code that goes on in the next line between its words, and nowhere else while there is room."""
    return Markup("<code>{}</code>").format(_breakable(code))


def _breakable(code: str) -> Markup:
    return Markup("_<wbr>").join(map(escape, code.split("_")))


def link_codes(rule: str, codes: dict[str, str]) -> Markup:
    """Return a rule in which each code leads to its variable."""
    told, end = [], 0
    for word in _WORD.finditer(rule):
        told.append(escape(rule[end : word.start()]))
        code, end = word.group(), word.end()
        told.append(Markup('<a href="#{}">{}</a>').format(code, _breakable(code)) if code in codes else escape(code))
    return Markup("").join((*told, escape(rule[end:])))


def question_facts(question: QuestionEntry) -> list[Fact]:
    """Return what holds for a question and all its variables."""
    first = question.variables[0]
    facts = [
        ("type", both(phrase(f"question.{question.type}"))),
        ("ticks", both(phrase("page.ticked")) if first.type == "tick" else Markup("")),
        ("period", both(question.period)),
        ("scale", both(question.scale)),
        ("group", both(phrase(f"group.{first.target_group}")) if first.target_group != "all" else Markup("")),
        ("base", both(phrase(f"base.{first.base}")) if first.has_shares else Markup("")),
        (
            "purpose",
            both(phrase(f"purpose.{first.purpose}")) if question.type == "text" and first.purpose else Markup(""),
        ),
        ("required", both(phrase("answer.yes")) if question.required else Markup("")),
        ("source", escape(question.source)),
    ]
    return [*facts, *(_asked(first.asking) if _alike(question) else [])]


def variable_facts(question: QuestionEntry, variable: VariableEntry, stata: str) -> list[Fact]:
    """Return what holds for a variable alone; `stata` is its name in Stata."""
    measure = phrase(f"measure.{variable.measure}") if variable.measure else None
    return [
        ("level", both(phrase(f"level.{variable.level}")) if variable.type == "choice" else Markup("")),
        ("measure", both(measure)),
        ("limits", both(limits(variable))),
        *([] if _alike(question) else _asked(variable.asking)),
        ("stata", broken(stata) if stata != variable.code else Markup("")),
    ]


def limits(variable: VariableEntry) -> Words | None:
    """Return from where to where a number may lie, or how long a text may be; None where it is not said."""
    if variable.type == "text":
        return phrase("page.up_to", _number(variable.at_most)) if variable.at_most else None
    if variable.type != "number" or variable.at_least is None or variable.parts:
        return None
    if variable.at_most is None:
        return phrase("page.from", _number(variable.at_least))
    return phrase("page.from_to", _number(variable.at_least), _number(variable.at_most))


def _number(value: float | None) -> str:
    return format_number(value or 0, 0 if value == int(value or 0) else 2)


def _asked(asking: Asking) -> list[Fact]:
    stated: Markup = Markup("")
    if asking.asked_in:
        stated = both(phrase("page.in", ", ".join(map(str, asking.asked_in))))
    elif asking.since is not None:
        stated = both(phrase("page.since", asking.since))
    return [("asked", stated), ("rounds", escape(", ".join(map(str, asking.rounds))))]


def _alike(question: QuestionEntry) -> bool:
    """Tell whether all variables of a question were asked in the same rounds."""
    return len({variable.asking for variable in question.variables}) == 1


def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"both": both, "broken": broken, "phrase": phrase, "say": lambda name: both(phrase(name))}
    return environment.get_template("codebook.jinja")


@cache
def _style() -> str:
    """Return the report's style sheet with its typeface in it, and the codebook's own."""
    files = {file.path.removeprefix("assets/"): file.content for file in assets()}

    def within(face: re.Match[str]) -> str:
        return f'url("data:font/woff2;base64,{base64.b64encode(files[face.group(1)]).decode()}")'

    return _FACE.sub(within, files["style.css"].decode()) + (_FOLDER / "page.css").read_text(encoding="utf-8")
