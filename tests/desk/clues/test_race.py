"""Two people decide the same clue at the same moment: one wins, the other is told, nothing is lost."""

import sqlite3
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection, connections

sys.path.insert(0, str(Path(__file__).parents[3]))
from bench.desk.race import race, stage, whole

ROUNDS = 50


@pytest.fixture
def real_connections(tmp_path, transactional_db):
    """Lets each thread have a connection of its own: SQLite's memory is copied into a file."""
    if connection.vendor != "sqlite":
        yield
        return
    path = tmp_path / "race.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(path) as copy:
        connection.connection.backup(copy)
    copy.close()
    settings = connections.settings["default"]
    memory, settings["NAME"] = settings["NAME"], str(path)
    yield
    settings["NAME"] = memory


def in_a_thread(act):
    """What an act answers, done on a thread's own connection."""
    answer = []

    def run():
        try:
            answer.append(act())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return answer[0]


@pytest.mark.usefixtures("real_connections")
def test_of_two_at_the_same_moment_exactly_one_wins_and_the_other_is_told():
    in_a_thread(lambda: stage(ROUNDS))
    found = in_a_thread(lambda: race(ROUNDS))
    assert found.wrong == []
    assert (sum(found.won.values()), dict(found.told)) == (ROUNDS, {"stale": ROUNDS})
    assert in_a_thread(lambda: whole(found)) == []
