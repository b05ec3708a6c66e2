"""Every code of fault has a page, a line in the index and a seed, and no others have; what is told has a code."""

import ast
from pathlib import Path

from kartlegg.fault_codes import FaultCode
from tests.faults.seeds import HERE, PAGES, examples, seeds
from tests.house.checkout import CHECKOUT, fault, nodes, plant, python_files, refuse

CODED = (
    "src/kartlegg/definitions.py",
    "src/kartlegg/rounds.py",
    "src/kartlegg/places/rows.py",
    "src/kartlegg/places/consistency.py",
    "src/kartlegg/questionnaire/proof",
    "src/kartlegg/pipeline/inputs.py",
    "src/kartlegg/pipeline/proof.py",
    "src/kartlegg/pipeline/chapter_files.py",
    "src/kartlegg/pipeline/proof_chapters.py",
    "src/kartlegg/pipeline/proof_links.py",
    "src/kartlegg/pipeline/proof_print.py",
    "src/kartlegg/pipeline/proof_tables.py",
    "src/kartlegg/pipeline/proof_texts.py",
    "src/kartlegg/pipeline/between_rounds.py",
)
"""The files whose faults proofreading tells."""


def codeless(root: Path, *files: str) -> list[str]:
    """Return the places where a Fault is made without a code: none by name, none behind, nothing unpacked."""
    faults = []
    for path in [found for name in files for found in _python(root, name)]:
        for call in (node for node in nodes(path) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id == "Fault" and not _has_code(call):
                faults.append(fault(root, path, call.lineno, "a Fault without code"))
    return faults


def _python(root: Path, name: str) -> list[Path]:
    return [root / name] if name.endswith(".py") else python_files(root, name)


def _has_code(call: ast.Call) -> bool:
    starred = any(isinstance(argument, ast.Starred) for argument in call.args)
    return starred or len(call.args) > 6 or any(keyword.arg == "code" for keyword in call.keywords)


def test_codes_pages_and_seeds_agree() -> None:
    codes = sorted(code.value for code in FaultCode)
    assert len(codes) > 50
    assert sorted(path.stem for path in PAGES.glob("*.md") if path.name != "README.md") == codes
    assert seeds() == codes
    assert {path.name for path in HERE.iterdir() if path.is_dir()} - {"__pycache__", "sound"} == set(codes)


def test_the_index_tells_every_code_with_its_meaning() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    told = [f"| [{code.value}]({code.value}.md) | {code.meaning} |" for code in FaultCode]
    assert [line for line in index.splitlines() if line.startswith("| [")] == told


def test_a_page_tells_its_meaning_and_one_example_mended() -> None:
    for code in FaultCode:
        page = (PAGES / f"{code.value}.md").read_text(encoding="utf-8")
        meaning = f"{code.meaning[0].upper()}{code.meaning[1:]}."
        assert page.startswith(f"# {code.value}\n\n{meaning}\n\n"), code
        assert len(examples(code.value)) == 2, code


def test_what_proofreading_tells_has_a_code() -> None:
    refuse(codeless(CHECKOUT, *CODED))


def test_a_fault_without_a_code_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "a.py", 'Fault(p, 1, None, "x", "y", "z")\nFault(p, 1, None, "x", "y", "z", code)\n')
    assert codeless(tmp_path, "a.py") == ["a.py:1: a Fault without code"]
