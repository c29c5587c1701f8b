"""A headless Chromium: the system's own, or else the one that Playwright has installed."""

import os
import shutil
from contextlib import contextmanager

from playwright.sync_api import Error, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]


class NoBrowser(RuntimeError):
    """There is no Chromium on this machine."""


@contextmanager
def chromium():
    """Yield a headless browser; NoBrowser says how to get one."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        except Error as error:
            raise NoBrowser(
                "No Chromium was found: install it (apt install chromium, or "
                "`python -m playwright install chromium`) or set CHROMIUM to its path."
            ) from error
        try:
            yield browser
        finally:
            browser.close()
