"""One bundle of so many clues taken in, in a process of its own: seconds by part, peak memory.

``python -m bench.desk.measure_arriving CLUES``; the desk's folder and database as the variables say.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

import django

SEED = os.environ.get("XIEZHI_BENCH_SEED", "court-fee-not-refunded")


def main(clues: int) -> None:
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from bench.desk.bundles import DATA, grown
    from bench.desk.places import offices
    from xiezhi_desk.accounts.records import Office
    from xiezhi_desk.clues.records import Clue, EvidenceRow
    from xiezhi_desk.clues.services import arriving
    from xiezhi_desk.runs import slots
    from xiezhi_desk.runs.services.receiving import receive_bundle

    seed = DATA / "demo" / "run" / SEED
    folder = grown(seed, clues, DATA / f"grown-{SEED}-{clues}")
    call_command("migrate", verbosity=0)
    offices()
    taken = {}

    def timed(bundle, opened) -> None:
        start, cpu = time.perf_counter(), time.process_time()
        arriving.receive(bundle, opened)
        taken["clues_seconds"] = round(time.perf_counter() - start, 2)
        taken["clues_cpu_seconds"] = round(time.process_time() - cpu, 2)

    slots.bundle_received[:] = [timed]
    province = Office.objects.get(level="province")
    before = peak()
    start = time.perf_counter()
    receive_bundle(Path(folder), "command", None, province, timezone.now())
    seconds = time.perf_counter() - start
    assert Clue.objects.count() == clues
    said = {
        "server_cpu_seconds": server_cpu(),
        "clues": clues,
        "rows": EvidenceRow.objects.count(),
        "seconds": round(seconds, 2),
        **taken,
        "memory_before_mb": before,
        "memory_peak_mb": peak(),
    }
    print(json.dumps(said))


def server_cpu() -> float:
    """Processor seconds of the database's process for this connection; 0 for SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        fields = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rsplit(")", 1)[1].split()
    return round((int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), 2)


def peak() -> int:
    """Peak resident memory of this process, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
