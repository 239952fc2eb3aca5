"""`make bench-tui`: the review TUI on 50,000 drafts, through a pseudo-terminal, each figure beside its budget.

First frames are compared with those of an empty Textual program, turn by turn in the same run. `key echo` is from the key
until the row cursor has moved on the screen. Run it on a quiet machine.
"""

import argparse
import random
import shutil
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from authoring.settings import open_workspace
from authoring.wiring import Wiring
from benchmarks.revisions.workspace import make_workspace
from benchmarks.tui.terminal import Terminal

ROOT: Final = Path(__file__).parents[2]
_FIRST_ROW: Final = 3
_TURNS, _ECHOES, _OPENED, _KEYS = 7, 200, 500, 5000
_HELP, _NARROW = "?q", "/nurse\x1b"
_IN_SECTION: Final = ("j", "k", "j", "n", "p", "1", "2", "3", "4", "\t", "\t", "g", "G", "\x1b[6~", "\x1b[5~", _HELP)
_IN_QUEUE: Final = ("j", "k", "j", "s", "g", "G", "\x1b[6~", "\x1b[5~", _NARROW, _HELP, "OO")


def main() -> None:
    """Make the workspace where it is missing, then measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--in", dest="folder", type=Path, help="Keep the workspace here; it takes minutes to make.")
    asked.add_argument("--occupations", type=int, help="Only so many occupations; default: all 867.")
    given, _ = asked.parse_known_args()
    if given.folder:
        _measure(given.folder, given.occupations)
        return
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), given.occupations)


def _measure(folder: Path, occupations: int | None) -> None:
    made = make_workspace(folder, occupations)
    _check_everything(folder)
    print(f"  {made} sections drafted now" if made else "  workspace as it was")
    _first_frames(folder)
    terminal = _opened(folder)
    _say("rows in the queue", _total(terminal), "")
    _say("key echo, p95", _echo(terminal) * 1000, "ms, budget 30")
    _say("filter: name and state", _filtered(terminal, "librarian state:a") * 1000, "ms, budget 50")
    _say("filter: section and code", _filtered(terminal, "section:faq 11-1") * 1000, "ms, budget 50")
    _say("a page of the queue, median", _page(terminal) * 1000, "ms")
    _say("open a section, median", _open_section(terminal) * 1000, "ms, budget 60")
    _say("its changes, median", _open_changes(terminal) * 1000, "ms")
    before = terminal.memory()
    _page_through(terminal, _OPENED)
    _say(f"memory before {_OPENED} sections", before / 1e6, "MB")
    _say(f"memory after {_OPENED} sections", terminal.memory() / 1e6, "MB")
    terminal.end()
    _hour(folder)


def _check_everything(folder: Path) -> None:
    """An opened queue counts findings in the background; what is measured is the queue of a team that has been at it."""
    board = Wiring(open_workspace(folder), "Ada").desk.board
    board.refresh()
    while left := board.count_findings(2000):
        print(f"  checking: {left} left", flush=True)


def _first_frames(folder: Path) -> None:
    ours, empty, rows, whole = [], [], [], []
    for _ in range(_TURNS):
        nothing = Terminal([str(ROOT / "benchmarks/tui/empty.py")])
        empty.append(nothing.until(lambda text: "Nothing here" in text, nothing.began))
        nothing.end()
        program = _start(folder)
        ours.append(program.until(lambda text: bool(text.strip()), program.began))
        rows.append(program.until(_has_rows, program.began))
        whole.append(program.until(_is_whole, program.began))
        program.end()
    first, least = statistics.median(ours), statistics.median(empty)
    _say(
        "first frame",
        first * 1000,
        f"ms; an empty program {least * 1000:.0f} ms: {first / least:.2f} of it, budget 1.3",
    )
    _say("first rows on the screen", statistics.median(rows) * 1000, "ms")
    _say("all rows", statistics.median(whole) * 1000, "ms")


def _start(folder: Path) -> Terminal:
    """The program as on a first day: it would reopen where the run before left it."""
    shutil.rmtree(folder / ".authoring" / "screens", ignore_errors=True)
    return Terminal([str(ROOT / "tui.py"), "--workspace", str(folder), "--as", "Ada"], PYTHONPATH=str(ROOT))


def _opened(folder: Path) -> Terminal:
    """With all rows read, not only the first ones."""
    terminal = _start(folder)
    terminal.until(_is_whole)
    return terminal


def _is_whole(text: str) -> bool:
    return _has_rows(text) and "sections" in text.splitlines()[0]


def _has_rows(text: str) -> bool:
    return any(line.startswith("> ") for line in text.splitlines())


def _cursor(text: str) -> int:
    return next((number for number, line in enumerate(text.splitlines()) if line.startswith("> ")), -1)


def _total(terminal: Terminal) -> float:
    digits = "".join(each for each in terminal.text().splitlines()[0].split("·")[0] if each.isdigit())
    return float(digits or 0)


def _echo(terminal: Terminal) -> float:
    """Each key is waited for where it leads: a key that came while the last one was drawn would undo it unseen."""
    times, row = [], _cursor(terminal.text())
    for number in range(_ECHOES):
        key, step = ("j", 1) if number % 10 < 5 else ("k", -1)
        row += step
        times.append(terminal.press(key, lambda text, row=row: _cursor(text) == row))
    return statistics.quantiles(times, n=20)[18]


def _filtered(terminal: Terminal, typed: str) -> float:
    """From the last letter until the title counts what is left; the completion shows that letter before it is typed."""
    terminal.press("/", lambda _: True)
    whole = terminal.text().splitlines()[0]
    *beginning, last = typed
    terminal.press("".join(beginning), lambda text: f" {''.join(beginning)}" in text and text.splitlines()[0] != whole)
    before = terminal.text().splitlines()[0]
    taken = terminal.press(last, lambda text: typed in text and text.splitlines()[0] != before)
    terminal.press("\x1b", lambda text: text.splitlines()[0] == whole)
    return taken


def _open_section(terminal: Terminal) -> float:
    times = []
    for _ in range(15):
        times.append(terminal.press("\r", _is_review))
        terminal.press("q", _is_queue)
        terminal.press("j", lambda _: True)
    return statistics.median(times)


def _page(terminal: Terminal) -> float:
    """From the key until other rows are on the screen. The first one only takes the cursor to the last row there."""
    times: list[float] = []
    terminal.press("\x1b[6~", lambda text: _cursor(text) != _FIRST_ROW)
    for _ in range(12):
        first = terminal.text().splitlines()[_FIRST_ROW]
        times.append(terminal.press("\x1b[6~", lambda text, first=first: text.splitlines()[_FIRST_ROW] != first))
    terminal.press("g", lambda text: _cursor(text) == _FIRST_ROW)
    return statistics.median(times)


def _open_changes(terminal: Terminal) -> float:
    """The changes of sections that somebody edited, from their page."""
    whole = terminal.text().splitlines()[0]
    terminal.press("/who:jan", lambda text: " who:jan" in text and text.splitlines()[0] != whole)
    terminal.press("\r", _is_queue)
    times = []
    for _ in range(15):
        terminal.press("\r", _is_review)
        times.append(terminal.press("D", _is_diff))
        terminal.press("q", _is_review)
        terminal.press("q", _is_queue)
        terminal.press("j", lambda _: True)
    terminal.press("\x1b", lambda text: text.splitlines()[0] == whole)
    return statistics.median(times)


def _is_diff(text: str) -> bool:
    return "x Take back" in text


def _is_review(text: str) -> bool:
    """A section is shown, with the hash a decision would bind."""
    return "a Approve" in text


def _is_queue(text: str) -> bool:
    return any("enter Open" in line and "s Sort" in line for line in text.splitlines()[-3:])


def _page_through(terminal: Terminal, sections: int) -> None:
    terminal.press("\r", _is_review)
    for _ in range(sections):
        place = terminal.text().splitlines()[0].split("  ")[0]
        terminal.press("n", lambda text, place=place: text.splitlines()[0].split("  ")[0] != place)
    terminal.press("q", _is_queue)


def _hour(folder: Path) -> None:
    """Thousands of keys that decide nothing: sections opened, walked through, closed; the queue sorted and narrowed."""
    terminal, chance, pressed = _opened(folder), random.Random(8), 0
    begun = terminal.memory()
    while pressed < _KEYS:
        walk, around = chance.choices(_IN_SECTION, k=25), chance.choices(_IN_QUEUE, k=10)
        terminal.press("\r", _is_review)
        for keys in walk:
            _type(terminal, keys, _is_review)
        _back_to_queue(terminal)
        for keys in around:
            _type(terminal, keys, _is_queue)
        terminal.until(_is_queue)
        pressed += sum(map(len, walk)) + sum(map(len, around)) + 3
    _say(f"memory before and after {pressed} keys", begun / 1e6, f"MB, {terminal.memory() / 1e6:.1f} MB")
    print("  the program " + ("told a defect" if "went wrong" in terminal.text() else "told no defect"))
    terminal.end()


def _type(terminal: Terminal, keys: str, here: Callable[[str], bool]) -> None:
    """The keys without waiting, but for those that lead elsewhere and back: a `q` that came too early would leave the program,
    and an escape with a key right behind it is another key."""
    if keys == _HELP:
        terminal.press("?", lambda text: "The keys of this screen" in text and not here(text))
        terminal.press("q", here)
    elif keys == _NARROW:
        terminal.press("/nurse", lambda text: " nurse" in text)
        terminal.press("\x1b", lambda text: " nurse" not in text)
        terminal.rest()
    else:
        terminal.type(keys)


def _back_to_queue(terminal: Terminal) -> None:
    """From wherever the keys led, by escape: one `q` too many, on a busy machine, would leave the program."""
    terminal.rest()
    while not _is_queue(terminal.text()):
        terminal.type("\x1b")


def _say(what: str, value: float, unit: str) -> None:
    print(f"  {what:<32} {value:>9,.1f} {unit}", flush=True)


if __name__ == "__main__":
    main()
