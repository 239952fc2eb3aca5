"""A provider's batch API on loopback: keeps files and batches, answers as a test says, breaks as a test says, and counts.

It follows OpenAI's own description: a batch is made of an uploaded file, is looked at until it has ended, and leaves an
output file and an error file. `stall` holds the answer to one chosen call, before or after it was done, until it is let go.
"""

import contextlib
import email.parser
import email.policy
import json
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

USAGE = {"prompt_tokens": 1000, "completion_tokens": 200, "prompt_tokens_details": {"cached_tokens": 0}}


def answer_body(text, finish="stop", usage=None, model="scripted-1-2026"):
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text}}
    return {"object": "chat.completion", "model": model, "choices": [choice], "usage": usage or USAGE}


def row(custom_id, body, status=200):
    response = {"status_code": status, "request_id": "req_1", "body": body}
    return {"id": f"batch_req_{custom_id[:6]}", "custom_id": custom_id, "response": response, "error": None}


def failed_row(custom_id, code, message="no"):
    return {"id": "batch_req", "custom_id": custom_id, "response": None, "error": {"code": code, "message": message}}


def answered(lines, text="{}"):
    """Every line answered with that text, or with what a function makes of its body."""
    return [row(line["custom_id"], answer_body(text(line["body"]) if callable(text) else text)) for line in lines]


@dataclass
class Outcome:
    """What becomes of one batch: how it ends, and the rows of its two files. Bytes go out as they are."""

    status: str = "completed"
    output: object = None
    errors: object = None
    findings: tuple = ()
    looks: int = 1
    """Times it is looked at before it has ended."""
    counted: int | None = None


@dataclass
class Stall:
    """One call to be held: which, whether it is done before or after that, and what says that it is there."""

    call: str
    when: str
    skip: int = 0
    reached: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)


class BatchServer:
    """What the server has and what was asked of it. `becomes` is told the lines of each new batch, and its number."""

    def __init__(self):
        self.url = ""
        self.files, self.batches, self.calls = {}, {}, Counter()
        self.becomes = lambda lines, number: Outcome(output=answered(lines))
        self.online = lambda body: answer_body("{}")
        self.refuses = {}
        self.stall = None
        self.guard = threading.RLock()
        self.asked_online = []

    @property
    def submitted(self):
        """How many times each custom id was submitted, in batches that were not refused as a whole."""
        ids = Counter()
        for batch in self.batches.values():
            if batch["outcome"].status != "failed":
                ids.update(line["custom_id"] for line in batch["lines"])
        return ids

    def handle(self, call, work):
        """(status, body) of one call, with the faults that were asked for."""
        self.calls[call] += 1
        stall = self.stall
        stalls = stall is not None and stall.call == call
        if stalls and stall.skip:
            stall.skip -= 1
            stalls = False
        if stalls and stall.when == "before":
            self._hold(stall)
        refusals = self.refuses.get(call, [])
        if refusals:
            return refusals.pop(0)
        with self.guard:
            done = work()
        if stalls and stall.when == "after":
            self._hold(stall)
        return done

    def _hold(self, stall):
        self.stall = None
        stall.reached.set()
        stall.let_go.wait(60)

    def upload(self, name, content):
        self.files[f"file-{len(self.files) + 1}"] = {"name": name, "content": content, "made": time.time()}
        return 200, self._file(f"file-{len(self.files)}")

    def list_files(self):
        return 200, {"object": "list", "data": [self._file(each) for each in reversed(self.files)], "has_more": False}

    def create(self, asked):
        if asked["input_file_id"] not in self.files:
            return 400, {"error": {"message": "no such file", "code": "invalid_file"}}
        lines = [json.loads(line) for line in self.files[asked["input_file_id"]]["content"].splitlines()]
        number = len(self.batches) + 1
        self.batches[f"batch_{number}"] = {
            "asked": asked, "lines": lines, "looks": 0, "outcome": self.becomes(lines, number), "files": {},
            "cancelled": False, "made": int(time.time()),
        }  # fmt: skip
        return 200, self._batch(f"batch_{number}")

    def retrieve(self, name):
        if name not in self.batches:
            return 404, {"error": {"message": f"No such batch: {name}", "code": None}}
        self.batches[name]["looks"] += 1
        return 200, self._batch(name)

    def cancel(self, name):
        self.batches[name]["cancelled"] = True
        return 200, self._batch(name)

    def list_batches(self, query):
        names = list(reversed(self.batches))
        after = query.get("after", [""])[0]
        if after:
            names = names[names.index(after) + 1 :]
        limit = int(query.get("limit", ["20"])[0])
        data = [self._batch(name) for name in names[:limit]]
        last = data[-1]["id"] if data else None
        return 200, {"object": "list", "data": data, "last_id": last, "has_more": len(names) > limit}

    def content(self, name):
        return (200, self.files[name]["content"]) if name in self.files else (404, {"error": {"message": "gone"}})

    def chat(self, body):
        self.asked_online.append(body)
        return 200, self.online(body)

    def _file(self, name):
        file = self.files[name]
        return {
            "id": name, "object": "file", "bytes": len(file["content"]), "created_at": int(file["made"]),
            "filename": file["name"], "purpose": "batch", "status": "processed",
        }  # fmt: skip

    def _batch(self, name):
        batch = self.batches[name]
        outcome, lines = batch["outcome"], batch["lines"]
        ended = batch["looks"] > outcome.looks
        status = outcome.status if ended else "in_progress"
        if batch["cancelled"]:
            status = "cancelled" if batch["looks"] > 1 else "cancelling"
        files = self._results(batch) if status in ("completed", "expired", "cancelled") else {}
        counted = len(outcome.output) if isinstance(outcome.output, list) else 0
        counts = {
            "total": len(lines),
            "completed": counted if outcome.counted is None else outcome.counted,
            "failed": 0,
        }
        return {
            "id": name, "object": "batch", "endpoint": "/v1/chat/completions", "completion_window": "24h",
            "input_file_id": batch["asked"]["input_file_id"], "metadata": batch["asked"].get("metadata"),
            "status": status, "created_at": batch["made"], "request_counts": counts if files else None,
            "output_file_id": files.get("output"), "error_file_id": files.get("errors"),
            "errors": {"object": "list", "data": list(outcome.findings)} if status == "failed" else None,
        }  # fmt: skip

    def _results(self, batch):
        if not batch["files"]:
            for which in ("output", "errors"):
                rows = getattr(batch["outcome"], which)
                if rows:
                    text = rows if isinstance(rows, bytes) else "".join(json.dumps(r) + "\n" for r in rows).encode()
                    self.upload(f"{which}.jsonl", text)
                    batch["files"][which] = f"file-{len(self.files)}"
        return batch["files"]


