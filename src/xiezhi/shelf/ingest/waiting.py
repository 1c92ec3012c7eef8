"""How long a database is waited for: for a connection, and for each answer.

A server that is halted, or a network that swallows packets, closes nothing: without a limit a load
would wait for ever. The address may say other seconds: ``…?connect_timeout=5&read_timeout=3600``.
"""

from __future__ import annotations

import re
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection

__all__ = ["ANSWER_SECONDS", "CONNECT_SECONDS", "Patience", "patience_of"]

CONNECT_SECONDS: Final = 15
ANSWER_SECONDS: Final = 600
"""One answer: the first rows of a query, its count, the next rows of its stream."""

_DRIVERS: Final = {
    "psycopg": "connect_timeout", "psycopg2": "connect_timeout", "pymysql": "connect_timeout",
    "mysqldb": "connect_timeout", "oracledb": "tcp_connect_timeout",
}  # fmt: skip
"""Driver → what it calls the limit of connecting."""

_LIBPQ: Final = ("psycopg", "psycopg2")
_MYSQL: Final = ("pymysql", "mysqldb")
_ALIVE: Final = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""A machine that is gone is noticed within a minute, though the answer may take longer."""

_WAITED: Final = re.compile("timed out|timeout expired", re.IGNORECASE)


@dataclass(slots=True)
class Patience:
    """The limits of one database.

    Attributes:
        url: Its address, without what only these limits are told by.
        given: What its driver is told.
        seconds: The longest wait for one answer.
        connecting: The longest wait for a connection.
        cut: Whether a connection was cut because the answer did not come.
    """

    url: URL
    given: dict[str, Any]
    seconds: int
    connecting: int
    cut: bool = False

    def told(self, why: str) -> str:
        """Of a driver's words when it gave up waiting: for how long; empty for other words."""
        if self.cut or (_WAITED.search(why) and "lost connection" in why.lower()):
            return f"it was silent for {self.seconds} seconds"
        if _WAITED.search(why):
            return f"no connection was made within {self.connecting} seconds"
        return ""

    @contextmanager
    def waiting(self, connection: Connection) -> Iterator[None]:
        """Wait for one answer; after the limit the connection is cut, and its driver fails."""
        fileno = getattr(connection.connection.driver_connection, "fileno", None)
        if fileno is None:  # a file, or a driver that keeps its own limit
            yield
            return
        timer = threading.Timer(self.seconds, self._end, (fileno(),))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def _end(self, number: int) -> None:
        self.cut = True
        # only an end is asked of it, so whichever family it is of does not matter
        held = socket.socket(getattr(socket, "AF_UNIX", -1), socket.SOCK_STREAM, fileno=number)
        try:
            held.shutdown(socket.SHUT_RDWR)
        except OSError:
            self.cut = False  # it ended by itself: the driver says why
        finally:
            held.detach()


def patience_of(url: URL) -> Patience:
    """The limits for an address, by its driver.

    Args:
        url: The address; its own ``connect_timeout`` and ``read_timeout`` (seconds) go first.
    """
    driver = url.get_driver_name()
    seconds = _asked(url, "read_timeout", ANSWER_SECONDS)
    connecting = _asked(url, "connect_timeout", CONNECT_SECONDS)
    if driver not in _DRIVERS:
        return Patience(url, {}, seconds, connecting)
    url = url.difference_update_query(["read_timeout", "connect_timeout"])
    given = {_DRIVERS[driver]: connecting}
    if driver in _LIBPQ:
        given |= {name: value for name, value in _ALIVE.items() if name not in url.query}
    if driver in _MYSQL:
        given["read_timeout"] = seconds
    return Patience(url, given, seconds, connecting)


def _asked(url: URL, name: str, usual: int) -> int:
    said = url.query.get(name, "")
    return int(said) if isinstance(said, str) and said.isdecimal() and int(said) else usual
