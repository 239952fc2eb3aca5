"""Events made by hand, for everything that reads or writes logs."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from authoring.revisions.ids import new_event_id, now
from authoring.revisions.store import Revisions
from schemas.base import SCHEMA_VERSION, content_hash
from schemas.events import Actor, Assignment, Comment, Decision, Provenance, Revision
from schemas.items import Point
from schemas.sections.moat import Moat

PERSON = Actor(kind="person", name="Mei")
DRAFTER = Actor(kind="tool", name="offline-drafter")
BY_HAND = Provenance(
    method="person", software="test", model=None, template=None, prompt_hash=None, parameters=(),
    usage=None, cost_usd=None, seconds=None, job_key=None,
)  # fmt: skip


class Writer:
    """Makes events of the moat of 25-4022, as the product would."""

    def __init__(self, soc: str = "25-4022", locale: str = "en") -> None:
        self.where = {"soc": soc, "locale": locale, "section": "moat"}

    def content(self, *titles: str) -> Moat:
        points = [
            Point(id=f"p{n}", title=title, detail="People ask people.", citations=()) for n, title in enumerate(titles)
        ]
        return Moat(section="moat", points=tuple(points))

    def revision(self, on: Revision | None, *titles: str, by: Actor = DRAFTER, **more: object) -> Revision:
        content = self.content(*titles)
        method = "person" if by.kind == "person" else "offline_drafter"
        fields = {
            **self.where, "kind": "revision", "id": new_event_id(), "at": now(), "by": by,
            "parent": on.id if on else None, "merged": None, "hash": content_hash(content),
            "schema_version": SCHEMA_VERSION, "sheet_hash": None, "base_version": None, "content": content,
            "provenance": BY_HAND.model_copy(update={"method": method}), "reason": None,
            "translated_from": None, "to_translate": (), **more,
        }  # fmt: skip
        return Revision(**fields)

    def decision(self, on: Revision, action: str, by: Actor = PERSON, **more: object) -> Decision:
        fields = {
            **self.where, "kind": "decision", "id": new_event_id(), "at": now(), "by": by, "parent": on.id,
            "action": action, "hash": on.hash, "sheet_hash": None, "schema_version": SCHEMA_VERSION,
            "reason": None, "rule": None, "fingerprint": None, **more,
        }  # fmt: skip
        return Decision(**fields)

    def comment(self, on: Revision | None, text: str) -> Comment:
        return Comment(
            **self.where, kind="comment", id=new_event_id(), at=now(), by=PERSON,
            parent=on.id if on else None, item=None, text=text,
        )  # fmt: skip

    def assignment(self, on: Revision, assignee: str | None) -> Assignment:
        return Assignment(
            **self.where, kind="assignment", id=new_event_id(), at=now(), by=PERSON, parent=on.id,
            assignee=assignee,
        )  # fmt: skip


@pytest.fixture(scope="session")
def write() -> Writer:
    return Writer()


@pytest.fixture(scope="session")
def writer_for() -> Callable[[str, str], Writer]:
    return Writer


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    return tmp_path / "drafts"


@pytest.fixture
def eyes(tmp_path: Path, drafts: Path, open_logs):
    """Opens the one store as other processes would: each with its own index under the cache of that name."""
    opened: list[Revisions] = []

    def look(cache: str = ".authoring") -> Revisions:
        opened.append(Revisions(drafts, tmp_path / cache, open_logs()))
        return opened[-1]

    yield look
    for store in opened:
        store.close()


@pytest.fixture
def revisions(eyes):
    return eyes()


@pytest.fixture
def unprivileged(tmp_path: Path):
    """Runs a function in a child that permissions hold for (root ignores them), in a folder of its own."""

    # The child may not be able to read the libraries: everything is loaded before it loses its rights.
    loading = Revisions(tmp_path / "drafts", tmp_path / "cache")
    loading.append(Writer().revision(None, "A"))
    loading.statuses()
    loading.close()

    def run(work: Callable[[Path], str], prepared: Callable[[Path], None]) -> str:
        folder = Path(tempfile.mkdtemp())
        reading, writing = os.pipe()
        with warnings.catch_warnings():
            # The child runs no thread of its own; where tests are spread over workers, Python warns of theirs.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            try:
                if os.getuid() == 0:
                    os.chown(folder, 65534, 65534)
                    os.setgid(65534)
                    os.setuid(65534)
                prepared(folder)
                os.write(writing, work(folder).encode())
            except BaseException as error:
                os.write(writing, repr(error).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as said:
            answer = said.read().decode()
        os.waitpid(child, 0)
        for path in (folder, *folder.rglob("*")):
            if path.is_dir():
                path.chmod(0o755)
        shutil.rmtree(folder)
        return answer

    return run
