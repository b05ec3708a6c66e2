"""Memory of a run and its hands: garbage is looked for seldom, and what is free is given back."""

import gc
from pathlib import Path

import pytest

from kartlegg.pipeline.hands import hands_beside
from kartlegg.pipeline.memory import collecting_seldom, give_back


def resident() -> int:
    """How many bytes of this process are in memory."""
    told = Path("/proc/self/statm").read_text(encoding="utf-8").split()
    return int(told[1]) * 4096


def test_garbage_is_looked_for_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with collecting_seldom():
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before


def test_hands_look_for_garbage_seldom() -> None:
    with hands_beside() as hands:
        assert hands.first.ask(gc.get_threshold)()[0] > gc.get_threshold()[0]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells what is in memory")
def test_what_is_free_is_given_back() -> None:
    held = [bytes(50_000) + bytes([number % 256]) for number in range(2_000)]  # too small to have a place of its own
    last = bytes(60_000)  # what is above the others, so that they are not given back by themselves
    full = resident()
    held.clear()
    give_back()
    assert full - resident() > 50_000_000
    assert last
