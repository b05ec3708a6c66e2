"""A chapter's Markdown with look-ups to blocks. A number in the text is looked up, never typed.

The text is a template: `{{ change("fte_adults") }}` is a look-up (see `lookups`), `{{ table("4.1") }}` and
`{{ figure("4.1") }}` alone on a line put a table or figure in its place, `{{ ref("4.1") }}` speaks of a table and
`{{ ref_figure("4.1") }}` of a figure. Outside the braces no digit may stand, save in names that the survey allows.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kartlegg.errors import DefinitionError, Fault, LookupFault
from kartlegg.report.blocks import Block, Bullets, FigureBlock, Heading, Paragraph, Run, TableBlock

_PLACEHOLDER = re.compile(r"^\x02(table|figure):([^\x03]+)\x03$")
_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LEAD = "{.lead}"
_SLUG_SIGNS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "á": "a", "é": "e", "ö": "o"})


@dataclass(frozen=True, slots=True)
class Source:
    """What a chapter is made from: its text and the tables and figures that it may place, by number."""

    path: Path
    text: str
    number: str
    tables: Mapping[str, TableBlock]
    figures: Mapping[str, FigureBlock]
    names: Mapping[str, Any]
    allowed: tuple[str, ...] = ()


def slug(text: str) -> str:
    """Return `text` as an anchor: small letters, digits and hyphens."""
    plain = text.lower().translate(_SLUG_SIGNS)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def render(template: str, names: Mapping[str, Any], path: Path) -> str:
    """Return the template filled in; raises DefinitionError with file and line where it cannot be."""
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
    try:
        return environment.from_string(template).render(names)
    except TemplateSyntaxError as error:
        raise DefinitionError(
            Fault(path, error.lineno, None, str(error.message), "a template", "correct the braces")
        ) from error
    except (TemplateError, LookupFault, TypeError, ValueError) as error:
        line = _line_in_template(error)
        raise DefinitionError(
            Fault(path, line, None, str(error), "a look-up that finds something", "correct the look-up")
        ) from error


def _line_in_template(error: BaseException) -> int | None:
    """Return the template's line that was being filled in, which Jinja puts in the traceback."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def typed_numbers(text: str, path: Path, allowed: tuple[str, ...]) -> list[Fault]:
    """Return a fault for each line where a digit stands outside braces and outside the names that are allowed."""
    bare = _BRACES.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    for name in allowed:
        bare = bare.replace(name, " " * len(name))
    return [
        Fault(path, number, None, f"the typed number in {line.strip()!r}", "a look-up", "look the number up")
        for number, line in enumerate(bare.splitlines(), 1)
        if re.search(r"\d", line)
    ]


def read_blocks(source: Source) -> tuple[Block, ...]:
    """Return the blocks of a chapter.

    Raises DefinitionError for a typed number, a look-up that finds nothing, an unknown table or figure, and for a
    table or figure that is placed twice or not at all.
    """
    faults = typed_numbers(source.text, source.path, source.allowed)
    if faults:
        raise DefinitionError(faults)
    builtin: dict[str, Callable[..., str]] = {
        "table": lambda number: f"\n\n\x02table:{number}\x03\n\n",
        "figure": lambda number: f"\n\n\x02figure:{number}\x03\n\n",
        "ref": partial(_reference, "tabell"),
        "ref_figure": partial(_reference, "figur"),
    }
    rendered = render(source.text, {**source.names, **builtin}, source.path)
    reader = _Reader(source)
    reader.read(MarkdownIt("commonmark").parse(rendered))
    _check_placing(source, reader.blocks)
    return tuple(reader.blocks)


def _reference(kind: str, number: str, start: bool = False) -> str:
    """Return a link to a table or figure, with a capital at the start of a sentence."""
    words = f"{kind} {number}"
    return f"[{words.capitalize() if start else words}](#{kind}-{number})"


def _check_placing(source: Source, blocks: list[Block]) -> None:
    placed = [block.anchor for block in blocks if isinstance(block, TableBlock | FigureBlock)]
    known = [block.anchor for block in source.tables.values()] + [block.anchor for block in source.figures.values()]
    faults = [
        Fault(source.path, None, anchor, f"{anchor} placed {placed.count(anchor)} times", "once", "place it once")
        for anchor in known
        if placed.count(anchor) != 1
    ]
    if faults:
        raise DefinitionError(faults)


@dataclass
class _Reader:
    """Walks the Markdown tokens and gathers blocks; numbers the sections as it goes."""

    source: Source
    blocks: list[Block] = field(default_factory=list)
    sections: int = 0

    def read(self, tokens: list[Token]) -> None:
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.type == "heading_open":
                self._heading(int(token.tag[1]), tokens[place + 1])
                place += 3
            elif token.type == "paragraph_open":
                self._paragraph(tokens[place + 1])
                place += 3
            elif token.type == "bullet_list_open":
                end = next(i for i in range(place, len(tokens)) if tokens[i].type == "bullet_list_close")
                items = [t for t in tokens[place:end] if t.type == "inline"]
                self.blocks.append(Bullets(tuple(_runs(item) for item in items)))
                place = end + 1
            else:
                raise DefinitionError(
                    Fault(
                        self.source.path,
                        None,
                        None,
                        f"Markdown of the kind {token.type}",
                        "headings, paragraphs, lists, tables and figures",
                        "write it in one of these ways",
                    )
                )

    def _heading(self, level: int, inline: Token) -> None:
        text = inline.content
        number = ""
        if level == 1:
            number = self.source.number
        elif level == 2:
            self.sections += 1
            number = f"{self.source.number}.{self.sections}"
        anchor = f"kapittel-{slug(number)}" if level == 1 else slug(f"{self.source.number}-{text}")
        self.blocks.append(Heading(level, text, anchor, number))

    def _paragraph(self, inline: Token) -> None:
        match = _PLACEHOLDER.match(inline.content.strip())
        if match is not None:
            self._place(match.group(1), match.group(2))
            return
        lead = inline.content.rstrip().endswith(_LEAD)
        runs = _runs(inline)
        if lead:
            runs = (*runs[:-1], Run(runs[-1].text.removesuffix(_LEAD).rstrip()))
        self.blocks.append(Paragraph(runs, lead=lead))

    def _place(self, kind: str, number: str) -> None:
        known: Mapping[str, Block] = self.source.tables if kind == "table" else self.source.figures
        if number not in known:
            found = f"the {kind} {number}"
            expected = f"one of {', '.join(known) or 'none'}"
            raise DefinitionError(Fault(self.source.path, None, None, found, expected, "correct the number"))
        self.blocks.append(known[number])


def _runs(inline: Token) -> tuple[Run, ...]:
    runs: list[Run] = []
    strong = emphasis = False
    href: str | None = None
    for token in inline.children or ():
        match token.type:
            case "strong_open" | "strong_close":
                strong = token.type == "strong_open"
            case "em_open" | "em_close":
                emphasis = token.type == "em_open"
            case "link_open":
                href = str(token.attrs["href"])
            case "link_close":
                href = None
            case "softbreak":
                runs.append(Run(" "))
            case _:
                if token.content:
                    runs.append(Run(token.content, strong, emphasis, href))
    return tuple(runs)
