"""One Norwegian term has one code name, and the code uses it."""

import ast
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from tests.house.checkout import CHECKOUT, Function, files, nodes, plant, python_files, refuse

CODE = re.compile(r"`([^`]+)`( \(planned\))?")


class Term(NamedTuple):
    """One row of the glossary: its line, the Norwegian term, and the code names with whether each is planned."""

    line: int
    norwegian: str
    names: list[tuple[str, bool]]
    rest: tuple[str, ...]


def terms(root: Path) -> list[Term]:
    """Return the rows of GLOSSARY.md."""
    rows = enumerate((root / "GLOSSARY.md").read_text(encoding="utf-8").splitlines(), 1)
    cells = [
        (line, [cell.strip() for cell in row.strip("|").split("|")]) for line, row in rows if row.startswith("|")
    ]
    return [
        Term(line, row[0], [(name, bool(planned)) for name, planned in CODE.findall(row[1])], tuple(row[2:]))
        for line, row in cells[2:]
    ]


def glossary_faults(root: Path) -> list[str]:
    """Return the terms that stand twice, lack a column, or have a code name that the code does not use."""
    found = terms(root)
    words = set(re.findall(r"[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*", _source(root)))
    parts = {part for word in words for part in _parts(word)}
    defined = _defined(root)
    faults = []
    for counted, what in ((Counter(term.norwegian for term in found), "term"), (_names(found), "code name")):
        faults += [f"GLOSSARY.md:1: the {what} {name} stands {n} times" for name, n in counted.items() if n > 1]
    for term in found:
        if not term.names or len(term.rest) != 2 or not all(term.rest):
            faults.append(f"GLOSSARY.md:{term.line}: {term.norwegian} lacks its code name, meaning or source")
        for name, planned in term.names:
            if not planned and name not in parts:
                faults.append(
                    f"GLOSSARY.md:{term.line}: the code does not use {name}: rename it or mark it (planned)"
                )
            if planned and name in defined:
                faults.append(f"GLOSSARY.md:{term.line}: {name} is no longer planned: it is there")
    return faults


def _names(found: list[Term]) -> Counter[str]:
    return Counter(name for term in found for name, _ in term.names)


def _source(root: Path) -> str:
    data = files(root, "survey", suffixes=(".yaml", ".csv"))
    return "\n".join(path.read_text(encoding="utf-8") for path in (*python_files(root, "src"), *data))


def _parts(word: str) -> set[str]:
    """Return a name and every run of words in it: fte, children and fte_children of fte_children."""
    words = word.split("_")
    spans = [(start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1)]
    return {"_".join(words[start:end]) for start, end in spans}


def _defined(root: Path) -> set[str]:
    found = python_files(root, "src")
    named = [node for path in found for node in nodes(path) if isinstance(node, ast.ClassDef | Function)]
    return {path.stem for path in found} | {node.name for node in named}


def test_the_glossary_and_the_code_agree() -> None:
    assert len(terms(CHECKOUT)) > 20
    refuse(glossary_faults(CHECKOUT))


def test_a_fault_in_the_glossary_is_found(tmp_path: Path) -> None:
    head = "| Norwegian | Code name | Meaning | Source |\n|---|---|---|---|\n"
    rows = [
        "| årsverk | `fte` | full-time equivalent | the report |",
        "| årsverk | `person_year` | the same again | the report |",
        "| purring | `reminder` (planned) | a letter | the letter |",
        "| runde | `Round` (planned) | a year | the report |",
        "| kommune | `municipality` | | |",
    ]
    plant(tmp_path, "GLOSSARY.md", head + "\n".join(rows) + "\n")
    plant(tmp_path, "src/kartlegg/rounds.py", "class Round:\n    fte_adults = 1\n    municipality = 2\n")
    assert glossary_faults(tmp_path) == [
        "GLOSSARY.md:1: the term årsverk stands 2 times",
        "GLOSSARY.md:4: the code does not use person_year: rename it or mark it (planned)",
        "GLOSSARY.md:6: Round is no longer planned: it is there",
        "GLOSSARY.md:7: kommune lacks its code name, meaning or source",
    ]
