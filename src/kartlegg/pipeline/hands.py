"""Who draws and prints: processes beside the run, or the run itself. What is drawn and printed may not enter."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, connection, get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import TypeVar

from kartlegg.pipeline.cache import code_digest
from kartlegg.pipeline.memory import collect_seldom, give_back

Made = TypeVar("Made")


class Hand:
    """The run itself: it does what it is asked for when that is needed."""

    def ask(self, work: Callable[[], Made]) -> Callable[[], Made]:
        """Ask for `work`; what is returned waits for what it gives, and raises what it raises."""
        return work

    def done(self) -> None:
        """Say that there is no more work: a hand ends with what it has."""

    def drop(self) -> None:
        """Say that there is no more work, and that nobody asks what became of what it is at."""

    def end(self, *, at_once: bool = False) -> None:
        """Wait for what it is at, or stop it `at_once`; what it has not begun is not done."""


class HandBeside(Hand):
    """A process of its own, which begins with its first work. Where none can be had, the run does the work."""

    def __init__(self) -> None:
        """Begin nothing yet."""
        self._pool = _pool()
        self._processes: set[BaseProcess] = set()

    def ask(self, work: Callable[[], Made]) -> Callable[[], Made]:
        """Ask for `work`, which the process begins when it is done with what it was asked for before."""
        before = set(active_children())
        try:
            future = self._submit(work)
        except (BrokenExecutor, OSError):
            return work
        self._processes |= set(active_children()) - before

        def ready() -> Made:
            try:
                return future.result()
            except (BrokenExecutor, CancelledError):  # it died, or was told to drop everything
                return work()

        return ready

    def _submit(self, work: Callable[[], Made]) -> Future[Made]:
        """Submit the work; a process that begins with it leaves Ctrl-C to the run from its first moment."""
        if threading.current_thread() is not threading.main_thread():
            return self._pool.submit(work)
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # what begins takes it over
        try:
            return self._pool.submit(work)
        finally:
            signal.signal(signal.SIGINT, before)

    def done(self) -> None:
        """Say that there is no more work: the process ends with what it has, and gives back its memory."""
        self._pool.shutdown(wait=False)

    def drop(self) -> None:
        """Say that there is no more work, and that nobody asks what became of what it is at: it is stopped."""
        self.end(at_once=True)

    def end(self, *, at_once: bool = False) -> None:
        """Wait for what it is at, or stop it `at_once`; what it has not begun is not done."""
        for process in self._processes if at_once else ():
            process.terminate()
        self._pool.shutdown(cancel_futures=True)


class HandThatStays(HandBeside):
    """A process of its own for several runs: what it has learnt in one serves the next."""

    def done(self) -> None:
        """Give back memory, and wait for the next run; another takes the place of one that has died."""
        if not self._processes:
            return  # nothing was asked of it
        try:
            self._submit(give_back)
        except (BrokenExecutor, OSError):
            self.end()
            self._pool = _pool()

    def drop(self) -> None:
        """Finish what it is at, for the next run."""


class HandAnew(HandBeside):
    """A process of its own for each of several runs: its memory is given back with it, and another comes after it."""

    def done(self) -> None:
        """Say that there is no more work in this run."""
        super().done()
        self._pool = _pool()


class Hands:
    """Two hands. Who did a thing before does it sooner again, so whoever gives out work chooses."""

    def __init__(self, make: Callable[[], Hand], last: Callable[[], Hand] | None = None) -> None:
        """Take two of those that `make` gives; the last one is what `last` gives, where it is another."""
        self._make = make
        self.first, self.last = make(), (last or make)()

    @contextmanager
    def others(self) -> Iterator[tuple[Hand, Hand]]:
        """Give two more, for much work at once: what they hold in memory is given back with them."""
        with _that_end(self._make(), self._make()) as two:
            yield two

    def done(self) -> None:
        """Say that there is no more work."""
        self.first.done()
        self.last.done()


ALONE = Hands(Hand)


@contextmanager
def hands_beside(*, stay: bool = False) -> Iterator[Hands]:
    """Give hands in processes of their own: drawing holds up whatever else its process does.

    They end when they are told that there is no more work; with `stay`, for further runs, the last waits for more.
    All end here at the latest, at once where something fails. Whoever uses them outside `kartlegg` guards the main
    module, as multiprocessing asks for.
    """
    hands = Hands(HandAnew, HandThatStays) if stay else Hands(HandBeside)
    with _that_end(hands.first, hands.last):
        yield hands


@contextmanager
def _that_end(first: Hand, last: Hand) -> Iterator[tuple[Hand, Hand]]:
    failed = True
    try:
        yield first, last
        failed = False
    finally:
        first.end(at_once=failed)
        last.end(at_once=failed)


def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, get_context("spawn"), _begin, (code_digest(),))


def _begin(code: str) -> None:
    """Get ready for work. A hand ends where its program is another than that of the run: what it made would be kept
    as made by that one. It does with one core, since there are several hands, and ends where the run is ended from
    without.
    """
    if code_digest() != code:
        os._exit(1)
    os.environ.setdefault("RAYON_NUM_THREADS", "1")  # the typesetter's: more of them share its work dearly
    collect_seldom()
    _end_with_the_run()


def _end_with_the_run() -> None:
    """End where the run is ended from without, of which nobody tells."""
    run = parent_process()
    if run is None:
        return

    def watch() -> None:
        connection.wait([run.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
