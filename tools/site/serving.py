"""A small server that compresses as real ones do, for the tests and the measurements."""

import functools
import gzip
import mimetypes
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".ipynb", ".txt"}
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".ipynb": "application/x-ipynb+json"}


@functools.lru_cache(maxsize=2048)
def packed(path: Path, changed: float) -> bytes:
    """Return the file's bytes as they go over the wire; `changed` keeps the cache fresh."""
    data = path.read_bytes()
    return gzip.compress(data, 6) if path.suffix in COMPRESSED else data


class Handler(BaseHTTPRequestHandler):
    """Answers GET below one folder; says nothing."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args, root: Path):
        self.root = root
        super().__init__(*args)

    def do_GET(self):
        path = self.root / unquote(urlsplit(self.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body = packed(path, path.stat().st_mtime) if found else b"not found"
        self.send_response(200 if found else 404)
        kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "text/plain"
        self.send_header("Content-Type", kind + "; charset=utf-8" * kind.startswith("text/"))
        if found and path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextmanager
def serving(root: Path):
    """Serve a folder on a free port of this machine; yields the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, root=Path(root)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
