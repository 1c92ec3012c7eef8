"""Triggers that refuse to change or delete an entry: the same promise in two dialects of SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

__all__ = ["lift", "put"]

_REFUSAL = "the audit trail is appended only"

_PUT = {
    "sqlite": (
        "CREATE TRIGGER audit_entry_keeps BEFORE UPDATE ON audit_entry"
        f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
        "CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry"
        f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$",
        "CREATE TRIGGER audit_entry_keeps BEFORE UPDATE OR DELETE ON audit_entry"
        " FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
        "CREATE TRIGGER audit_entry_stays BEFORE TRUNCATE ON audit_entry"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    ),
}
_LIFT = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS audit_entry_keeps",
        "DROP TRIGGER IF EXISTS audit_entry_stays",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS audit_entry_keeps ON audit_entry",
        "DROP TRIGGER IF EXISTS audit_entry_stays ON audit_entry",
    ),
}


def put(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers onto the table of entries."""
    with connection.cursor() as cursor:
        for statement in _PUT[connection.vendor]:
            cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take them off: only for undoing the migration and for emptying a test's database."""
    with connection.cursor() as cursor:
        for statement in _LIFT[connection.vendor]:
            cursor.execute(statement)
