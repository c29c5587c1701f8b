"""Pages made from output bundles, and modes of output."""

import functools
import http.server
import threading

import pytest

from mlviz.assets import static_text
from mlviz.display import MIME


@pytest.fixture
def static(monkeypatch):
    monkeypatch.setenv("COURSE_OUTPUT", "static")


def document(outputs, script=True):
    """A page with nothing but the outputs, our style sheet and our script."""
    body = "\n".join(output._repr_mimebundle_()[MIME] for output in outputs)
    player = f"<script>{static_text('player.js')}</script>" if script else ""
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Outputs</title>"
        "<link rel='icon' href='data:,'><meta name='viewport' content='width=device-width'>"
        "<style>body{font:16px/1.5 sans-serif;background:var(--mlv-paper);"
        f"color:var(--mlv-ink)}}{static_text('figures.css')}</style></head>"
        f"<body><main><h1>Outputs</h1>{body}<p id='end'>The end.</p></main>{player}</body></html>"
    )


@pytest.fixture
def open_page(browser, tmp_path, static):
    """Return a function: outputs -> a page opened from a file, errors of any kind collected."""
    contexts = []

    def opener(outputs, script=True, url=None, **options):
        path = tmp_path / "page.html"
        path.write_text(document(outputs, script), encoding="utf8")
        context = browser.new_context(
            **{"viewport": {"width": 900, "height": 900}, "java_script_enabled": script} | options
        )
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on(
            "console",
            lambda message: page.problems.append(message.text) if message.type == "error" else None,
        )
        page.goto(url or path.as_uri())
        return page

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture
def served(tmp_path):
    """The address of the test's folder over http."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
