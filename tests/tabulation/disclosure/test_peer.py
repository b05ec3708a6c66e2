"""Tau-Argus hides as many numbers as we do, and finds the same intervals: the optimal method and audit of pytauargus.

Its Java part is not used; these two are compiled into the package.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from kartlegg.tabulation.answers import Statement
from kartlegg.tabulation.disclosure.attack import Attack
from kartlegg.tabulation.disclosure.cells import Cell, Key
from kartlegg.tabulation.disclosure.families import System
from kartlegg.tabulation.disclosure.hiding import hide
from tests.tabulation.disclosure.made_up import RULES

peer = pytest.importorskip("pytauargus", reason="pytauargus is not installed, so nothing is held against Tau-Argus")
MOST = 1000


def two_way(rows: int, columns: int, seed: int) -> tuple[System, list[list[int]]]:
    """Return a table of made-up counts with its totals, and its equations: the total first, then what it adds."""
    inner = np.random.default_rng(seed).choice([0, 1, 2, 4, 7, 11, 20], size=(rows, columns))
    at = np.arange(rows * columns).reshape(rows, columns)
    sums = [[int(place)] for place in at.flat] + [list(map(int, of)) for of in (*at, *at.T, at.reshape(-1))]
    values = [sum(int(inner.flat[place]) for place in of) for of in sums]
    cells = []
    for place, value in enumerate(values):
        cell = Cell(Key((), place, 0), value, MOST, [Statement("plan is yes", "count", "", "dale", str(place))])
        if 0 < value < RULES.threshold and place < at.size:
            cell.protect("few", RULES.threshold - value, RULES.beyond)
        cells.append(cell)
    ends = ([r for r, of in enumerate(sums) for _ in of], [place for of in sums for place in of])
    matrix = sparse.csr_array((np.ones(len(ends[0])), ends), shape=(len(sums), at.size))
    whole = len(sums) - 1
    equations = [[at.size + line, *sums[at.size + line]] for line in range(rows + columns)]
    equations += [[whole, *range(at.size, at.size + rows)], [whole, *range(at.size + rows, whole)]]
    return System(tuple(cells), matrix, sparse.csr_array((0, at.size)), np.zeros(0)), equations


def weights(system: System) -> list[int]:
    """Return what hiding each number costs, in whole numbers: one cell each, the smaller first."""
    return [MOST * (len(system.cells) + 1) + int(cell.value) for cell in system.cells]


def write(path: Path, system: System, equations: Sequence[Sequence[int]], hidden: np.ndarray | None = None) -> Path:
    """Write the table in the format of its solvers: cells with bounds and protection, then equations."""
    lines = ["0", str(len(system.cells))]
    for place, (cell, weight) in enumerate(zip(system.cells, weights(system), strict=True)):
        status = "u" if cell.reason else "m" if hidden is not None and hidden[place] else "s"
        lines.append(f"{place} {cell.value} {weight} {status} 0 {MOST} {cell.down} {cell.up} 0")
    lines.append(str(len(equations)))
    for total, *added in equations:
        lines.append(f"0 {len(added) + 1} : {total} (-1) " + " ".join(f"{place} (1)" for place in added))
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    return path


@pytest.mark.parametrize(
    ("rows", "columns", "seed"), [(1, 6, 9), (2, 3, 2), (3, 3, 3), (3, 4, 4), (4, 4, 5), (3, 5, 6)]
)
def test_tau_argus_hides_no_fewer_and_finds_the_same_intervals(
    rows: int, columns: int, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # its solver leaves logs where it is started
    system, equations = two_way(rows, columns, seed)
    ours, cost = hide(system), np.array(weights(system))
    out = tmp_path / "out.txt"
    assert peer.HiTaSCtrl().full_jj(str(write(tmp_path / "in.jj", system, equations)), str(out), 30) == 0
    theirs = np.array([cell.reason is not None for cell in system.cells])
    theirs[[int(line) for line in out.read_text(encoding="ascii").split()]] = True
    assert cost[ours].sum() == cost[theirs].sum()
    attack = Attack(system)
    found = peer._tauargus.audit_jj(str(write(tmp_path / "audit.jj", system, equations, ours)))
    assert found or not ours.any()
    for one in found:
        low, high = attack.interval(one["cell"], ours)
        assert (low, min(high, MOST)) == pytest.approx((one["min"], min(one["max"], MOST)), abs=1e-4)
