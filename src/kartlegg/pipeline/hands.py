"""Who draws and prints: processes beside the run, or the run itself. What is drawn and printed may not enter."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any


class Alone(Executor):
    """Does what it is asked for at once, in the run itself."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        """Return what `work` gives, done already; raises what it raises."""
        done: Future[Any] = Future()
        done.set_result(work(*args, **named))
        return done


class Hands:
    """Two hands, a process each. Who did a thing before does it sooner again, so whoever gives out work chooses."""

    def __init__(self, make: Callable[[], Executor]) -> None:
        """Take two of those that `make` gives."""
        self._make = make
        self.first, self.last = make(), make()

    @contextmanager
    def others(self) -> Iterator[tuple[Executor, Executor]]:
        """Give two more, for much work at once: what they hold in memory is given back with them."""
        two = self._make(), self._make()
        try:
            yield two
        finally:
            _let_go(*two)

    def done(self) -> None:
        """Say that there is no more work: each hand ends with what it has."""
        for one in (self.first, self.last):
            one.shutdown(wait=False)


ALONE = Hands(Alone)


@contextmanager
def hands_beside() -> Iterator[Hands]:
    """Give hands in processes of their own: drawing holds up whatever else its process does.

    A process begins when there is work for it. Where a machine gives no more processes the run works alone.
    Whoever uses them outside `kartlegg` guards the main module, as multiprocessing asks for.
    """
    try:
        hands = Hands(lambda: ProcessPoolExecutor(1, get_context("spawn"), _leave_keys))
    except (OSError, NotImplementedError):
        yield ALONE
        return
    try:
        yield hands
    finally:
        _let_go(hands.first, hands.last)


def _let_go(*hands: Executor) -> None:
    for one in hands:
        one.shutdown(cancel_futures=True)


def _leave_keys() -> None:
    """Leave Ctrl-C to the run, which ends its hands."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
