"""What `deploy/` starts are commands that there are, with options that they have."""

import configparser
import re
import shlex
from pathlib import Path

import pytest

from authoring.cli.app import run

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("*.service"))


def commands():
    """Every call of `author` in the units and in the compose file, as words."""
    for name in UNITS:
        unit = configparser.ConfigParser(interpolation=None, strict=False)
        unit.optionxform = str
        unit.read(DEPLOY / name)
        yield name, shlex.split(unit["Service"]["ExecStart"])[2:]
    compose = (DEPLOY / "compose.yaml").read_text()
    yield "compose worker", re.search(r'command: \["--as", "worker", "worker"\]', compose)[0].split('"')[1::2]
    yield "compose collect", shlex.split(re.search(r"do (author [^;]+);", compose)[1])[1:]


@pytest.mark.parametrize(("name", "words"), list(commands()), ids=[name for name, _ in commands()])
def test_what_is_started_is_a_command(name, words, capsys):
    assert run([*words, "--help"]) == 0
    assert "Usage" in capsys.readouterr().out


def test_a_timer_starts_a_unit_that_is_there():
    timers = [path.stem for path in DEPLOY.glob("*.timer")]
    assert timers
    assert all(f"{name}.service" in UNITS for name in timers)


def test_no_key_and_no_password_is_in_them():
    for path in DEPLOY.iterdir():
        text = path.read_text()
        assert not re.search(r"sk-|PASSWORD\s*[:=]\s*(?![./])\S|API_KEY\s*[:=]\s*[^.\s]", text), path.name
