"""Fixtures that all tests share, and the rule that a test which logs a warning has failed."""

from __future__ import annotations

import logging
from collections.abc import Generator
from pathlib import Path

import pytest

from booklet.workspace import Workspace
from tests.projects import write_project


class _Listener(logging.Handler):
    """Keeps what is logged at warning level or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--slow`` runs all tests, as continuous integration does."""
    parser.addoption("--slow", action="store_true", help="also run tests that build again and again")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the slow tests, unless they are asked for or a test is named (``FILE::NAME``)."""
    if config.getoption("--slow") or any("::" in argument for argument in config.args):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    items[:] = [item for item in items if item not in slow]
    config.hook.pytest_deselected(items=slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fails a test on any logged warning, unless it asks for ``caplog`` and so judges the log itself."""
    listener = _Listener()
    logging.getLogger().addHandler(listener)
    try:
        result = yield
    finally:
        logging.getLogger().removeHandler(listener)
    if listener.lines and "caplog" not in getattr(item, "fixturenames", ()):
        pytest.fail("unexpected log lines:\n" + "\n".join(listener.lines), pytrace=False)
    return result


@pytest.fixture
def project(tmp_path: Path) -> Workspace:
    """The workspace of the small valid project, written afresh."""
    return write_project(tmp_path)
