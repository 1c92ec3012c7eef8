"""Two invented agencies' files: pensions as a GB18030 CSV, deaths as an XLSX with a title row."""

from datetime import date
from pathlib import Path

from xiezhi.shelf.contract.contract import Contract, Scope
from xiezhi.shelf.register import Written

MODEL = Path(__file__).parents[2] / "rulebook/models/public_interest/pension-after-death"
OWNER = "某市人民检察院"
COUNTY = "某市某县人民检察院"
AT = Written("2031-06-10T09:00:00+08:00", "王小明")
TODAY = date(2031, 6, 10)


def number(body: str) -> str:
    """A whole identity number from its first 17 digits."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


IDS = tuple(
    number(body) for body in ("11010519491231002", "11010519500101002", "11010519520615001")
)
NAMES = ("张三", "李四", "王五")


def pensions(
    folder: Path, months: tuple[str, ...] = ("2031-04", "2031-05"), extra: str = ""
) -> Path:
    """Pensions of three people; of the first, one month after the death."""
    lines = ["社保经办机构,行政区划代码,姓名,身份证号,险种,款项,发放月,金额"]
    for name, one, division in zip(NAMES, IDS, ("110105", "110105", "110229"), strict=True):
        lines += [
            f"某市某区社会保险中心,{division},{name},{one},企业职工基本养老保险,基本养老金,{month},3000.00"
            for month in months
        ]
    path = folder / "养老金发放2031.csv"
    path.write_bytes(("\n".join([*lines, *filter(None, [extra])]) + "\n").encode("gb18030"))
    return path


def deaths(folder: Path) -> Path:
    """One death, in March."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "火化"
    sheet.append(["某市2031年死亡人员名单"])
    sheet.append(["数据来源", "登记编号", "姓名", "身份证号码", "死亡日期"])
    sheet.append(["民政火化", "火2031-0007", NAMES[0], IDS[0], "2031.3.15"])
    sheet.append(["民政火化", "火2031-0008", "赵六", number("11010519400101001"), "20310401"])
    path = folder / "死亡人员.xlsx"
    book.save(path)
    return path


def contract(table: str, **changed: object) -> Contract:
    """A contract that covers what the models do."""
    values: dict = {
        "id": "",
        "table": table,
        "provider": {"pension_payment": "某市社会保险中心", "death_record": "某市民政局"}[table],
        "basis": ("检察院组织法#21",),
        "purposes": ("公益诉讼检察",),
        "valid_from": date(2031, 1, 1),
        "valid_until": date(2031, 12, 31),
        "scope": Scope(),
        "frequency": "monthly",
    }
    return Contract(**values | changed)
