"""Hands beside a run: processes of their own, one each, that end with it, however it ends."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from functools import partial

import pytest

from kartlegg.errors import Fault, InputError, ReleaseError
from kartlegg.pipeline import hands as of_hands
from kartlegg.pipeline.hands import ALONE, Hands, hands_beside


def gone(processes: list[int]) -> bool:
    """Whether none of them is there any more."""
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, 0)
            return False
    return True


def test_hands_beside_work_in_processes_of_their_own_that_end() -> None:
    with hands_beside() as hands:
        first = [one.ask(os.getpid)() for one in (hands.first, hands.last)]
        again = [one.ask(os.getpid)() for one in (hands.first, hands.last)]
        with hands.others() as others:
            more = [one.ask(os.getpid)() for one in others]
        assert gone(more)
        assert not gone(first)
    assert first == again
    assert len({os.getpid(), *first, *more}) == 5
    assert gone(first)


def test_a_hand_that_is_done_ends_with_its_last_work() -> None:
    with hands_beside() as hands:
        last = hands.last.ask(partial(pow, 2, 3))
        hands.done()
        assert last() == 8


def test_who_works_alone_does_it_when_it_is_needed() -> None:
    ready = ALONE.first.ask(partial(divmod, 1, 0))
    with pytest.raises(ZeroDivisionError):
        ready()


def refuse() -> None:
    raise InputError(Fault("a.yaml", 3, None, "a fault", "none", "mend it"))


def refuse_to_print() -> None:
    raise ReleaseError("full")


def test_what_a_hand_refuses_comes_back_as_it_was() -> None:
    with hands_beside() as hands, pytest.raises(InputError, match=r"a\.yaml:3: found a fault") as refused:
        hands.first.ask(refuse)()
    assert [fault.line for fault in refused.value.faults] == [3]
    with hands_beside() as hands, pytest.raises(ReleaseError, match=r"^full$"):
        hands.last.ask(refuse_to_print)()


def die_beside(run: int) -> int:
    """Die in any process but the run."""
    if os.getpid() != run:
        os.kill(os.getpid(), signal.SIGKILL)
    return run


def test_the_run_does_what_a_hand_died_of() -> None:
    with hands_beside() as hands:
        assert hands.first.ask(partial(die_beside, os.getpid()))() == os.getpid()
        assert hands.first.ask(os.getpid)() == os.getpid()


def test_a_hand_that_stays_is_replaced_for_the_next_run_where_it_died() -> None:
    with hands_beside(stay=True) as hands:
        assert hands.first.ask(partial(die_beside, os.getpid()))() == os.getpid()
        hands.done()
        assert hands.first.ask(os.getpid)() != os.getpid()


def test_of_hands_that_stay_the_first_begins_anew_and_the_last_remembers() -> None:
    with hands_beside(stay=True) as hands:
        first, last = hands.first.ask(os.getpid)(), hands.last.ask(os.getpid)()
        hands.done()
        assert hands.first.ask(os.getpid)() not in (first, os.getpid())
        assert hands.last.ask(os.getpid)() == last
    assert gone([first, last])


def test_a_hand_of_another_program_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_hands, "code_digest", lambda: "of what was there when the run began")
    with hands_beside() as hands:
        assert hands.first.ask(os.getpid)() == os.getpid()


def test_the_run_does_what_no_process_can_be_had_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object) -> None:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(of_hands.ProcessPoolExecutor, "submit", none_left)
    with hands_beside() as hands:
        assert hands.first.ask(os.getpid)() == os.getpid()


def test_a_run_that_fails_does_not_wait_for_its_hands() -> None:
    with pytest.raises(ReleaseError), hands_beside() as hands:
        fail_beside(hands)


def fail_beside(hands: Hands) -> None:
    """Fail while a hand is at something that never ends."""
    hands.last.ask(signal.pause)
    raise ReleaseError("wrong")


ENDLESS = """
import os, signal, sys
from functools import partial
from kartlegg.pipeline.hands import hands_beside
if __name__ == "__main__":
    with hands_beside() as hands:
        process = hands.first.ask(os.getpid)()
        hands.first.ask(signal.pause)
        print(process, flush=True)
        signal.pause()
"""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_hands_end_with_a_run_that_is_ended_from_without(sent: signal.Signals) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0
    )
    assert run.stdout is not None
    run.stdout.readline()  # the hand is there
    if sent == signal.SIGINT:
        os.killpg(run.pid, sent)  # as a terminal does
    else:
        run.send_signal(sent)
    _, told = run.communicate()  # returns when the last process that could write has ended
    assert told.count("Traceback") == (1 if sent == signal.SIGINT else 0)
