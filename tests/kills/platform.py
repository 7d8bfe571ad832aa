"""A platform on a socket: takes messages, remembers each, and can be asked what it took."""

import json
import socket
import socketserver
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

PATIENCE_S = 60


@dataclass
class Platform:
    """What was taken, in order: (marker, destination, title); a marker more than once is a double.

    Every request is a line of JSON on a connection of its own, and so is the answer, which
    takes `delay_s`.
    """

    taken: list[tuple[str, str, str]] = field(default_factory=list)
    looks: int = 0
    delay_s: float = 0.0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self.idle = threading.Event()
        self._open = 0
        self._changed = threading.Condition()
        platform = self

        class Line(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                if line := self.rfile.readline():
                    platform.idle.wait(platform.delay_s)
                    self.wfile.write(platform.answer(json.loads(line)) + b"\n")

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = allow_reuse_address = True
            request_queue_size = 128

            def process_request(self, *accepted: Any) -> None:
                with platform._changed:
                    platform._open += 1
                super().process_request(*accepted)

            def shutdown_request(self, request: Any) -> None:
                super().shutdown_request(request)
                with platform._changed:
                    platform._open -= 1
                    platform._changed.notify_all()

        self._server = Server(("127.0.0.1", 0), Line)
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=[0.01], daemon=True).start()

    def drain(self) -> None:
        """Wait until all that was sent here has been taken, also by workers that are dead."""
        # Connections are accepted in turn: once this one is, no earlier one waits.
        with socket.create_connection(("127.0.0.1", self.port)) as last:
            last.shutdown(socket.SHUT_WR)
            last.recv(1)
        with self._changed:
            assert self._changed.wait_for(lambda: self._open == 0, PATIENCE_S)

    def answer(self, asked: dict[str, str]) -> bytes:
        """Take a message, or tell whether a marker was taken."""
        with self._lock:
            if asked["do"] == "send":
                self.taken.append((asked["marker"], asked["destination"], asked["title"]))
                return json.dumps({"id": asked["marker"]}).encode()
            self.looks += 1
            known = {marker for marker, _, _ in self.taken}
            return json.dumps({"id": asked["marker"] if asked["marker"] in known else ""}).encode()

    def doubles(self) -> list[object]:
        """Return markers, and titles in one place, that were taken more than once."""
        with self._lock:
            markers = Counter(marker for marker, _, _ in self.taken)
            words = Counter((place, title) for _, place, title in self.taken)
        return [one for counted in (markers, words) for one, count in counted.items() if count > 1]

    def close(self) -> None:
        """Take nothing more."""
        self._server.shutdown()
        self._server.server_close()
