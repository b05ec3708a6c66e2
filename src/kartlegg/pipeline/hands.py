"""Who draws and prints: processes beside the run, or the run itself. What is drawn and printed may not enter."""

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from typing import Any

_BESIDE = 2

Hands = Sequence[Executor]
"""One process each. Who did a thing before does it sooner again, so whoever gives out work chooses."""


class Alone(Executor):
    """Does what it is asked for at once, in the run itself."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        """Return what `work` gives, done already; raises what it raises."""
        done: Future[Any] = Future()
        done.set_result(work(*args, **named))
        return done


ALONE: Hands = (Alone(),)


@contextmanager
def hands_beside() -> Iterator[Hands]:
    """Give hands in processes of their own: drawing holds up whatever else its process does.

    A process begins when there is work for it. Where a machine gives no more processes the run works alone.
    Whoever uses them outside `kartlegg` guards the main module, as multiprocessing asks for.
    """
    with ExitStack() as at_the_end:
        hands: list[Executor] = []
        try:
            for _ in range(_BESIDE):
                one = ProcessPoolExecutor(1, get_context("spawn"), _leave_keys)
                at_the_end.callback(one.shutdown, cancel_futures=True)
                hands.append(one)
        except (OSError, NotImplementedError):
            yield ALONE
        else:
            yield hands


def _leave_keys() -> None:
    """Leave Ctrl-C to the run, which ends its hands."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
