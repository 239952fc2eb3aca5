"""A second model server beside llmock: raw sockets, says exactly what a test scripts, also what no sane server says."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "sk-test-Zq81mWvT9rX"

Answer = Callable[[BaseHTTPRequestHandler], None]


def send(handler, body: bytes, status=200, headers=()):
    handler.send_response(status)
    for name, value in (("Content-Type", "application/json"), ("Content-Length", str(len(body))), *headers):
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def says(text, finish="stop", refusal=None, usage=(900, 100, 600), **more) -> Answer:
    """A chat completion with that content."""
    answer = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": "scripted-1-2026",
        "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text}}],
        "usage": {
            "prompt_tokens": usage[0],
            "completion_tokens": usage[1],
            "prompt_tokens_details": {"cached_tokens": usage[2]},
        },
        **more,
    }
    if refusal:
        answer["choices"][0]["message"]["refusal"] = refusal

    def answer_or_stream(handler):
        if handler.asked.get("stream"):
            streams(text or "", finish, refusal=refusal, usage=usage)(handler)
        else:
            send(handler, json.dumps(answer).encode())

    return answer_or_stream


def calls(arguments, usage=(900, 100, 600)) -> Answer:
    """A chat completion that calls the function it was given."""

    def answer(handler):
        name = handler.asked["tools"][0]["function"]["name"]
        call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}
        says(None, "tool_calls", usage=usage, choices=[
            {"index": 0, "finish_reason": "tool_calls", "message": {"content": None, "tool_calls": [call]}}
        ])(handler)  # fmt: skip

    return answer


def chunk(delta, finish=None, **more):
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "model": "scripted-1-2026",
        "choices": [choice],
        **more,
    }


def begin_stream(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True


def event(handler, data):
    text = data if isinstance(data, str) else json.dumps(data)
    handler.wfile.write(f"data: {text}\n\n".encode())
    handler.wfile.flush()


def streams(
    text, finish="stop", refusal=None, usage=(900, 100, 600), size=7, pause=0.0, after=None, as_tool=False
) -> Answer:
    """The same answer in pieces of `size`; `after` is done with the handler when the last piece is out, before the end."""

    def answer(handler):
        begin_stream(handler)
        event(handler, chunk({"role": "assistant", "content": ""}))
        for start in range(0, len(text), size):
            piece = text[start : start + size]
            call = {"index": 0, "function": {"arguments": piece}}
            event(handler, chunk({"tool_calls": [call]} if as_tool else {"content": piece}))
            if pause:
                time.sleep(pause)
        if after is not None:
            after(handler)
        if finish is None:
            return
        event(handler, chunk({"refusal": refusal} if refusal else {}, finish))
        if usage and handler.asked.get("stream_options", {}).get("include_usage"):
            counted = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
            event(handler, {**chunk({}), "choices": [], "usage": {
                **counted, "prompt_tokens_details": {"cached_tokens": usage[2]}
            }})  # fmt: skip
        event(handler, "[DONE]")

    return answer


def fails(status, message="no", code=None, headers=()) -> Answer:
    body = json.dumps({"error": {"message": message, "type": "error", "code": code}}).encode()
    return lambda handler: send(handler, body, status, headers)


def sends(body: bytes, status=200) -> Answer:
    """Those bytes, whatever they are."""
    return lambda handler: send(handler, body, status)


def hangs(seconds) -> Answer:
    return lambda handler: time.sleep(seconds)


def cuts(handler):
    """Promises a thousand bytes, sends twelve, and hangs up."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": ')
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


@dataclass
class Scripted:
    """Answers requests in the order scripted; the last one answers all further ones. `seen` are the bodies."""

    url: str = ""
    answers: list[Answer] = field(default_factory=list)
    seen: list[dict] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def script(self, *answers: Answer):
        self.answers = list(answers)
        return self

    def answer(self, handler):
        self.keys.append(handler.headers.get("Authorization", ""))
        handler.asked = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        self.seen.append(handler.asked)
        answer = self.answers[0] if len(self.answers) == 1 else self.answers.pop(0)
        answer(handler)


@contextlib.contextmanager
def listening():
    """Such a server, on a port of its own."""
    scripted = Scripted()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            try:
                scripted.answer(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    scripted.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield scripted
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
