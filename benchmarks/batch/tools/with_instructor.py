"""instructor as its documentation has it: an asyncio script with a semaphore. `with_instructor.py URL REQUESTS AT_ONCE OUT`."""

import asyncio
import json
import resource
import sys
import time
from pathlib import Path

import instructor
from openai import AsyncOpenAI
from pydantic import BaseModel, ConfigDict


class Draft(BaseModel):
    """Any object: less to validate than ours, not more."""

    model_config = ConfigDict(extra="allow")


async def main(url, requests, at_once, out):
    client = instructor.from_openai(AsyncOpenAI(base_url=url, api_key="none"), mode=instructor.Mode.JSON)
    places, got = asyncio.Semaphore(at_once), 0

    async def one(messages):
        nonlocal got
        async with places:
            try:
                draft = await client.chat.completions.create(model="m", messages=messages, response_model=Draft)
            except Exception:
                return
        out.write(draft.model_dump_json() + "\n")
        got += 1

    began, cpu = time.monotonic(), time.process_time()
    await asyncio.gather(*(one(messages) for messages in requests))
    out.flush()
    return {"got": got, "wall_s": time.monotonic() - began, "cpu_s": time.process_time() - cpu}


if __name__ == "__main__":
    asked = [json.loads(line) for line in Path(sys.argv[2]).read_text().splitlines()]
    with Path(sys.argv[4]).open("w") as file:
        found = asyncio.run(main(sys.argv[1], asked, int(sys.argv[3]), file))
    found["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))
