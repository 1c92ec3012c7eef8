"""An invented province: its people, its agencies' tables, and the truth about their failures.

    from xiezhi.twin.province import write_province
    write_province("province/", people=100_000, seed=7)

People are born, work, commit crimes, fall ill, sue and die (`build`); every agency then writes down
its part of what happened, and what it did in return. Offices fail at rates that can be set. What
they failed to do is worked out from the lives by rules stated here anew, for planted failures and
for those that came about by chance. The models are not known here.

``truth_violations.parquet``
    ``check, origin, organ, subject, reason, amount``: ``check`` is the number of the supervision
    point (``A-44``); ``subject`` a JSON object of standard columns that name what was violated
    (``citizen_id``, ``case_no``, …). ``planted`` and ``background`` are true violations and must be
    found; ``look_alike`` resembles one and ``pending`` is one whose time has not run out: neither
    must be found. What a model finds beyond these rows is a false clue.
"""

from xiezhi.twin.province.rates import Rates, RatesError
from xiezhi.twin.province.write import DEFAULT_AS_OF, Written, write_province

__all__ = ["DEFAULT_AS_OF", "Rates", "RatesError", "Written", "write_province"]
