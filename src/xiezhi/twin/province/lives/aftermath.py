"""What people and offices did around crimes, as columns of days: one class for each thread."""

from __future__ import annotations

from dataclasses import dataclass

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np

__all__ = ["Corrections", "Notices", "Offences", "Seizures", "Stays", "Sums"]


@dataclass(frozen=True)
class Stays:
    """Stretches of criminal custody, detention house and prison in one.

    Attributes:
        person, case: Who, and the place of the case among the cases.
        start, end: First and last day; ``NEVER`` while it lasts without a known end.
        sentenced: The day from which it is the execution of a sentence; ``NEVER`` for custody
            that ends without one.
    """

    person: Ints
    case: Ints
    start: Ints
    end: Ints
    sentenced: Ints


@dataclass(frozen=True)
class Sums:
    """Money after the judgment, a row for each case.

    Attributes:
        fine_due: Last day for paying the fine where the judgment names one.
        sent, opened, closed: Transfer to enforcement, filing there, closing there.
        mode: How it was closed: 1 fulfilled, 2 this round ended, 0 open.
        collected: Cents obtained by enforcement.
        fine_left, loss_left: Cents unpaid today.
        balance: Cents on the prisoner's account.
        can_pay: Prisoners with enough on the account for a small fine, planted.
        guise: Prisoners with enough for the fine but not for the restitution that goes before it.
        never_sent, late: Planted failures.
        excused: 1 paid before the judgment, 2 the term for paying runs.
    """

    fine_due: Ints
    sent: Ints
    opened: Ints
    closed: Ints
    mode: Ints
    collected: Ints
    fine_left: Ints
    loss_left: Ints
    balance: Ints
    can_pay: Bools
    guise: Ints
    never_sent: Bools
    late: Bools
    excused: Ints


@dataclass(frozen=True)
class Corrections:
    """Correction of the convicted, a row for each case.

    Attributes:
        report: Day of reporting.
        warned: Day of the sanction for reporting late.
        late, never: Planted failures; ``excused``: reported late and was warned.
        filed: Exit restriction filed with the border authorities.
        not_filed: Planted failures; ``filed_early``: filed in an earlier stage of the case.
    """

    report: Ints
    warned: Ints
    late: Bools
    never: Bools
    excused: Bools
    filed: Ints
    not_filed: Bools
    filed_early: Bools


@dataclass(frozen=True)
class Notices:
    """Detentions of people under correction.

    Attributes:
        person, start: Who was taken in, and when.
        case: Place of the case whose correction ran.
        told: Day on which the correction organ was told.
        proposed: Day on which it proposed to revoke.
        silent: Planted: nobody was told.
        over: The correction had ended shortly before, so nobody had to be told.
    """

    person: Ints
    start: Ints
    case: Ints
    told: Ints
    proposed: Ints
    silent: Bools
    over: Bools

    def day(self, person: Ints, start: Ints) -> Ints:
        """The day of telling for detentions given by person and first day; ``NEVER`` for none."""
        keys = self.person * NEVER + self.start
        order = np.argsort(keys)
        wanted = person * NEVER + np.minimum(start, NEVER - 1)
        place = np.minimum(np.searchsorted(keys[order], wanted), max(len(keys) - 1, 0))
        if not len(keys):
            return np.full(len(person), NEVER)
        hit = keys[order][place] == wanted
        return np.where(hit, self.told[order][place], NEVER)


@dataclass(frozen=True)
class Offences:
    """Petty offences, ordered by day of the decision.

    Attributes:
        person, county, act, done, decided: Who, where, what (a place in the acts), when.
        days: Days of detention, 0 for a fine.
        injury: 0 nobody hurt, 1 slight, 2 grave.
        examined: Whether the injury was examined.
        hidden: Planted: grave and not examined.
    """

    person: Ints
    county: Ints
    act: Ints
    done: Ints
    decided: Ints
    days: Ints
    injury: Ints
    examined: Bools
    hidden: Bools

    @property
    def detained(self) -> tuple[Ints, Ints]:
        """Persons and first days of administrative detention."""
        held = self.days > 0
        return self.person[held], self.decided[held]


@dataclass(frozen=True)
class Seizures:
    """Seized things.

    Attributes:
        case, item: Place of the case, and the number of the thing within it from 0.
        seized, moved, disposed: Days.
        goes: Whether it has to move with the case.
        forgotten: Whether the judgment says nothing of it (planted).
        failing: Planted failures, whatever their kind.
        judged: For each case 1 when its judgment disposes of the things, 0 when not, -1 when
            nothing was seized.
    """

    case: Ints
    item: Ints
    seized: Ints
    moved: Ints
    disposed: Ints
    goes: Bools
    forgotten: Bools
    failing: Bools
    judged: Ints
