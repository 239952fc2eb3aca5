"""A model server of its own process: answers every draft with one that can stand, counts what it was asked, and fails by plan.

`python answering_server.py ANSWERS LOG [--latency 0.3] [--per-second 200] [--fail-share 0.1] [--seed 7]`; prints its port.

ANSWERS is a JSON object: `"25-4022 moat"` to the text of the answer; sections that are not there get `{}`; `*` stands for a
prompt that names no occupation. LOG gets a line
for every request, flushed before it is answered, with the hash of what was asked, and one for every answer that was sent.
"""

import argparse
import asyncio
import hashlib
import json
import os
import random
import re
import time
from pathlib import Path

from aiohttp import web

SECTION = re.compile(r"^Section: (\w+)", re.MULTILINE)
"""For tools that send no schema with a name."""

SOC = re.compile(r"\(SOC (\d\d-\d{4})\)")


class Server:
    def __init__(self, given):
        self.answers = json.loads(Path(given.answers).read_bytes())
        self.log = os.open(given.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.given = given
        self.random = random.Random(given.seed)
        self.sent = []
        self.refused = self.served = 0

    def note(self, *words):
        os.write(self.log, (" ".join(words) + "\n").encode())

    def allowed(self):
        """A window that slides: so many in any second."""
        if not self.given.per_second:
            return True
        now = time.monotonic()
        while self.sent and self.sent[0] <= now - 1.0:
            self.sent.pop(0)
        if len(self.sent) >= self.given.per_second:
            return False
        self.sent.append(now)
        return True

    async def answer(self, request):
        body = await request.read()
        if not self.allowed():
            self.refused += 1
            return web.json_response(
                {"error": {"message": "slow down", "type": "requests", "code": None}},
                status=429,
                headers={"Retry-After": str(self.given.retry_after)} if self.given.retry_after else {},
            )
        asked = json.loads(body)
        key = hashlib.sha1(json.dumps(asked["messages"]).encode()).hexdigest()
        self.note("asked", key)
        if self.given.latency:
            await asyncio.sleep(self.given.latency)
        if self.given.fail_share and self.random.random() < self.given.fail_share:
            return web.json_response({"error": {"message": "overloaded", "type": "server_error"}}, status=503)
        words = "\n".join(str(each["content"]) for each in asked["messages"][1:2])
        named = SECTION.search(words)
        section = named[1] if named else asked.get("response_format", {}).get("json_schema", {}).get("name", "")
        soc = SOC.search(words)
        text = self.answers.get(f"{soc[1] if soc else '*'} {section}", "{}")
        self.served += 1
        answer = {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": asked["model"],
            "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
            "usage": {"prompt_tokens": len(body) // 4, "completion_tokens": len(text) // 4, "total_tokens": 0},
        }
        sent = web.Response(body=json.dumps(answer).encode(), content_type="application/json")
        await sent.prepare(request)
        await sent.write_eof()
        self.note("answered", key)
        return sent


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("answers")
    parser.add_argument("log")
    parser.add_argument("--latency", type=float, default=0.0)
    parser.add_argument("--per-second", type=int, default=0)
    parser.add_argument("--retry-after", type=float, default=0.0)
    parser.add_argument("--fail-share", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=7)
    server = Server(parser.parse_args())
    app = web.Application(client_max_size=64 << 20)
    app.router.add_post("/v1/chat/completions", server.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=4096)
    await site.start()
    print(runner.addresses[0][1], flush=True)  # noqa: T201
    await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        import uvloop

        uvloop.run(main())
    except ImportError:
        asyncio.run(main())
