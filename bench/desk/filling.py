"""Takes bundles in and does work on them: ``python -m bench.desk.filling BUNDLE…``."""

import json
import sys
import time
from pathlib import Path

import django


def main(folders: list[Path]) -> None:
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from bench.desk.places import offices
    from bench.desk.worked import worked
    from xiezhi_desk.accounts.records import Office
    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.runs.services.receiving import receive_bundle

    call_command("migrate", verbosity=0)
    offices()
    province = Office.objects.get(level="province")
    seconds = []
    for folder in folders:
        began = time.perf_counter()
        receive_bundle(folder, "command", None, province, timezone.now())
        seconds.append(round(time.perf_counter() - began, 1))
        print(folder.name, seconds[-1], flush=True)
    began = time.perf_counter()
    worked()
    said = {
        "clues": Clue.objects.count(),
        "import_seconds": round(sum(seconds), 1),
        "each": seconds,
        "work_seconds": round(time.perf_counter() - began, 1),
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:]])
