"""Two invented deliveries, land and taxes, that one model reads."""

from __future__ import annotations

import atexit
import csv
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from xiezhi_desk.library import runs, shelf

MODEL = "farmland-tax-not-levied"
DAY = date(2026, 3, 2)
AT = "2026-03-02T09:00:00+08:00"
OFFICE = "青浦区人民检察院"
USCC = "91320803MA27ABCD41"

LAND = (
    ("文号", "图斑号", "执法机关", "行政区划代码", "用地单位", "信用代码", "占用面积", "占用地类",
     "处罚日期", "内部备注"),
    ("青自然罚〔2025〕1号", "T-1", "青浦区自然资源局", "320803", "某市甲砂石厂", USCC, "1000", "耕地",
     "2025-03-01", "a"),
    ("青自然罚〔2025〕2号", "T-2", "青浦区自然资源局", "320803", "某市乙砂石厂", "", "约两千", "耕地",
     "2025年4月1日", "b"),
    ("", "T-3", "青浦区自然资源局", "320803", "某市丙砂石厂", "", "10", "耕地", "2025-04-01", "c"),
)  # fmt: skip
TAXES = (
    ("税票号码", "主管税务机关", "行政区划代码", "纳税人名称", "税种", "实缴金额", "入库日期"),
    ("P1", "青浦区税务局", "320803", "某市丁公司", "增值税", "500", "2025-06-01"),
    ("P2", "青浦区税务局", "320803", "某市戊公司", "耕地占用税", "900", "2025-12-01"),
)


def written(folder: Path, name: str, rows: tuple[tuple[str, ...], ...]) -> Path:
    """A CSV file as an agency would hand it over."""
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def terms(provider: str, **other: object) -> shelf.Terms:
    """A contract that says enough."""
    said = {
        "basis": ("检察院组织法#21",),
        "purposes": ("国有财产保护",),
        "valid_until": date(2027, 12, 31),
        "conditions": "限于法律监督",
    }
    return shelf.Terms(provider, **(said | other))


def load(workspace: Path, path: Path, table: str, provider: str, **other: object):
    """A file loaded as suggested."""
    found = shelf.suggest(workspace, path, table, provider)
    choice = shelf.Choice({one.source: one.column for one in found.columns})
    return shelf.add(
        workspace, path, table, choice, terms(provider, **other), "张三", AT,
        data_as_of=date(2025, 12, 31), covered=(("", "", date(2024, 1, 1), None),),
    )  # fmt: skip


def filled(folder: Path) -> Path:
    """A workspace with both tables: made once, copied for each story, as a desk may be moved."""
    shutil.copytree(_kept("shelf"), folder, dirs_exist_ok=True)
    return folder / "workspace"


def ran() -> tuple[Path, Path]:
    """That workspace with one run of ``MODEL``, and the bundle it gave: as when just made.

    Always at the same place, for a workspace keeps where its runs were put.
    """
    folder = _kept("run")
    shutil.rmtree(folder / "now", ignore_errors=True)
    shutil.copytree(folder / "made", folder / "now")
    (bundle,) = (one.parent for one in (folder / "now" / "run").rglob("manifest.json"))
    return folder / "now" / "workspace", bundle


@cache
def _kept(name: str) -> Path:
    folder = Path(mkdtemp(prefix=f"xiezhi-{name}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if name == "run":
        workspace = filled(folder / "now")
        runs.run(workspace, [MODEL], folder / "now" / "run", "张三", OFFICE, DAY)
        (folder / "now").rename(folder / "made")
    else:
        workspace = folder / "workspace"
        shelf.ensure(workspace, OFFICE, "张三", AT)
        load(workspace, written(folder, "违法占地.csv", LAND), "land_violation", "青浦区自然资源局")
        load(workspace, written(folder, "税款.csv", TAXES), "tax_payment", "青浦区税务局")
    return folder
