"""Hands beside a run: processes of their own, one each, that end with it."""

import os
import signal
from contextlib import suppress

import pytest

from kartlegg.errors import Fault, InputError, ReleaseError
from kartlegg.pipeline.hands import ALONE, hands_beside


def test_hands_beside_work_in_processes_of_their_own_that_end() -> None:
    with hands_beside() as hands:
        first = [one.submit(os.getpid).result() for one in (hands.first, hands.last)]
        again = [one.submit(os.getpid).result() for one in (hands.first, hands.last)]
        with hands.others() as others:
            more = [one.submit(os.getpid).result() for one in others]
        assert gone(more)
        assert not gone(first)
    assert first == again
    assert len({os.getpid(), *first, *more}) == 5
    assert gone(first)


def gone(processes: list[int]) -> bool:
    """Whether none of them is there any more."""
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, 0)
            return False
    return True


def test_a_hand_that_is_done_ends_with_its_last_work() -> None:
    with hands_beside() as hands:
        last = hands.last.submit(pow, 2, 3)
        hands.done()
        assert last.result() == 8
        with pytest.raises(RuntimeError):
            hands.last.submit(pow, 2, 3)


def test_who_works_alone_is_done_at_once_and_raises_what_it_meets() -> None:
    assert ALONE.first.submit(os.getpid).done()
    with pytest.raises(ZeroDivisionError):
        ALONE.first.submit(divmod, 1, 0)


def refuse() -> None:
    raise InputError(Fault("a.yaml", 3, None, "a fault", "none", "mend it"))


def test_what_a_hand_refuses_comes_back_as_it_was() -> None:
    with hands_beside() as hands, pytest.raises(InputError, match=r"a\.yaml:3: found a fault") as refused:
        hands.first.submit(refuse).result()
    assert [fault.line for fault in refused.value.faults] == [3]
    with hands_beside() as hands, pytest.raises(ReleaseError, match=r"^full$"):
        hands.last.submit(refuse_to_print).result()


def refuse_to_print() -> None:
    raise ReleaseError("full")


def test_an_interrupt_is_left_to_the_run() -> None:
    with hands_beside() as hands:
        heeded = hands.first.submit(signal.getsignal, signal.SIGINT).result()
    assert heeded == signal.SIG_IGN
