"""Run a notebook from top to bottom in a fresh kernel."""

import os
import re

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from tools.notebooks.errors import BuildError

ENVIRONMENT = {
    "COURSE_OUTPUT": "static",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
}
ANSI = re.compile(r"\x1b\[[0-9;]*m")


async def execute(notebook, lines, text, timeout):
    """Execute `notebook` in place; BuildError names the text's file and line on any failure.

    The notebook runs in its text's folder. A cell may take `timeout` seconds.
    """
    client = NotebookClient(
        notebook,
        timeout=timeout,
        store_widget_state=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(text.parent)}},
        extra_arguments=["--IPKernelApp.log_level=40"],
    )
    position = {}
    client.on_cell_execute = lambda cell, cell_index: position.update(index=cell_index)
    try:
        await _start_and_run(client)
    except CellExecutionError as error:
        line = _failing_line(error, lines[position["index"]])
        raise BuildError(text, line, f"the cell raises {error.ename}: {error.evalue}") from None
    except CellTimeoutError:
        message = f"the cell did not end within {timeout} s"
        raise BuildError(text, lines[position["index"]], message) from None
    except DeadKernelError:
        line = lines[position.get("index", 0)]
        raise BuildError(text, line, "the kernel died while it ran this cell") from None
    _strip(notebook)
    _refuse_stderr(notebook, lines, text)


async def _start_and_run(client, attempts=3):
    """Run all cells; a kernel that dies before its first cell has lost its port, so try again."""
    for attempt in range(1, attempts + 1):
        try:
            await client.async_execute(env={**os.environ, **ENVIRONMENT})
            return
        except RuntimeError as error:
            if "replying to kernel_info" not in str(error) or attempt == attempts:
                raise


def _failing_line(error, cell_line):
    """The line of the text that raised, from the traceback's innermost frame in the cell."""
    plain = ANSI.sub("", error.traceback)
    arrows = re.findall(r"(?:Cell In\[\d+\], line (\d+)|^-+> (\d+) )", plain, re.M)
    numbers = [int(a or b) for a, b in arrows]
    return cell_line + numbers[0] - 1 if numbers else cell_line


def _strip(notebook):
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)


def _refuse_stderr(notebook, lines, text):
    for cell, line in zip(notebook.cells, lines, strict=True):
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                said = output.text.strip().split("\n")[-1]
                raise BuildError(text, line, f"the cell writes to stderr: {said}")
