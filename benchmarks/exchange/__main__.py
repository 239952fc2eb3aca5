"""`make cat-tools`: translations are exported in every format and opened by translate-toolkit, unit by unit.

It is GPL and no dependency: it lives in an environment of its own, made here once, and is spoken to by files alone.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from authoring.cli.app import run
from authoring.settings import open_workspace
from authoring.translating.exchange.bringing_in import BringingIn, format_of
from authoring.translating.exchange.units import Exchanged, Unit, units_of
from authoring.wiring import Wiring

_ENVIRONMENT = Path(__file__).parents[2] / ".venv-cat"
_NEEDED = "translate-toolkit>=3.15,<4"
_TOOL = Path(__file__).parent / "tools" / "read_with_toolkit.py"
_SOC = "25-4022"


def main() -> int:
    """Exits with 1 where a unit is read otherwise than it was written."""
    python = _environment()
    with tempfile.TemporaryDirectory() as folder:
        units = _translated(Path(folder) / "work")
        wrong = sum(_compared(python, Path(folder), name, units) for name in ("xliff12", "xliff21", "po"))
    return 1 if wrong else 0


def _environment() -> Path:
    python = _ENVIRONMENT / "bin" / "python"
    if not python.exists():
        venv.create(_ENVIRONMENT, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", _NEEDED], check=True)
    return python


def _translated(home: Path) -> list[Unit]:
    """Every text of one occupation, half of them translated."""
    run(["init", str(home)])
    run(["-w", str(home), "draft", _SOC])
    run(["-w", str(home), "translate", _SOC, "--to", "zh-TW"])
    half = [
        Unit(u.id, u.source, f"譯文 & <{n}>「{''.join(u.keep)}」", "translated", u.base, u.notes, u.keep)
        for n, u in enumerate(_units(home))
        if u.id.split("/")[1] in ("moat", "faq", "immigration")
    ]
    taker = BringingIn(Wiring(open_workspace(home), "Mei").revisions, "en", ("en", "zh-TW"), "Mei")
    taker.bring_in(Exchanged("en", "zh-TW", tuple(half)), "a benchmark")
    return _units(home)


def _units(home: Path) -> list[Unit]:
    wiring = Wiring(open_workspace(home), "Mei")
    profile = wiring.revisions.profile
    return list(units_of(profile(_SOC, "en"), profile(_SOC, "zh-TW"), wiring.glossaries.glossary("zh-TW")))


def _compared(python: Path, folder: Path, name: str, units: list[Unit]) -> int:
    write, _ = format_of(name)
    path = folder / f"out.{'po' if name == 'po' else 'xlf'}"
    path.write_bytes(write(units, "en", "zh-TW"))
    read = subprocess.run([python, _TOOL, path, name], check=True, capture_output=True, text=True).stdout
    theirs = [json.loads(line) for line in read.splitlines()]
    ours = [{"source": unit.source, "target": unit.target or ""} for unit in units]
    wrong = [pair for pair in zip(theirs, ours, strict=False) if pair[0] != pair[1]]
    print(f"{name}: {len(ours)} units written, {len(theirs)} read, {len(wrong)} otherwise than written")
    for theirs_, ours_ in wrong[:3]:
        print("  read", theirs_, "\n  made", ours_)
    return len(wrong) + abs(len(theirs) - len(ours))


if __name__ == "__main__":
    sys.exit(main())