def _uploaded(handler, raw):
    head = f"Content-Type: {handler.headers['Content-Type']}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + raw)
    part = next(part for part in message.iter_parts() if part.get_filename())
    return part.get_filename(), part.get_payload(decode=True)


def _route(server, handler, method, raw):
    """The name of a call and what does it."""
    parts = urlsplit(handler.path)
    words = parts.path.removeprefix("/v1/").split("/")
    query = parse_qs(parts.query)
    match (method, *words):
        case ("POST", "files"):
            return "upload", lambda: server.upload(*_uploaded(handler, raw))
        case ("GET", "files"):
            return "list files", server.list_files
        case ("GET", "files", name, "content"):
            return "content", lambda: server.content(name)
        case ("POST", "batches"):
            return "create", lambda: server.create(json.loads(raw))
        case ("GET", "batches"):
            return "list", lambda: server.list_batches(query)
        case ("GET", "batches", name):
            return "retrieve", lambda: server.retrieve(name)
        case ("POST", "batches", name, "cancel"):
            return "cancel", lambda: server.cancel(name)
        case ("POST", "chat", "completions"):
            return "chat", lambda: server.chat(json.loads(raw))
    return "unknown", lambda: (404, {"error": {"message": f"no such address {handler.path}"}})


@contextlib.contextmanager
def batch_server():
    """Such a server, on a port of its own."""
    state = BatchServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet

        def do_POST(self):
            self._do("POST", self.rfile.read(int(self.headers.get("Content-Length") or 0)))

        def do_GET(self):
            self._do("GET", b"")

        def _do(self, method, raw):
            status, body = state.handle(*_route(state, self, method, raw))
            if status is None:  # hang up without a word
                self.close_connection = True
                return
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            with contextlib.suppress(OSError):
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield state
    finally:
        if state.stall:
            state.stall.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
