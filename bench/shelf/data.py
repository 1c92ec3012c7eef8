"""Invented enforcement cases as an agency would hand them over: GB18030 text or a workbook."""

from pathlib import Path

import numpy as np

TITLES = (
    "执行案号",
    "执行法院",
    "被执行人",
    "身份证号码",
    "执行标的额",
    "到位金额",
    "立案日期",
    "结案日期",
)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲芬燕彩春兰凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳"
WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
CHUNK = 200_000


def ids(rng: np.random.Generator, rows: int) -> list[str]:
    """Identity numbers that hold."""
    born = np.datetime64("1950-01-01") + rng.integers(0, 20000, rows)
    days = np.char.replace(born.astype("datetime64[D]").astype(str), "-", "")
    serial = rng.integers(0, 1000, rows)
    first = [f"9901{division:02}{day}{number:03}" for division, day, number in
             zip(rng.integers(1, 30, rows), days, serial, strict=True)]  # fmt: skip
    first = ["11" + one[2:] for one in first]
    digits = np.frombuffer("".join(first).encode(), np.uint8).reshape(rows, 17) - 48
    signs = np.array(list("10X98765432"))[(digits @ WEIGHTS) % 11]
    return [one + sign for one, sign in zip(first, signs, strict=True)]


def columns(rng: np.random.Generator, start: int, rows: int) -> list[list[str]]:
    surname = rng.integers(0, len(SURNAMES), rows)
    given = rng.integers(0, len(GIVEN), (rows, 2))
    names = [SURNAMES[s] + GIVEN[a] + GIVEN[b] for s, (a, b) in zip(surname, given, strict=True)]
    filed = np.datetime64("2018-01-01") + rng.integers(0, 2000, rows)
    closed = filed + rng.integers(5, 300, rows)
    courts = rng.integers(0, 300, rows)
    amount = rng.integers(100, 99_999_999, rows)
    return [
        [f"（{2018 + i % 6}）甲{c:04}执{start + i}号" for i, c in enumerate(courts)],
        [f"甲省第{c}区人民法院" for c in courts],
        names,
        ids(rng, rows),
        [f"{a // 100}.{a % 100:02}" for a in amount],
        [str(a // 250) for a in amount],
        list(filed.astype(str)),
        [day if keep else "" for day, keep in zip(closed.astype(str), rng.random(rows) < 0.7, strict=True)],
    ]  # fmt: skip


def write_csv(path: Path, rows: int, *, seed: int = 7) -> Path:
    """``rows`` cases as GB18030 text; written once."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    part = path.with_suffix(".part")
    with part.open("wb") as out:
        out.write((",".join(TITLES) + "\r\n").encode("gb18030"))
        for start in range(1, rows + 1, CHUNK):
            some = columns(rng, start, min(CHUNK, rows + 1 - start))
            lines = map(",".join, zip(*some, strict=True))
            out.write(("\r\n".join(lines) + "\r\n").encode("gb18030"))
    part.rename(path)
    return path


def write_xlsx(path: Path, rows: int, *, damaged: float = 0.01, seed: int = 7) -> Path:
    """``rows`` cases as a workbook; a share of the identity numbers stands as numbers."""
    if path.exists():
        return path
    import datetime

    import xlsxwriter

    path.parent.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    part = path.with_suffix(".part.xlsx")
    book = xlsxwriter.Workbook(part, {"constant_memory": True})
    sheet = book.add_worksheet("执行案件")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [TITLES[at] for at in (0, 2, 3, 4, 6, 7)])
    for start in range(1, rows + 1, CHUNK):
        some = columns(rng, start, min(CHUNK, rows + 1 - start))
        spoilt = rng.random(len(some[0])) < damaged
        for at in range(len(some[0])):
            row = start + at
            sheet.write_string(row, 0, some[0][at])
            sheet.write_string(row, 1, some[2][at])
            number = some[3][at]
            if spoilt[at] and number.isdigit():
                sheet.write_number(row, 2, float(number))
            else:
                sheet.write_string(row, 2, number)
            sheet.write_number(row, 3, float(some[4][at]))
            sheet.write_datetime(row, 4, datetime.datetime.fromisoformat(some[6][at]), day)
            if some[7][at]:
                sheet.write_datetime(row, 5, datetime.datetime.fromisoformat(some[7][at]), day)
    book.close()
    part.rename(path)
    return path
