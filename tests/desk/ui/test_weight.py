"""What a page weighs as it travels: compressed, cold (list at most 150 KiB, clue page 300 KiB)."""

from urllib.parse import urlsplit

import brotli
import browser
import cast

from xiezhi_desk.ui.assets import DIST

pytestmark = browser.JOURNEY
KIB = 1024
ALREADY = ("woff2", "png")


def weight(desk: browser.Desk, address: str) -> int:
    """Compressed bytes of everything a first visit loads: built files as the wheel carries them."""
    got = []

    def came(answer):  # Playwright takes no built-in method as a listener
        got.append(answer)

    desk.page.on("response", came)
    desk.open(address)
    total = 0
    for answer in got:
        path = urlsplit(answer.url).path
        packed = DIST / (path.removeprefix("/static/dist/") + ".br")
        if packed.is_file():
            total += packed.stat().st_size
        else:
            body = answer.body()
            total += len(body) if path.endswith(ALREADY) else len(brotli.compress(body, quality=5))
    return total


def test_the_list_is_light(desk):
    for _ in range(30):
        cast.clue()
    assert weight(desk.sign_in("lin"), "/clues/") < 150 * KIB


def test_a_page_with_a_graph_a_chart_and_marks_is_light_enough(desk):
    heavy = weight(desk.sign_in("lin"), "/ui/style/")
    chart = sum(path.stat().st_size for path in DIST.glob("a/chart-*.js.br"))
    assert heavy - chart < 300 * KIB
    assert chart < 170 * KIB
