"""No test is passed over: one that skips itself, or may fail, counts as failed and says so.

Whoever runs the tests has what they need; ``tools/with_services.py`` sees to it. A test that quietly does not run
proves nothing and looks like proof.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Turn the report of a skipped test into that of a failed one."""
    report = yield
    return _insist(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    """Turn the report of a file whose tests are all skipped into that of a broken one."""
    report = yield
    return _insist(report)


def _insist(report: pytest.TestReport | pytest.CollectReport) -> pytest.TestReport | pytest.CollectReport:
    if report.skipped:
        why = report.__dict__.pop("wasxfail", None)  # pytest does not count what has it
        if why is None:
            why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"No test may be passed over; this one was: {why}"
    return report
