"""Every page of a filled desk, in a browser: nobody is shut out, nothing hangs over the edge.

Axe finds nothing, the page is no wider than an office's screen, no column's name and no half-made
value is shown; in English nothing is left in Chinese but what people and agencies wrote.
"""

import re
from pathlib import Path

import browser
import cast as people
import pytest
from filled import fill
from test_access_matrix import TABLE, address, pages, said

import xiezhi_desk
from xiezhi_desk.accounts.records import Person
from xiezhi_desk.ui.rights import Right

pytestmark = browser.JOURNEY

DUTIES = dict.fromkeys(Right, "lin") | {
    Right(right): next(
        name for kind, name in people.ONE_OF_EACH.items() if kind in TABLE["rights"][right]
    )
    for right in TABLE["rights"]
}
NO_PAGES = {
    "accounts:second", "accounts:openid", "accounts:openid_back", "accounts:invited",
    "accounts:held", "accounts:sign_in", "runs:letters", "runs:job_state", "shelf:catalogue",
    "shelf:uses-file",
    "shelf:refused-file", "models:folder", "clues:task-letter", "clues:batch-letter",
    "clues:batch-annex", "clues:attachment", "cases:table", "cases:bulletin",
}  # fmt: skip
"""Files, answers for programs, and pages of somebody who has not come in (their own stories)."""
WIDE = """() => [...document.querySelectorAll('body *')].filter(one => {
  const end = one.getBoundingClientRect().right
  return end > innerWidth + 1 && !one.closest('.table-wrap, .table-wide, .scrolls, .tabs, pre')
}).length + Math.max(0, document.scrollingElement.scrollWidth - innerWidth)"""
INK = """() => [document.title, ...[...document.querySelectorAll('main *, nav *')].flatMap(one => [
  ...[...one.childNodes].filter(node => node.nodeType === 3).map(node => node.data),
  ...['title', 'aria-label', 'placeholder', 'data-ask', 'data-yes'].map(name => one.getAttribute(name) || ''),
])].map(text => text.trim()).filter(Boolean)"""
HALF_MADE = re.compile(r"\bNone(?! \w)|\bnan\b|undefined|\[object|\{\{|\{%|<lazy|-{9}")
OWN_WORDS = re.compile(r"""(?:\bt|said|lazy)(?:\(\s*| )"([^"]*[一-鿿][^"]*)",?\s+"[^"]""")

# Words that are data: columns of the business system's export, titles of a standard table, what an
# import wrote down in the office's language, terms of the glossary, samples of the style page.
DATA = {
    "cases:import": {"线索编号", "挽回金额", "文书种类"},
    "clues:clue": {"不能从机关名称确定所在地，由导入院接收。"},
    "models:model": {"核查"},
    "shelf:confirm": {"行政区划代码"},
    "ui:help": {"参考", "可疑", "确定"},
}


def ways(made):
    """Every page by its name: who opens it, where."""
    lines = {name: said(line) for name, line in TABLE["pages"].items() if name not in NO_PAGES}
    found = {
        name: made.get(name) or (DUTIES[Right(line["right"])], address(name))
        for name, line in lines.items()
        if not line["post"]
    }
    needing = {name for name, needs in pages() if needs and name in found}
    assert needing <= set(made), "fill() makes nothing to show on these"
    return found


def looked_at(desk, name, url, chinese):
    """What is wrong on one page."""
    answer = desk.page.goto(url)
    assert answer.status == 200, (name, url, answer.status)
    words = desk.page.evaluate(INK)
    left = set() if name == "ui:style" else (set(words) & chinese) - DATA.get(name, set())
    half = [text for text in words if HALF_MADE.search(text)]
    wide = desk.page.evaluate(WIDE)
    faults = [*desk.accessibility_faults(), *(f"left in Chinese: {one}" for one in left)]
    faults += [f"half made: {one}" for one in half] + ([f"too wide: {wide}"] if wide else [])
    return [f"{name}: {fault}" for fault in faults]


def own_words():
    """Whole sentences of the desk's own Chinese, from its code and templates."""
    home = Path(xiezhi_desk.__file__).parent
    texts = (path.read_text("utf8") for end in ("py", "html") for path in home.rglob(f"*.{end}"))
    return {word for text in texts for word in OWN_WORDS.findall(text) if "{" not in word}


@pytest.mark.slow
@pytest.mark.timeout(500)  # a machine under other work
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page(desk, tmp_path, settings, language):
    made = ways(fill(tmp_path, settings))
    Person.objects.update(language=language)
    chinese = own_words() if language == "en" else set()
    faults = []
    for person in sorted({who for who, _ in made.values()}):
        desk.sign_in(person)
        for name in sorted(name for name, (who, _) in made.items() if who == person):
            faults += looked_at(desk, name, made[name][1], chinese)
    assert faults == [], "\n".join(faults)
