"""Reasons for refusing a cell, in both languages; the kernel's are led back to these."""

from __future__ import annotations

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.shelf.normalise.in_chinese import in_chinese
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
    return Reason(code, refused.why, in_chinese(refused.why))
