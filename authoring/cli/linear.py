"""`author review --linear`: the queue as plain questions, one line at a time, for screen readers and dumb terminals.

Nothing is drawn or moved: text goes to stdout, questions to stderr, answers come from stdin, so it can be scripted too.
Every answer is one of the words of `author review`'s keys, whole or begun.
"""

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from authoring.cli.failure import told
from authoring.cli.output import data, talk
from authoring.cli.reading import section_lines

if TYPE_CHECKING:
    from authoring.reviewing.board import QueueLine
    from authoring.wiring import Wiring
    from schemas.events import Revision

_ACTIONS: Final[Mapping[str, str]] = {
    "approve": "approve exactly this text",
    "request": "request changes, with a reason",
    "reject": "reject: to be drafted anew, with a reason",
    "comment": "remark on the section",
    "waive": "accept its first warning, with a reason",
    "edit": "edit it in your editor",
    "undo": "take back your last decision on it",
    "facts": "read it with the facts it cites",
    "history": "who did what and when",
    "again": "read it again",
    "next": "the next section",
    "back": "the section before",
    "help": "this list",
    "quit": "leave",
}


class Linear:
    """One person going through some lines of the queue, one after the other."""

    def __init__(self, wiring: "Wiring", lines: "tuple[QueueLine, ...]") -> None:
        self._wiring = wiring
        self._desk = wiring.desk
        self._lines = lines
        self._at = 0
        self._does: Mapping[str, Callable[[Revision], None]] = {
            "approve": self._approve,
            "request": self._request_changes,
            "reject": self._reject,
            "comment": self._comment,
            "waive": self._waive,
            "edit": self._edit,
            "undo": self._undo,
            "facts": lambda head: self._read(head, facts=True),
            "history": self._history,
            "again": self._read,
        }

    def go(self) -> None:
        """Until the end of the queue, `quit`, or the end of what is typed."""
        talk(f"{len(self._lines)} sections. Answer with a word or its beginning; `help` lists them.")
        while 0 <= self._at < len(self._lines):
            if not self._stay():
                return
        talk("that was the last one")

    def _stay(self) -> bool:
        """One section, until the person goes on; False where they leave."""
        head = self._head()
        if head is None:
            self._at += 1
            return True
        self._read(head)
        here = self._at
        while self._at == here:
            word = _ask("what now?")
            if word is None or word == "quit":
                return False
            self._answer(word)
        return True

    def _answer(self, word: str) -> None:
        if word in ("next", "back"):
            self._at = max(self._at + (1 if word == "next" else -1), 0)
            return
        head = self._head()
        if word == "help" or head is None:
            for name, meaning in _ACTIONS.items():
                talk(f"{name}: {meaning}")
            return
        told(lambda: self._does[word](head))

    def _head(self) -> "Revision | None":
        status = self._lines[self._at].status
        return self._desk.history(status.soc, status.locale, status.section).head

    def _read(self, head: "Revision", *, facts: bool = False) -> None:
        history = self._desk.history(head.soc, head.locale, head.section)
        state = self._desk.state(history).replace("_", " ")
        name = f"{head.section.replace('_', ' ')}, {self._desk.title(head.soc)}, {head.soc}, {head.locale}"
        data(f"{self._at + 1} of {len(self._lines)}: {name}")
        data(f"state: {state}; by {head.by.name}; text {head.hash[:8]}; why here: {self._lines[self._at].priority.why}")
        for line in section_lines(head.content, self._wiring.base.sheet(head.soc) if facts else None):
            data(line)
        findings = self._desk.findings(head)
        for finding in findings:
            data(f"{finding.severity}: {finding.message}. {finding.hint}")
        if not findings:
            data("no findings")

    def _approve(self, head: "Revision") -> None:
        decision = self._desk.approve(head.soc, head.locale, head.section, head.id)
        talk(f"approved, bound to text {decision.hash[:8]}; `undo` takes it back")
        self._at += 1

    def _request_changes(self, head: "Revision") -> None:
        self._with_reason(lambda why: self._desk.request_changes(head.soc, head.locale, head.section, head.id, why))

    def _reject(self, head: "Revision") -> None:
        self._with_reason(lambda why: self._desk.reject(head.soc, head.locale, head.section, head.id, why))

    def _comment(self, head: "Revision") -> None:
        self._with_reason(lambda text: self._desk.comment(head.soc, head.locale, head.section, text), stay=True)

    def _waive(self, head: "Revision") -> None:
        warning = next((each for each in self._desk.findings(head) if each.severity == "warning"), None)
        if warning is None:
            talk("there is no warning to accept")
            return
        talk(warning.message)
        at = (head.soc, head.locale, head.section, head.id, warning.rule, warning.fingerprint)
        self._with_reason(lambda why: self._desk.waive(*at, why), stay=True)

    def _with_reason(self, act: Callable[[str], object], *, stay: bool = False) -> None:
        reason = _line("why? (an empty line leaves it)")
        if not reason:
            talk("left as it is")
            return
        act(reason)
        talk("kept")
        self._at += 0 if stay else 1

    def _undo(self, head: "Revision") -> None:
        self._desk.withdraw(head.soc, head.locale, head.section)
        talk("your last decision is taken back")

    def _edit(self, head: "Revision") -> None:
        from authoring.reviewing.editor import EditFile, edit_section, editor_runner

        at = (head.soc, head.locale, head.section)
        file = EditFile(self._wiring.workspace.cache, *at)
        saved = edit_section(self._desk, file, self._desk.history(*at), self._desk.title(head.soc), editor_runner())
        if saved is None or saved.id == head.id:
            talk("no change" if saved else "nothing was saved")
            return
        talk("saved; it is in review again")
        self._read(saved)

    def _history(self, head: "Revision") -> None:
        from authoring.cli.history import story

        for event in self._desk.history(head.soc, head.locale, head.section).events:
            data(f"{event.at[:16].replace('T', ' ')} {event.by.name}: {story(event)}")


def _line(question: str) -> str | None:
    """A line of typing, cleaned; None at its end."""
    from authoring.text import clean_line

    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    typed = sys.stdin.readline()
    return clean_line(typed) if typed else None


def _ask(question: str) -> str | None:
    """One of the actions, by its name or a beginning that no other has."""
    while (typed := _line(question)) is not None:
        begun = typed.casefold()
        fitting = [name for name in _ACTIONS if begun and name.startswith(begun)]
        if begun in _ACTIONS or len(fitting) == 1:
            return begun if begun in _ACTIONS else fitting[0]
        talk(f"`{typed}` could be {' or '.join(fitting)}" if fitting else f"answer with one of: {', '.join(_ACTIONS)}")
    return None
