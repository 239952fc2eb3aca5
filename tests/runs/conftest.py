"""A workspace, a server that counts, and `author run` as a process of its own."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "llm"))
from good_answers import good

from authoring.facts.base import FactBase
from authoring.prompting import Prompts
from authoring.revisions.store import Revisions
from authoring.runs.ledger import Ledger

KEY = "sk-run-Zq81mWvT9rX"
CODES = ("25-4011", "25-4022")
SETTINGS = """
[model]
name = "openai/m"
base_url = "http://127.0.0.1:{port}/v1"
attempts = 3
[model.prices."openai/m"]
input = 1.0
output = 8.0
"""


@pytest.fixture(scope="session")
def good_texts(tmp_path_factory):
    """Answers that can stand, for two occupations."""
    base = FactBase.open()
    texts = {f"{soc} {name}": good(name, base.sheet(soc)) for soc in CODES for name in Prompts().sections()}
    path = tmp_path_factory.mktemp("answers") / "answers.json"
    path.write_text(json.dumps(texts))
    return path


class Place:
    """A workspace beside a server of its own."""

    def __init__(self, root, answers, *options):
        self.root, self.log = root / "ws", root / "requests.log"
        server = str(Path(__file__).parent / "answering_server.py")
        words = [sys.executable, server, str(answers), str(self.log), *options]
        self.server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        port = self.server.stdout.readline().strip()
        self.environment = {**os.environ, "OPENAI_API_KEY": KEY, "AUTHORING_PERSON": "ada", "NO_COLOR": "1"}
        assert self.author("init", str(self.root), inside=False).returncode == 0
        with (self.root / "authoring.toml").open("a") as file:
            file.write(SETTINGS.format(port=port))

    def words(self, *words, inside=True):
        where = ["--workspace", str(self.root)] if inside else []
        return [sys.executable, "-m", "authoring", *where, *words]

    def author(self, *words, inside=True, **more):
        return subprocess.run(
            self.words(*words, inside=inside), env=self.environment, capture_output=True, text=True, timeout=120, check=False,
            **more,
        )  # fmt: skip

    def start(self, *words):
        return subprocess.Popen(
            self.words(*words), env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    @property
    def ledger(self):
        return Ledger(self.root / ".authoring")

    def lines(self):
        return [line.split() for line in self.log.read_text().splitlines()]

    def asked(self):
        """How often each request came."""
        return Counter(key for kind, key in self.lines() if kind == "asked")

    def answered(self):
        return Counter(key for kind, key in self.lines() if kind == "answered")

    def histories(self):
        revisions = Revisions(self.root / "drafts", self.root / ".authoring")
        return [history for soc in CODES for history in revisions.profile(soc, "en").values()]

    def close(self):
        self.server.kill()
        self.server.wait()
        self.server.stdout.close()


@pytest.fixture
def place(tmp_path, good_texts):
    """Makes a place whose server has these options."""
    made = []

    def make(*options, answers=good_texts):
        made.append(Place(tmp_path, answers, *options))
        return made[-1]

    yield make
    for each in made:
        each.close()
