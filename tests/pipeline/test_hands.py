"""Hands beside a run: processes of their own, one each, that end with it."""

import os
import signal

import pytest

from kartlegg.errors import Fault, InputError, ReleaseError
from kartlegg.pipeline.hands import ALONE, hands_beside


def test_hands_beside_work_in_processes_of_their_own_that_end() -> None:
    with hands_beside() as hands:
        first = [one.submit(os.getpid).result() for one in hands]
        again = [one.submit(os.getpid).result() for one in hands]
    assert first == again
    assert len({os.getpid(), *first}) == 1 + len(hands)
    for process in first:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_who_works_alone_is_done_at_once_and_raises_what_it_meets() -> None:
    assert ALONE[0].submit(os.getpid).done()
    with pytest.raises(ZeroDivisionError):
        ALONE[0].submit(divmod, 1, 0)


def refuse() -> None:
    raise InputError(Fault("a.yaml", 3, None, "a fault", "none", "mend it"))


def test_what_a_hand_refuses_comes_back_as_it_was() -> None:
    with hands_beside() as hands, pytest.raises(InputError, match=r"a\.yaml:3: found a fault") as refused:
        hands[0].submit(refuse).result()
    assert [fault.line for fault in refused.value.faults] == [3]
    with hands_beside() as hands, pytest.raises(ReleaseError, match=r"^full$"):
        hands[-1].submit(refuse_to_print).result()


def refuse_to_print() -> None:
    raise ReleaseError("full")


def test_an_interrupt_is_left_to_the_run() -> None:
    with hands_beside() as hands:
        heeded = hands[0].submit(signal.getsignal, signal.SIGINT).result()
    assert heeded == signal.SIG_IGN
