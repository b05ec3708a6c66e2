"""A chapter's Markdown with look-ups to blocks. A number in the text is looked up, never typed.

The text is a template: `{{ change("fte_adults") }}` is a look-up (see `lookups`), `{{ table("4.1") }}` and
`{{ figure("4.1") }}` alone on a line put a table or figure in its place, `{{ ref("4.1") }}` speaks of a table and
`{{ ref_figure("4.1") }}` of a figure. Outside the braces no digit may stand, save in names that the survey allows.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count, pairwise
from pathlib import Path
from typing import Any

from jinja2 import nodes
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kartlegg.errors import DefinitionError, Fault, LookupFault
from kartlegg.fault_codes import FaultCode
from kartlegg.report.blocks import Block, Bullets, FigureBlock, Heading, Paragraph, Run, TableBlock
from kartlegg.report.differences import typed_findings
from kartlegg.report.lookup_marks import LookupMarks, named_runs
from kartlegg.report.templates import Templates, Told
from kartlegg.report.wording import NUMBER, held_together

_PLACEHOLDER = re.compile(r"\x02(table|figure):([^\x03]+)\x03")
_WORDS_ABOUT = 4
"""How many words on each side of a typed number are told with it."""
_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TARGET = re.compile(r"(?<!\\)(\[[^\[\]\n\\]*\]\()([^()\s\\<>]*)(?=\))")
"""A link: its words, and where it leads, which no reader sees."""
_WORDING = {"numeral", "percent", "roughly"}
"""What puts a number into words; the number itself must come from a look-up."""
PLACING = ("table", "figure", "ref", "ref_figure")
"""What puts a table or a figure in its place, or speaks of it."""
_ENGLISH = "{en:"
_LEAD = "{.lead}"
_WAYS = "headings, paragraphs, lists, strong, emphasis, links, tables and figures"
_IN_ITEMS = {"list_item_open", "list_item_close", "paragraph_open", "paragraph_close", "inline"}
_WORDS = {"text", "text_special"}
_SLUG_SIGNS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "á": "a", "é": "e", "ö": "o"})


@dataclass(frozen=True, slots=True)
class Source:
    """What a chapter is made from: its text and the tables and figures that it may place, by number.

    `number` is blank of a chapter that is told by its title alone, such as a summary.
    """

    path: Path
    text: str
    number: str
    slug: str
    tables: Mapping[str, TableBlock]
    figures: Mapping[str, FigureBlock]
    names: Mapping[str, Any]
    allowed: tuple[str, ...] = ()
    templates: Templates = field(default_factory=Templates)


def read_text(tables: Path) -> tuple[Path, str]:
    """Return the path and the text of the chapter whose tables file is `tables`.

    Raises DefinitionError where it is missing or not in UTF-8.
    """
    path = tables.with_name(tables.name.replace(".tables.yaml", ".md"))
    try:
        return path, path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        remedy = f"write it beside {tables.name}"
        fault = Fault(path, None, None, "no such file", "the chapter's text", remedy, FaultCode.NO_FILE)
        raise DefinitionError(fault) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        found = "a byte that is not UTF-8"
        fault = Fault(path, line, None, found, "UTF-8", "save the file as UTF-8", FaultCode.NOT_UTF8)
        raise DefinitionError(fault) from error


def slug(text: str) -> str:
    """Return `text` as an anchor: small letters, digits and hyphens."""
    plain = text.lower().translate(_SLUG_SIGNS)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def typed_numbers(text: str, path: Path, allowed: tuple[str, ...], templates: Templates | None = None) -> list[Fault]:
    """Return a fault for each line where a number is typed: digits, or per cent in words, outside braces, targets of
    links and the names that are allowed, or braces that hold nothing but a number or words with digits."""
    bare = _BRACES.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    bare = _TARGET.sub(lambda link: link[1] + " " * len(link[2]), bare)
    for name in allowed:
        bare = bare.replace(name, " " * len(name))
    places = {number: NUMBER.search(line) for number, line in enumerate(bare.splitlines(), 1)}
    lines = {number for number, place in places.items() if place}
    typed = (templates or Templates()).lines_where("typed in braces", text, path, _typed_in_braces)
    shown = text.splitlines()
    told = ("a look-up", "look the number up", FaultCode.TYPED_NUMBER)
    return [
        Fault(path, line, None, f"the typed number in {_about(shown[line - 1], places[line])!r}", *told)
        for line in sorted(lines | typed)
    ]


def _about(line: str, place: re.Match[str] | None) -> str:
    """Return the words of a line about the number at `place`; the whole line where the number is within braces."""
    if place is None:
        return line.strip()
    before, after = line[: place.start()].split(" "), line[place.end() :].split(" ")
    left, right = " ".join(before[-_WORDS_ABOUT - 1 :]), " ".join(after[: _WORDS_ABOUT + 1])
    cut = ("…" if len(before) > _WORDS_ABOUT + 1 else "", "…" if len(after) > _WORDS_ABOUT + 1 else "")
    return f"{cut[0]}{left}{place.group()}{right}{cut[1]}".strip()


def typed_results(text: str, path: Path, allowed: tuple[str, ...], templates: Templates | None = None) -> list[Fault]:
    """Return a fault for each number and each finding of a test that is typed and not looked up."""
    return [*typed_numbers(text, path, allowed, templates), *typed_findings(text, path, allowed)]


def _typed_in_braces(tree: nodes.Template) -> set[int]:
    """Return the lines whose braces print a number without any look-up."""
    printed = [node for output in tree.find_all(nodes.Output) for node in output.nodes]
    kept = [node.node for node in tree.find_all(nodes.Assign)]
    worded = [
        call.args[0]
        for call in tree.find_all(nodes.Call)
        if call.args and isinstance(call.node, nodes.Name) and call.node.name in _WORDING
    ]
    given = {node.lineno for node in (*kept, *worded) if any(_is_number(n) for n in _within(node))}
    return given | {
        node.lineno
        for node in printed
        if not isinstance(node, nodes.TemplateData) and not any(isinstance(n, nodes.Name) for n in _within(node))
        if any(isinstance(n, nodes.Const) and re.search(r"\d", str(n.value)) for n in _within(node))
    }


def _is_number(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, int | float) and not isinstance(node.value, bool)


def _within(node: nodes.Node) -> list[nodes.Node]:
    return [node, *node.find_all(nodes.Node)]


def read_blocks(source: Source) -> tuple[Block, ...]:
    """Return the blocks of a chapter.

    Raises DefinitionError for a typed number, a look-up that finds nothing, an unknown table or figure, and for a
    table or figure that is placed twice or not at all.
    """
    faults = typed_results(source.text, source.path, source.allowed, source.templates)
    if faults:
        raise DefinitionError(faults)
    ways: tuple[Callable[..., str], ...] = (
        partial(_placeholder, "table", source.tables),
        partial(_placeholder, "figure", source.figures),
        partial(_reference, "tabell"),
        partial(_reference, "figur"),
    )
    builtin = dict(zip(PLACING, ways, strict=True))
    marks = LookupMarks(source.number or source.slug)
    told = Told(marks.mark, frozenset(builtin))
    rendered = held_together(
        source.templates.render(source.text, {**source.names, **builtin}, source.path, told=told)
    )
    reader = _Reader(source)
    reader.read(MarkdownIt("commonmark").parse(rendered))
    _check_placing(source, reader.blocks)
    first = reader.blocks[0] if reader.blocks else None
    if not isinstance(first, Heading) or [b.level for b in reader.blocks if isinstance(b, Heading)].count(1) != 1:
        found = "a chapter that does not begin with its one heading of the first level"
        raise DefinitionError(Fault(source.path, 1, None, found, "a line such as `# Title`", "write it first, once"))
    return tuple(reader.blocks)


def read_headings(source: Source) -> tuple[Heading, ...]:
    """Return the headings of a chapter as it stands, before any look-up: for those that hold none.

    Raises DefinitionError for Markdown that a heading may not hold.
    """
    reader, tokens = _Reader(source), MarkdownIt("commonmark").parse(source.text)
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            reader.heading(int(opening.tag[1]), inline)
    return tuple(block for block in reader.blocks if isinstance(block, Heading))


def _placeholder(kind: str, known: Mapping[str, Block], number: str) -> str:
    """Return the sign that stands for a table or figure until the Markdown is read."""
    if number not in known:
        raise LookupFault(f"the chapter has no {kind} {number}; it has {', '.join(known) or 'none'}")
    return f"\x02{kind}:{number}\x03"


def _reference(kind: str, number: str, start: bool = False) -> str:
    """Return a link to a table or figure, with a capital at the start of a sentence."""
    words = f"{kind} {number}"
    return f"[{words[0].upper() + words[1:] if start else words}](#{kind}-{number})"


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
    counted: int = 0

    def read(self, tokens: list[Token]) -> None:
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.type == "heading_open":
                self.heading(int(token.tag[1]), tokens[place + 1])
                place += 3
            elif token.type == "paragraph_open":
                self._paragraph(tokens[place + 1])
                place += 3
            elif token.type == "bullet_list_open":
                place = self._bullets(tokens, place) + 1
            else:
                raise self._fault(token, token.type.removesuffix("_open"))

    def _bullets(self, tokens: list[Token], place: int) -> int:
        """Add the list that opens at `place`; return where it closes."""
        end = next(i for i in range(place, len(tokens)) if tokens[i].type == "bullet_list_close")
        for token in tokens[place + 1 : end]:
            if token.type not in _IN_ITEMS:
                raise self._fault(token, f"{token.type.removesuffix('_open')} within a list")
        items = tuple(self._runs(t) for t in tokens[place:end] if t.type == "inline")
        self.blocks.append(Bullets(items, tuple(self._name() for _ in items)))
        return end

    def _name(self) -> str:
        """Return the name of the next paragraph: the anchor of its heading and its place below it."""
        self.counted += 1
        headings = (block.anchor for block in reversed(self.blocks) if isinstance(block, Heading))
        return f"{next(headings, self.source.number or self.source.slug)}-{self.counted}"

    def heading(self, level: int, inline: Token) -> None:
        """Add the heading of a level whose words are `inline`."""
        self.counted = 0
        words = "".join(run.text for run in self._runs(inline))
        text, _, english = words.partition(_ENGLISH)
        text, english = text.rstrip(), english.removesuffix("}").strip()
        number = ""
        if level == 1:
            number = self.source.number
        elif level == 2:
            self.sections += 1
            number = f"{self.source.number}.{self.sections}" if self.source.number else ""
        named = self.source.number or self.source.slug
        anchor = f"kapittel-{slug(named)}" if level == 1 else slug(f"{named}-{text}")
        taken = {block.anchor for block in self.blocks if isinstance(block, Heading)}
        free = (name for n in count(1) if (name := f"{anchor}-{n}" if n > 1 else anchor) not in taken)
        self.blocks.append(Heading(level, text, next(free), number, english))

    def _paragraph(self, inline: Token) -> None:
        match = _PLACEHOLDER.fullmatch(inline.content.strip())
        if match is not None:
            known: Mapping[str, Block] = self.source.tables if match[1] == "table" else self.source.figures
            self.blocks.append(known[match[2]])
            return
        runs = self._runs(inline)
        lead = inline.content.rstrip().endswith(_LEAD)
        if lead:
            last = replace(runs[-1], text=runs[-1].text.rstrip().removesuffix(_LEAD).rstrip())
            runs = (*runs[:-1], last) if last.text else runs[:-1]
        self.blocks.append(Paragraph(runs, lead, self._name()))

    def _runs(self, inline: Token) -> tuple[Run, ...]:
        if _PLACEHOLDER.search(inline.content):
            raise self._fault(inline, "a table or figure that does not stand alone, with blank lines about it,")
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
                case "softbreak" | "hardbreak":
                    runs.append(Run(" "))
                case kind if kind in _WORDS:
                    if token.content:
                        runs.append(Run(token.content, strong, emphasis, href))
                case kind:
                    raise self._fault(inline, kind)
        return named_runs(runs)

    def _fault(self, token: Token, what: str) -> DefinitionError:
        """Return the fault that Markdown cannot be read; `what` is the kind of it."""
        line = token.map[0] + 1 if token.map else None
        found = f"Markdown of the kind {what}"
        return DefinitionError(Fault(self.source.path, line, None, found, _WAYS, "write it in one of these ways"))
