"""What every story of the desk needs: the cast at hand, and a trail that a test may empty."""

import sys
from pathlib import Path

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

sys.path.insert(0, str(Path(__file__).parent))
import once


@pytest.fixture(autouse=True, scope="session")
def _the_database_is_made_once(tmp_path_factory, request):
    """The migrations run in one worker; the others copy what they made."""
    with once.migrated_once(once.shared(tmp_path_factory, request.config)):
        yield


@pytest.fixture(autouse=True, scope="session")
def _the_trail_lets_itself_be_emptied():
    """Stories with real transactions empty the tables afterwards; the guards are put back."""
    from xiezhi_desk.audit import guards

    plain = BaseDatabaseOperations.execute_sql_flush

    def emptied(operations, statements):
        guards.lift(operations.connection)
        plain(operations, statements)
        guards.put(operations.connection)

    BaseDatabaseOperations.execute_sql_flush = emptied
    yield
    BaseDatabaseOperations.execute_sql_flush = plain


@pytest.fixture(autouse=True)
def _no_second_step(settings):
    """Chiefs and administrators need no telephone, except in the stories about it."""
    settings.SECOND_FACTOR_FOR = ()
