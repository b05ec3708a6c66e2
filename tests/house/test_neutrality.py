"""The engine knows no year and no survey by name: both are data.

Years are looked for in docstrings and comments too, for an example with a year in it is the first line that somebody
copies into code. One thing is let through there: a citation, which cannot be given without its year. Its year stands
in brackets, alone or last behind a comma: Sampling Techniques (YEAR), or (Cochran, Sampling Techniques, YEAR).
A number that only looks like a year is written with an underscore: 2_000 inhabitants.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.checkout import CHECKOUT, PACKAGE, comments, fault, plant, refuse, syntax, texts

YEAR = re.compile(r"(?<![\dA-Fa-f#x])(?<!\\u)(?<!U\+)(?<![ =(,]0\.)(?:19|20)\d\d(?![\dA-Fa-f])")
CITATION = re.compile(r"\((?:[^()]*,\s)?(?:19|20)\d\d\)")
ADDRESS = re.compile(r"https?://[^\s\"'<>)]+")
NAMES = re.compile(r"\bIS[-_ ]?24[/_-]?8\b|is24-?8|\bSINTEF\b|Helsedirektoratet", re.IGNORECASE)
DEFAULT_SURVEY = (PACKAGE / "cli" / "front.py", '"survey/is248"')


def years(root: Path) -> list[str]:
    """Return the years in code, templates, docstrings and comments of the package."""
    faults = []
    for path, text in texts(root, "src"):
        prose = _prose_lines(path) if path.suffix == ".py" else set()
        cited = CITATION.sub(_blank, text)
        for number, (line, without) in enumerate(zip(text.split("\n"), cited.split("\n"), strict=True), 1):
            found = YEAR.search(ADDRESS.sub(" ", without if number in prose else line))
            if found:
                faults.append(fault(root, path, number, f"the year {found[0]}; years belong to the data of a round"))
    return faults


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _prose_lines(path: Path) -> set[int]:
    lines = {line for line, _ in comments(path)}
    for node in _documented(syntax(path)):
        text = node.body[0]
        if ast.get_docstring(node, clean=False) is not None:
            lines |= set(range(text.lineno, (text.end_lineno or text.lineno) + 1))
    return lines


def _documented(tree: ast.Module) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            yield node


def names(root: Path) -> list[str]:
    """Return the lines of the package that name the survey or who runs it; the default of --survey is let through."""
    faults = []
    for path, text in texts(root, "src"):
        for number, line in enumerate(text.splitlines(), 1):
            allowed = (path.relative_to(root), DEFAULT_SURVEY[1]) == DEFAULT_SURVEY
            found = NAMES.search(line.replace(DEFAULT_SURVEY[1], "", 1) if allowed else line)
            if found:
                faults.append(fault(root, path, number, f"{found[0]} names one survey; it belongs to survey/"))
    return faults


def test_the_engine_knows_no_year() -> None:
    refuse(years(CHECKOUT))


def test_the_engine_knows_no_survey_by_name() -> None:
    refuse(names(CHECKOUT))


def test_a_year_is_found_wherever_it_stands(tmp_path: Path) -> None:
    lines = [
        '"""As in 2021."""',
        "x = 2021",
        "x = 'y2007'",
        "x = '1.1.2020'",
        "x = 1  # since 1998",
        "x = 2_000",
        "x = 20210",
        r"x = '\u2013 \u2019'; y = 0x2019",
        "x = '#201912'",
        "x = 'http://www.example.org/2000/svg'",
        "x = 0.2019",
        "x = '(Somebody, 1977)'",
    ]
    plant(tmp_path, "src/kartlegg/a.py", "\n".join(lines) + "\n")
    plant(tmp_path, "src/kartlegg/page.html.j2", "<p>\n<p>2021</p>\n")
    assert [found.split(": ")[0] for found in years(tmp_path)] == [
        *(f"src/kartlegg/a.py:{line}" for line in (1, 2, 3, 4, 5, 12)),
        "src/kartlegg/page.html.j2:2",
    ]


def test_a_citation_keeps_its_year(tmp_path: Path) -> None:
    plant(tmp_path, "src/kartlegg/a.py", '"""Source: variance of a ratio (Somebody, A Book,\n1977)."""\n')
    plant(tmp_path, "src/kartlegg/b.py", '"""Source: Somebody, A Book (1977), section 3."""\n')
    assert years(tmp_path) == []


def test_a_survey_by_name_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "src/kartlegg/a.py", '"""For IS-24/8."""\nx = "survey/is248"\n')
    plant(tmp_path, "src/kartlegg/cli/front.py", 'DEFAULT = "survey/is248"\nOTHER = "survey/is248/places"\n')
    assert [found.split(": ")[0] for found in names(tmp_path)] == [
        "src/kartlegg/a.py:1",
        "src/kartlegg/a.py:2",
        "src/kartlegg/cli/front.py:2",
    ]
