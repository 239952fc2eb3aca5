"""bespokelabs-curator on the same prompts. `with_curator.py URL REQUESTS AT_ONCE FOLDER`.

It counts tokens with tiktoken, which fetches its tables from the network; here four characters are a token, which takes less
of the processor, not more.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

os.environ |= {
    "CURATOR_CACHE_DIR": sys.argv[4], "CURATOR_DISABLE_CACHE": "1", "TELEMETRY_ENABLED": "0", "CURATOR_VIEWER": "0",
    "OPENAI_API_KEY": "none", "HF_DATASETS_DISABLE_PROGRESS_BARS": "1", "HF_HOME": sys.argv[4],
}  # fmt: skip

import tiktoken
from bespokelabs import curator
from pydantic import BaseModel, ConfigDict


class Quarters:
    """Four characters are a token."""

    def encode(self, text, **_):
        return range(len(text) // 4)


tiktoken.get_encoding = lambda _name: Quarters()


class Draft(BaseModel):
    """Any object: less to validate than ours, not more."""

    model_config = ConfigDict(extra="allow")


class Drafter(curator.LLM):
    response_format = Draft

    def prompt(self, row):
        return [{"role": "system", "content": row["system"]}, {"role": "user", "content": row["user"]}]

    def parse(self, row, response):  # noqa: ARG002 - the library calls it so
        return {"draft": response.model_dump_json()}


def main():
    rows = [json.loads(line) for line in Path(sys.argv[2]).read_text().splitlines()]
    rows = [{"system": first["content"], "user": second["content"]} for first, second in rows]
    drafter = Drafter(
        model_name="gpt-4o-mini",
        backend="openai",
        backend_params={
            "base_url": sys.argv[1],
            "max_concurrent_requests": int(sys.argv[3]),
            "max_requests_per_minute": 10_000_000,
            "max_tokens_per_minute": 10_000_000_000,
        },
    )
    began, cpu = time.monotonic(), time.process_time()
    got = drafter(rows)
    dataset = getattr(got, "dataset", got)
    wall, took = time.monotonic() - began, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("\n" + json.dumps({"got": len(dataset), "wall_s": wall, "cpu_s": took, "memory_mb": memory}))


if __name__ == "__main__":
    main()
