"""The copies in the rulebook against the collection of laws they were made from."""

import gzip
import json
import os
import re
from pathlib import Path

import pytest

from xiezhi.rulebook.brackets import offences
from xiezhi.rulebook.law import Law
from xiezhi.rulebook.law_file import read_law_file
from xiezhi.rulebook.location import rulebook_folder

REAL = Path(os.environ.get("XIEZHI_REAL", Path(__file__).resolve().parents[3] / "shared/data/real"))
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not REAL.is_dir(), reason="the folder of real data is not there"),
]
DIGITS = "零一二三四五六七八九"
TERM = re.compile(
    r"([一二三四五六七八九十]+)年以([上下])(?:([一二三四五六七八九十]+)年以下)?有期徒刑"
)


def squeezed(text):
    return re.sub(r"[\s“”]", "", text)


def number(words):
    if "十" not in words:
        return DIGITS.index(words)
    tens, _, ones = words.partition("十")
    return (DIGITS.index(tens) if tens else 1) * 10 + (DIGITS.index(ones) if ones else 0)


@pytest.fixture(scope="module")
def collection():
    found = {}
    with gzip.open(REAL / "laws/laws.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            law = json.loads(line)
            found[law["path"]] = squeezed(law["text"])
    articles = REAL / "reference/criminal_law_articles.jsonl.gz"
    with gzip.open(articles, "rt", encoding="utf-8") as file:
        text = "\n".join(json.loads(line)["text"] for line in file)
    found["reference/criminal_law_articles.jsonl.gz"] = squeezed(text)
    return found


@pytest.fixture
def law():
    """The rulebook's law alone: an office may have brought its own to the law of this process."""
    return Law.load(rulebook_folder() / "law")


def test_every_checked_text_stands_word_for_word_in_its_source(collection, law):
    count = 0
    for edition in law.editions:
        for article, versions in read_law_file(law.folder / edition.file).articles.items():
            for version in versions:
                if not version.text:
                    continue
                sources = [collection[source] for source in version.source.split("；")]
                for line in version.text.split("\n"):
                    count += 1
                    words = squeezed(line).rstrip("。；")
                    assert "〔该" in line or any(words in s for s in sources), (
                        edition.file,
                        article,
                    )
    assert count > 4000


def test_articles_that_no_amendment_touched_have_one_version(collection, law):
    touched = set()
    for path, text in collection.items():
        if "刑法修正案" in path and path.startswith("laws/法律/刑法/"):
            touched |= set(
                re.findall(r"第([零一二三四五六七八九十百]+条(?:之[一二三四五六七八九十])?)", text)
            )
    for edition in law.editions:
        if edition.law != "刑法":
            continue
        for article, versions in read_law_file(law.folder / edition.file).articles.items():
            n, _, sub = article.partition("-")
            value = int(n)
            words = DIGITS[value // 100] + "百" if value >= 100 else ""
            tens, ones = value // 10 % 10, value % 10
            ten = (
                ("" if value < 20 else DIGITS[tens]) + "十"
                if tens
                else ("零" if value >= 100 and ones else "")
            )
            words += ("一十" if value >= 100 and tens == 1 else ten) + (
                DIGITS[ones] if ones else ""
            )
            name = words + "条" + (f"之{DIGITS[int(sub)]}" if sub else "")
            if len(versions) > 1 and article not in ("190", "381", "410"):
                assert name in touched or sub, article


def own_words(law, offence, version):
    """Text of the article in that version, as far as it was checked."""
    cites = [offence.cite(version)]
    cites += [f"刑法#{place}" for place in offence.articles[1:]]
    found = [law.cite(cite, on=version.since) for cite in cites]
    return "".join(c.text for c in found) if all(c.checked for c in found) else ""


def test_terms_of_confirmed_brackets_are_those_the_article_names(law):
    seen = 0
    referring = re.compile("依照.{0,14}(?:前.?|第.{1,3})款|按照前款|前款罪|单位犯")
    for offence in offences():
        for version in offence.versions:
            text = own_words(law, offence, version)
            if version.unconfirmed or not text or referring.search(text):
                continue
            named = set()
            for first, side, second in TERM.findall(text):
                if side == "下":
                    named.add((6, number(first) * 12))
                else:
                    named.add((number(first) * 12, number(second) * 12 if second else 180))
            if "十五年有期徒刑" in text:
                named.add((180, 180))
            brackets = {(b.min_months, b.max_months) for b in version.brackets if b.min_months}
            if offence.articles == ("333(1)",):  # two offences in one sentence
                assert brackets < named
                continue
            cross = {b for b in version.brackets if "条）" in b.when}
            if not cross:
                assert brackets == named, (offence.charges, version.since, brackets ^ named)
                seen += 1
    assert seen > 300


def test_kinds_and_fines_of_confirmed_brackets_are_those_the_article_names(law):
    words = {"J": "拘役", "G": "管制", "R": "剥夺政治权利", "L": "无期徒刑", "D": "死刑"}
    for offence in offences():
        for version in offence.versions:
            text = own_words(law, offence, version)
            if version.unconfirmed or not text or any("条）" in b.when for b in version.brackets):
                continue
            if re.search("前款|前两款|第.款", text):
                continue
            main = set("".join(b.main for b in version.brackets))
            plain = re.sub("管制(?:刀具|物品|的)", "", text)
            for letter, word in words.items():
                if letter == "R":
                    continue
                assert (letter in main) == (word in plain), (offence.charges, version.since, word)
            if offence.chapter == 1:
                continue
            assert any(b.fine != "none" for b in version.brackets) == (
                "罚金" in re.sub("对单位判处[^，。；]*?罚金", "", text)
            ), (offence.charges, version.since)
            assert any(b.confiscation != "none" for b in version.brackets) == ("没收财产" in text)
            assert any(b.fine == "must_or_alone" for b in version.brackets) == (
                "并处或者单处" in text
            )
            assert any(b.fine == "instead" for b in version.brackets) == bool(
                re.search("(?:或者|、)罚金", text.replace("没收财产或者罚金", ""))
            )
