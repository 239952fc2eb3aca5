"""A web server on loopback that says what a test scripts, a workspace, and the command line."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from authoring.cli.app import run


class Web:
    """Answers by path: bytes, or a function of the request handler. `seen` are the paths asked for."""

    def __init__(self):
        self.pages, self.seen, self.url = {}, [], ""

    def page(self, path, content, media_type="text/html; charset=utf-8", status=200, **headers):
        def answer(handler):
            handler.send_response(status)
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            for name, value in {"Content-Type": media_type, "Content-Length": str(len(content)), **given}.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(content)

        self.pages[path] = answer
        return self.url + path


@pytest.fixture
def web():
    pages = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            pages.seen.append(self.path)
            try:
                pages.pages[self.path](self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_):
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    thread = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    pages.url = f"http://127.0.0.1:{listening.server_port}"
    yield pages
    listening.shutdown()
    listening.server_close()
    thread.join()


@pytest.fixture
def author(capsys, monkeypatch, tmp_path):
    """Runs `author` in a fresh workspace; gives stdout and stderr."""
    monkeypatch.setenv("AUTHORING_PERSON", "ada")
    folder = tmp_path / "profiles"
    assert run(["init", str(folder)]) == 0
    monkeypatch.chdir(folder)

    def command(*words, to=0):
        capsys.readouterr()
        code = run([str(word) for word in words])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err + printed.out
        assert code == to, printed.err
        return printed.out, printed.err

    return command
