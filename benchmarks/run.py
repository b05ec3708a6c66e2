"""Measures everything, prints it as ratios and writes a JSON line for each figure to build/bench.jsonl."""

import json
from dataclasses import asdict
from itertools import chain
from pathlib import Path

from benchmarks import engines, grouped_ratios, growth, proof
from benchmarks.figure import Figure
from benchmarks.release import release_figures

LINES = Path("build") / "bench.jsonl"


def main() -> int:
    """Return 0 where every limit holds, 1 where one does not."""
    kept, lines, skipped = True, [], []
    ours = (grouped_ratios.figures(), growth.figures(), proof.figures(), engines.figures())
    measured = chain(*ours, release_figures())
    for figure in measured:
        if not isinstance(figure, Figure):
            skipped.append(f"{'FAILED' if figure.fault else 'skipped'}  {figure.name}: {figure.sentence}")
            kept = kept and not figure.fault
            continue
        print(shown(figure), flush=True)
        line = asdict(figure)
        del line["kept"]
        lines.append(json.dumps(line) + "\n")
        kept = kept and figure.kept
    LINES.parent.mkdir(exist_ok=True)
    LINES.write_text("".join(lines), encoding="utf-8")
    for sentence in skipped:
        print(sentence)
    return 0 if kept else 1


def shown(figure: Figure) -> str:
    """Return a figure as a line for people, its ratio first."""
    broken = "" if figure.kept else "  NOT KEPT, see benchmarks/README.md"
    return f"{figure.name:22}{figure.ratio:10.3f}   {figure.value:.4g} {figure.unit} against {figure.against}{broken}"
