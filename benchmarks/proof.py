"""How long it takes to proofread a form of six hundred questions, against reading its files alone."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.figure import Figure

from kartlegg.definitions import read_yaml
from kartlegg.questionnaire.grammar import parse_condition
from kartlegg.questionnaire.proof.proofread import proofread_form

SECTIONS, QUESTIONS = 20, 30
LIMIT = 1.0
"""Seconds for all of it: an editor who saves a file waits no longer."""

REPEATS = 5
SCALES = """\
scales:
  - code: yes_no
    title: {nb: Ja eller nei, nn: Ja eller nei}
    options:
      - {code: yes, label: {nb: Ja, nn: Ja}}
      - {code: no, label: {nb: Nei, nn: Nei}}
"""
QUESTION = """\
  - type: {type}
    code: {code}
    text: {{nb: Hva gjør dere med {code}?, nn: Kva gjer de med {code}?, en: What about {code}?}}
    help: {{nb: Tell det som gjelder hele kommunen., nn: Tel det som gjeld heile kommunen.}}
"""
ANSWERS = {
    "choice": "    scale: yes_no\n",
    "number": "    measure: count\n    at_most: 500\n",
    "choices": "    options:\n"
    + "".join(f"      - {{code: o{n}, label: {{nb: Valg {n}, nn: Val {n}, en: Option {n}}}}}\n" for n in range(6)),
    "text": "    lines: 3\n",
}


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = write_form(Path(name))
        paths = sorted(folder.rglob("*.yaml"))
        assert proofread_form(folder)[1] == []
        # Rules are read once and kept: each repetition is to read them anew.
        checked = best(lambda: (parse_condition.cache_clear(), proofread_form(folder)))
        read = best(lambda: [read_yaml(path) for path in paths])
    against = f"reading its YAML alone, {read:.3f} s"
    yield Figure("proof_of_600", checked, "s", against, checked / read, checked <= LIMIT)


def best(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def write_form(folder: Path) -> Path:
    """Write a form of SECTIONS files of QUESTIONS each: two of three are asked on an answer before."""
    (folder / "questionnaire").mkdir()
    (folder / "scales.yaml").write_text(SCALES, encoding="utf-8")
    for section in range(SECTIONS):
        lines = [f"code: s{section}\ntitle: {{nb: Del {section}, nn: Del {section}}}\nquestions:\n"]
        lines += [question(section, number) for number in range(QUESTIONS)]
        path = folder / "questionnaire" / f"{section:02}.yaml"
        path.write_text("".join(lines), encoding="utf-8")
    return folder


def question(section: int, number: int) -> str:
    kind = ("choice", "choices", "number", "text")[number % 4]
    parent, ticks = f"q{section}_{number - number % 4}", f"q{section}_{number - number % 4 + 1}"
    shown_if = {
        1: f"    shown_if: {parent} is yes\n",
        2: f"    shown_if: any of ({ticks}_o0, {ticks}_o1, {ticks}_o2) is ticked\n",
        3: f"    shown_if: q{section}_{number - 1} > 3 and {parent} is yes\n",
    }
    text = QUESTION.format(type=kind, code=f"q{section}_{number}")
    return f"{text}{ANSWERS[kind]}{shown_if.get(number % 4, '')}"
