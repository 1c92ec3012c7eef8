"""Reasons for refusing a cell, in both languages; the kernel's are led back to these."""

from __future__ import annotations

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.shelf.quarantine import Reason

__all__ = [
    "ASIDE",
    "BROKEN",
    "CELL_FAULT",
    "DAMAGED_TEXT",
    "DIGITS_LOST",
    "DUPLICATE",
    "EMPTY",
    "KEY_MASKED",
    "NO_DATE_NUMBER",
    "REPEATED_KEY",
    "ROUNDED",
    "SCIENTIFIC",
    "TOO_LARGE",
    "WRONG_KIND",
    "RefusedCellError",
    "of_refusal",
]

DIGITS_LOST = Reason(
    "digits-lost",
    "the cell is a number of more than 15 digits, and a spreadsheet has rounded the rest away",
    "单元格是超过15位的数字，电子表格已把末尾几位丢失，不能还原",
)
SCIENTIFIC = Reason(
    "scientific-notation",
    "the number is written as a power of ten, so its last digits are lost",
    "号码写成科学计数法，末尾几位已经丢失",
)
ROUNDED = Reason(
    "digits-lost-suspected",
    "it ends in 000, and others of this column that do are damaged",
    "末三位为000，同列另有同样结尾的号码校验不符，疑为电子表格四舍五入",
)
DAMAGED_TEXT = Reason(
    "damaged-text", "it holds bytes that are no text", "含有无法解码的字节（乱码）"
)
CELL_FAULT = Reason("cell-fault", "the cell holds a formula's error", "单元格是公式错误值")
WRONG_KIND = Reason("wrong-kind", "the cell is of another kind", "单元格的类型不对")
TOO_LARGE = Reason("too-large", "the number is too large for this column", "数值超出本列范围")
EMPTY = Reason("empty", "the cell is empty where a value must stand", "必填项为空")
KEY_MASKED = Reason(
    "key-masked",
    "digits of the number are hidden, so that it names nobody",
    "号码有遮盖，不能作为本表的键",
)
BROKEN = {
    reason.code: reason
    for reason in (
        Reason(
            "broken-row",
            "the row has another number of cells than the header",
            "该行的列数与表头不一致",
        ),
        Reason("no-json", "the line is no JSON object", "该行不是 JSON 对象"),
        Reason(
            "no-text-layer",
            "the document is a scan without text; the extra `ocr` reads such",
            "扫描件，没有文字层；安装 ocr 扩展后可识别",
        ),
        Reason("no-document", "the document cannot be read", "文书无法读取"),
    )
}
DUPLICATE = Reason("duplicate-row", "the same row stands earlier", "与前面的一行完全重复")
REPEATED_KEY = Reason(
    "repeated-key",
    "another row with this key stands earlier, and the two differ",
    "前面已有同一键值的行，内容不同",
)
ASIDE = {
    "total": Reason("aside-total", "a total, no record", "合计行，不是记录"),
    "footer": Reason("aside-footer", "a footer, no record", "表尾说明，不是记录"),
    "header": Reason("aside-header", "the header once more", "重复的表头"),
}
NO_DATE_NUMBER = Reason(
    "bare-number-as-date",
    "a bare number may count days or be something else; the mapping does not say",
    "只有数字，不能确定是不是日期序号",
)

_IN_CHINESE = {
    "its check sign is wrong": "校验码不符",
    "no calendar has its birth date": "出生日期不存在",
    "its year of birth is impossible": "出生年份不可能",
    "its first two digits are no province": "前两位不是省级代码",
    "it has no identity number's shape": "不是身份证号码的样式",
    "it is not 17 digits and a sign": "不是17位数字加校验码",
    "a masked number keeps its length": "遮盖后的号码应保持原长度",
    "it is not 18 signs of the standard (I, O, S, V and Z are not among them)": (
        "不是18位统一社会信用代码（不使用I、O、S、V、Z）"
    ),
    "no year is named": "没有写明年份",
    "it has no date's shape": "不是日期的样式",
    "its precision is Y only": "只写到年",
    "its precision is Y-M only": "只写到月",
    "the year lies outside 1850 … 2199": "年份不在1850—2199之间",
    "it lies outside 0 … 10^15": "金额为负或者过大",
    "it is finer than a hundredth": "金额细于分",
    "it begins with a zero, as redacted sums do": "以0开头，像是被删减的数额",
    "it is vague": "数目含糊",
    "it is only near": "只是约数",
    "it is empty": "为空",
    "it is redacted": "有遮盖",
    "it has no case number's shape": "不是案号的样式",
    "it names no kind of court case": "没有案件类型代字",
    "it names no kind of court case, or no court": "没有案件类型代字或者法院代字",
    "it has no length's shape": "不是期限的样式",
    "it names no penalty": "不是刑种",
    "no currency is named": "没有写明币种",
    "it does not have the shape of one sum": "不是一个金额",
}


class RefusedCellError(RefusedValueError):
    """A cell is refused for a reason of this room rather than the kernel's."""

    def __init__(self, type_name: str, reason: Reason) -> None:
        super().__init__(type_name, "", reason.en)
        self.reason = reason


def of_refusal(refused: RefusedValueError) -> Reason:
    """The reason a parser gives, with the Chinese wording where there is one."""
    if isinstance(refused, RefusedCellError):
        return refused.reason
    code = f"not-{refused.type_name.replace('_', '-')}"
    return Reason(code, refused.why, _IN_CHINESE.get(refused.why, refused.why))
