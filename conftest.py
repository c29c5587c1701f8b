"""Settings of every test run, notebooks included: one BLAS thread, no silent skip."""

import os

import pytest

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MPLBACKEND="agg")

# The digest of a figure or a question stands in text/plain, which is compared.
PICTURES = ("application/vnd.mlmath+html", "text/markdown")


def pytest_addoption(parser):
    parser.addoption("--no-skips", action="store_true", help="fail if any test was skipped")


def pytest_configure(config):
    if config.getoption("nbval", default=False):
        os.environ.update(COURSE_OUTPUT="test", PYTHONHASHSEED="0")


def pytest_itemcollected(item):
    notebook = item.parent
    if hasattr(notebook, "skip_compare") and PICTURES[0] not in notebook.skip_compare:
        notebook.skip_compare += PICTURES


def pytest_sessionfinish(session):
    if session.config.getoption("--no-skips") and _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    if config.getoption("--no-skips"):
        for report in _skipped(config):
            terminalreporter.write_line(f"skipped, which --no-skips forbids: {report.nodeid}")


def _skipped(config):
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.stats.get("skipped", []) if reporter else []
