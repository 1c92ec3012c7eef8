"""A list of people as csv: read whole, each fault named by its line, nothing saved with a fault."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from xiezhi_desk.accounts.records import Department, Office, Person
from xiezhi_desk.accounts.services.people import Given
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["AT_MOST", "COLUMNS", "ReadList", "read"]

COLUMNS = ("用户名", "姓名", "单位", "部门", "邮箱")
ENGLISH = ("username", "name", "office", "department", "email")
AT_MOST = 1000


class ReadList(NamedTuple):
    """What a list said; ``people`` is empty when there are ``faults``."""

    people: list[Given]
    faults: list[str]


def _text(raw: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def read(raw: bytes, offices: QuerySet[Office]) -> ReadList:
    """Read a list: UTF-8 or GB 18030, heads in Chinese or English, office by name or code.

    Args:
        raw: The file.
        offices: Those the administrator keeps; others are a fault.
    """
    text = _text(raw)
    if text is None or "\0" in text:
        return ReadList([], [t("不是 csv 文本文件。", "Not a csv text file.")])
    try:
        rows = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as problem:
        return ReadList([], [t("csv 无法读取：{p}", "The csv cannot be read: {p}", p=problem)])
    heads = [head.strip() for head in rows[0]] if rows else []
    columns = ENGLISH if "username" in heads else COLUMNS
    missing = [name for name in columns[:3] if name not in heads]
    if missing:
        said = t("缺少列：{m}", "Columns are missing: {m}", m="、".join(missing))
        return ReadList([], [said])
    if len(rows) - 1 > AT_MOST:
        return ReadList([], [t("一次最多 {n} 人。", "At most {n} people at once.", n=AT_MOST)])
    place = [heads.index(name) if name in heads else None for name in columns]
    reader = _Reader(offices)
    for line, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            cells = [row[at].strip() if at is not None and at < len(row) else "" for at in place]
            reader.take(line, cells)
    if not reader.people and not reader.faults:
        reader.faults.append(t("没有数据行。", "There is no row."))
    return ReadList([] if reader.faults else reader.people, reader.faults)


class _Reader:
    """Row after row; keeps people and faults."""

    def __init__(self, offices: QuerySet[Office]) -> None:
        known = list(offices.prefetch_related("departments"))
        self.offices = {one.name: one for one in known} | {one.code: one for one in known}
        self.taken = set(Person.objects.values_list("username", flat=True))
        self.people: list[Given] = []
        self.faults: list[str] = []

    def take(self, line: int, cells: list[str]) -> None:
        """One row."""
        username, name, office_said, department_said, email = cells
        fault = self._fault(username.lower(), name, office_said)
        office = self.offices.get(office_said)
        department: Department | None = None
        if not fault and office is not None and department_said:
            department = next(
                (one for one in office.departments.all() if one.name == department_said), None
            )
            if department is None:
                fault = t("该单位没有此部门", "the office has no such department")
        if fault or office is None:
            self.faults.append(
                t("第 {line} 行：{fault}。", "Line {line}: {fault}.", line=line, fault=fault)
            )
            return
        self.taken.add(username.lower())
        self.people.append(Given(username.lower(), name, office, department, email))

    def _fault(self, username: str, name: str, office: str) -> str:
        if not username or not name:
            return t("用户名或姓名为空", "no user name or no name")
        if username in self.taken:
            return t("用户名已有人用", "the user name is taken")
        if office not in self.offices:
            return t("单位不存在或不归您管理", "no such office among yours")
        return ""
