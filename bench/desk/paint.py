"""First paint of the list in Chromium, cold, and what pages weigh when compressed.

``python -m bench desk.paint``. Each time a browser context of its own, so that nothing is kept;
the desk has answered before, the browser runs. XIEZHI_BENCH_ROUNDS, XIEZHI_BENCH_CLUES.
"""

import gzip
import os
import re
import shutil
import statistics

from bench.desk.filled import Filled, filled, wanted
from bench.desk.serving import Machine, Visitor, served
from bench.desk.visits import Cast

ROUNDS = int(os.environ.get("XIEZHI_BENCH_ROUNDS", "15"))
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
_PAINT = "JSON.stringify(performance.getEntriesByType('paint').map(p => [p.name, p.startTime]))"
_TIMES = "JSON.stringify([performance.getEntriesByType('navigation')[0].responseEnd])"


def measure() -> dict:
    found: dict = {"target": {"ms": 600, "list_kib": 150, "clue_kib": 300}}
    for clues in wanted("100000"):
        with filled("sqlite", clues) as desk:
            found[str(clues)] = one(desk)
            print(found, flush=True)
    return found


def one(desk: Filled) -> dict:
    """List and clue of somebody of a county, in a browser."""
    from playwright.sync_api import sync_playwright

    person = next(one for one in Cast.of(desk).people if one["level"] == "county" and one["clues"])
    path = os.environ.get("XIEZHI_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)))
    with served(desk, "--no-work") as site, sync_playwright() as play:
        visitor = Visitor(site.host, person["cookie"])
        pages = {"list": "/clues/", "clue": _clue(visitor, person)}
        for address in pages.values():
            for _ in range(8):
                visitor.ask(address)
        browser = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            _visit(browser, site.host, person, pages["list"])
            machine = Machine(site)
            said = {name: _page(browser, site.host, person, way) for name, way in pages.items()}
            for name, way in pages.items():
                said[name]["html_kib_gzip"] = _kib(len(gzip.compress(visitor.ask(way).body, 6)))
            return {"person": person["name"], **machine.said(), **said}
        finally:
            browser.close()


def _clue(visitor: Visitor, person: dict) -> str:
    """The heaviest of some clues' pages."""
    ways = [f"/clues/{number}/" for number in person["clues"][:12]]
    return max(ways, key=lambda way: len(visitor.ask(way).body))


def _page(browser, host: str, person: dict, address: str) -> dict:
    rounds = [_visit(browser, host, person, address) for _ in range(ROUNDS)]
    paints = sorted(one["paint"] for one in rounds)
    return {
        "first_paint_ms_median": round(statistics.median(paints)),
        "first_paint_ms_best": round(paints[0]),
        "first_paint_ms_worst": round(paints[-1]),
        "answered_ms_median": round(statistics.median(one["answered"] for one in rounds)),
        "kib_over_the_wire": _kib(rounds[-1]["bytes"]),
        "files": rounds[-1]["files"],
    }


def _visit(browser, host: str, person: dict, address: str) -> dict:
    import json

    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    cookie = {"name": "sessionid", "value": person["cookie"], "url": f"http://{host}"}
    context.add_cookies([cookie])
    page = context.new_page()
    sizes: dict[str, tuple[str, int]] = {}
    names: dict[str, str] = {}
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on(
        "Network.responseReceived",
        lambda told: names.update({told["requestId"]: told["response"]["url"]}),
    )
    wire.on(
        "Network.loadingFinished",
        lambda told: sizes.update(
            {told["requestId"]: (names.get(told["requestId"], ""), int(told["encodedDataLength"]))}
        ),
    )
    page.goto(f"http://{host}{address}")
    page.wait_for_load_state("networkidle")
    paints = dict(json.loads(page.evaluate(_PAINT)))
    answered = json.loads(page.evaluate(_TIMES))[0]
    context.close()
    return {
        "paint": paints["first-contentful-paint"],
        "answered": answered,
        "bytes": sum(size for _, size in sizes.values()),
        "files": sorted(
            (
                [re.sub(r"^https?://[^/]+|\?.*", "", url), _kib(size)]
                for url, size in sizes.values()
            ),
            key=lambda pair: -pair[1],
        )[:8],
    }


def _kib(size: int) -> float:
    return round(size / 1024, 1)


if __name__ == "__main__":
    measure()
