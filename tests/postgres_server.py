"""A PostgreSQL of one's own for the tests: in a temporary folder, on a socket, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WITHOUT = "AUTHORING_TESTS_WITHOUT_POSTGRESQL"
MISSING = (
    "PostgreSQL is not installed, and these tests need its programs (no server has to run). On Debian: apt-get install "
    f"postgresql; on macOS: brew install postgresql. To leave these tests out: {WITHOUT}=1 make test"
)
_PEOPLE = """
local all guarded scram-sha-256
local all all trust
"""


class Server:
    """A running server; `url(name)` is the address of a database on it."""

    def __init__(self, programs: Path, folder: Path, owner: str) -> None:
        self._programs, self.folder, self._owner = programs, folder, owner
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, name: str, user: str = "tests") -> str:
        return f"postgresql://{user}@/{name}?host={self.folder}"

    def make(self) -> None:
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-U", "tests", "--auth=trust", "-E", "UTF8", "--no-sync", "--no-instructions")
        (data / "pg_hba.conf").write_text(_PEOPLE)

    def start(self) -> None:
        # Losing the power is not what is tested here: without flushing, a test database is made in a third of the time.
        options = ["-c", "fsync=off", "-c", "listen_addresses=", "-c", "max_connections=60", "-k", str(self.folder)]
        program = [str(self._programs / "postgres"), "-D", str(self.folder / "data"), *options]
        log = (self.folder / "log").open("ab")
        self._process = subprocess.Popen(program, stdout=log, stderr=log, cwd=self.folder, **self._as_owner())
        log.close()
        self._wait()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=30)
            self._process = None

    def sql(self, command: str, database: str = "postgres") -> list[tuple[object, ...]]:
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            found = connection.execute(command)
            return found.fetchall() if found.description else []

    def _wait(self) -> None:
        import psycopg

        until = time.monotonic() + 60
        while True:
            try:
                self.sql("SELECT 1")
            except psycopg.OperationalError:
                if time.monotonic() > until or self._process is None or self._process.poll() is not None:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.02)
            else:
                return

    def _run(self, program: str, *words: object) -> None:
        told = [str(self._programs / program), *(str(word) for word in words)]
        ran = subprocess.run(told, capture_output=True, text=True, check=False, cwd=self.folder, **self._as_owner())
        if ran.returncode:
            raise RuntimeError(ran.stderr)

    def _as_owner(self) -> dict[str, object]:
        """PostgreSQL refuses to be root's."""
        if os.geteuid() != 0:
            return {}
        account = pwd.getpwnam(self._owner)
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def programs() -> Path | None:
    """Where `initdb` and `postgres` are; None where they are not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return packaged[-1].parent if packaged else None


@contextmanager
def running(where: Path) -> Iterator[Server]:
    """A fresh server, stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # a socket's path has to be short
    owner = "postgres" if any(each.pw_name == "postgres" for each in pwd.getpwall()) else "nobody"
    if os.geteuid() == 0:
        shutil.chown(folder, owner)
    server = Server(where, folder, owner)
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
