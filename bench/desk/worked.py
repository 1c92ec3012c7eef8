"""Work done on the clues of a filled desk, by share, straight into the tables; counters after.

Of a hundred clues of an office and line: 15 in hand, 1 proposed, 14 decided, the rest new. The
first prosecutor has nearly all of it, the second a handful, so that their week has room.
"""

import datetime as dt
import random

from django.db import connection, transaction
from django.utils import timezone

OUTCOMES = ("founded", "unfounded", "unfounded", "undecidable", "transferred")
_MOVED = (
    "UPDATE clues_clue SET state = %s, assignee_id = %s, due = %s, state_since = %s,"
    " snoozed_until = %s, presence = %s, revision = revision + 1 WHERE id = %s"
)


def worked(share: float = 0.3, seed: int = 7) -> None:
    """Do it, every office in a transaction of its own."""
    from xiezhi_desk.accounts.records import Office
    from xiezhi_desk.clues.services.counting import recount

    dice = random.Random(seed)
    for office in Office.objects.order_by("pk"):
        with transaction.atomic():
            _office(office, share, dice)
    recount()
    if connection.vendor == "postgresql":  # what its own housekeeping does within minutes
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _office(office, share: float, dice: random.Random) -> None:
    from xiezhi_desk.accounts.records import Line, Person
    from xiezhi_desk.clues.records import Clue, Decision, Note, Step

    now, today = timezone.now(), timezone.localdate()
    moved, decisions, notes, steps = [], [], [], []
    for line in Line.values:
        names = [f"{office.code}-pros-{line}-{number}" for number in (1, 2)]
        one, two = Person.objects.filter(username__in=names).order_by("username")
        clues = Clue.objects.filter(office=office, line=line).order_by("pk")
        few = 8
        for pk in clues.values_list("pk", flat=True):
            drawn = dice.random() / share
            if drawn >= 1:
                if dice.random() < 0.02:
                    presence = dice.choice(("changed", "gone"))
                    moved.append(("new", None, None, now, None, presence, pk))
                continue
            person, state, due, asleep = one, "", None, None
            if drawn < 0.5:
                if few and dice.random() < 0.2:
                    person, few = two, few - 1
                state = dice.choice(("assigned", "verifying"))
                due = today + dt.timedelta(days=dice.randint(-20, 60))
                asleep = due if dice.random() < 0.05 else None
            elif drawn < 0.53:
                state = "proposed"
            else:
                state = dice.choice(OUTCOMES)
                at = now - dt.timedelta(days=dice.randint(0, 300))
                decisions.append(
                    Decision(
                        clue_id=pk, outcome=state, why="file", text="已核对原卷。", by=person,
                        at=at, attested=True, revision=0,
                    )
                )  # fmt: skip
            since = now - dt.timedelta(days=dice.randint(0, 200))
            moved.append((state, person.pk, due, since, asleep, "current", pk))
            steps.append(
                Step(clue_id=pk, name="assign", to_state=state, to_person=person, by=two, at=since)
            )
            if dice.random() < 0.1:
                notes.append(Note(clue_id=pk, text="已联系承办人，待复函。", by=person, at=since))
    adapt = connection.ops.adapt_datetimefield_value, connection.ops.adapt_datefield_value
    rows = [
        (state, by, day and adapt[1](day), adapt[0](at), asleep and adapt[1](asleep), presence, pk)
        for state, by, day, at, asleep, presence, pk in moved
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_MOVED, rows)
    for table, made in ((Decision, decisions), (Step, steps), (Note, notes)):
        table.objects.bulk_create(made, batch_size=500)
