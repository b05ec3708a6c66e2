"""What holds for the whole test run. No fixture may enter.

Each skip is told at the end, and may be refused. Property tests try the same examples on every machine and keep their
notes out of the checkout; a slow machine is no fault. Ctrl-C means the same to what a test starts wherever the run
was started: a shell lets its background jobs ignore it, and they hand that down.
"""

import signal
import tempfile
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(tempfile.gettempdir(), "kartlegg-hypothesis"))
settings.register_profile("kartlegg", database=None, deadline=None, derandomize=True)
settings.load_profile("kartlegg")
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

OPTION = "--nothing-skipped"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that turns a skip into a failure."""
    parser.addoption(OPTION, action="store_true", help="a test that is skipped fails")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that need a whole release first: one worker makes it and has them all, no other waits for it."""
    items.sort(key=lambda item: "release" not in getattr(item, "fixturenames", ()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Refuse the skip of one test."""
    report = yield
    _refuse_skip(report, item.config)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Refuse the skip of a whole file."""
    report = yield
    _refuse_skip(report, collector.config)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport, config: pytest.Config) -> None:
    if report.skipped and not hasattr(report, "wasxfail") and config.getoption(OPTION):
        report.outcome = "failed"
        report.longrepr = f"skipped, and nothing may be skipped here: {_sentence(report)}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Generator[None, None, None]:
    """Tell right above the closing line what was skipped: file, sentence and how many tests."""
    yield
    skipped = Counter(_skipped(terminalreporter.getreports("skipped")))
    if skipped:
        terminalreporter.section("skipped: what this machine cannot give")
    for told, count in sorted(skipped.items()):
        terminalreporter.line(told if count == 1 else f"{told} ({count} tests)")


def _skipped(reports: list[pytest.TestReport | pytest.CollectReport]) -> Iterator[str]:
    for report in reports:
        yield f"{report.nodeid.partition('::')[0]}: {_sentence(report)}"


def _sentence(report: pytest.TestReport | pytest.CollectReport) -> str:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.removeprefix("Skipped: ")
