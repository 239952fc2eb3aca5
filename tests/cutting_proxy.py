"""A line to PostgreSQL that is cut at the worst moment: the server was told to commit and did, and nobody hears of it."""

import contextlib
import socket
import threading
from pathlib import Path

_SOCKET = ".s.PGSQL.5432"


class CuttingProxy:
    """Passes everything on, until `cut_next_commit`: the answer to the next COMMIT is swallowed and the line closed."""

    def __init__(self, folder: Path, server_folder: Path) -> None:
        self._target = str(server_folder / _SOCKET)
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(folder / _SOCKET))
        self._listening.listen()
        self._open: list[socket.socket] = [self._listening]
        self._cut = threading.Event()
        self.cuts = 0
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def cut_next_commit(self) -> None:
        self._cut.set()

    def close(self) -> None:
        for each in self._open:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._target)
            self._open += [client, server]
            for one, other in ((client, server), (server, client)):
                threading.Thread(target=self._pass_on, args=(one, other, one is client), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket, from_client: bool) -> None:
        try:
            while data := one.recv(65536):
                if from_client and b"COMMIT\0" in data and self._cut.is_set():
                    self._swallow_answer(data, one, other)
                    return
                other.sendall(data)
        except OSError:
            pass
        for each in (one, other):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _swallow_answer(self, commit: bytes, client: socket.socket, server: socket.socket) -> None:
        self._cut.clear()
        self.cuts += 1
        # The client hears nothing more; the server is given the time to do what it was told.
        client.shutdown(socket.SHUT_RDWR)
        server.sendall(commit)
