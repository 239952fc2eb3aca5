"""A second model server beside llmock: raw sockets, says exactly what a test scripts, also what no sane server says."""

import json
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

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
    return lambda handler: send(handler, json.dumps(answer).encode())


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
