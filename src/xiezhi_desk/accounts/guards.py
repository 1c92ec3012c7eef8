"""Triggers that keep the three administrators apart: twins in two dialects of SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

__all__ = ["REFUSAL", "lift", "put"]

REFUSAL = "the duties of the three administrators exclude every other duty"
_ADMINS = "('system_admin', 'security_admin', 'audit_admin')"
_CLASHES = f"""EXISTS (
    SELECT 1 FROM accounts_duty AS other
    WHERE other.person_id = NEW.person_id AND other.id <> COALESCE(NEW.id, 0)
      AND other.kind <> NEW.kind
      AND (other.kind IN {_ADMINS} OR NEW.kind IN {_ADMINS})
      AND (other.until IS NULL OR other.until >= NEW.since)
      AND (NEW.until IS NULL OR NEW.until >= other.since))"""

_PUT = {
    "sqlite": tuple(
        f"CREATE TRIGGER accounts_duty_apart_{when} BEFORE {when} ON accounts_duty"
        f" WHEN {_CLASHES} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for when in ("insert", "update")
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION accounts_duty_apart() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF {_CLASHES} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = '23514';"
        " END IF; RETURN NEW; END $$",
        "CREATE TRIGGER accounts_duty_apart BEFORE INSERT OR UPDATE ON accounts_duty"
        " FOR EACH ROW EXECUTE FUNCTION accounts_duty_apart()",
    ),
}
_LIFT = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS accounts_duty_apart_insert",
        "DROP TRIGGER IF EXISTS accounts_duty_apart_update",
    ),
    "postgresql": ("DROP TRIGGER IF EXISTS accounts_duty_apart ON accounts_duty",),
}


def put(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers onto the table of duties."""
    with connection.cursor() as cursor:
        for statement in _PUT[connection.vendor]:
            cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take them off, for undoing the migration."""
    with connection.cursor() as cursor:
        for statement in _LIFT[connection.vendor]:
            cursor.execute(statement)
