"""Ports of this machine that servers of the tests may open."""

import socket


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])
