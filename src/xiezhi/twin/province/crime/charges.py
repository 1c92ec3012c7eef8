"""Crimes that happen in the province, with what usually follows upon them."""

from __future__ import annotations

from dataclasses import dataclass

from xiezhi.twin.province.arrays import Bools, Ints, Reals, np

__all__ = ["CRIMES", "Crime", "marked", "of_crime"]


@dataclass(frozen=True, slots=True)
class Crime:
    """One crime.

    Attributes:
        charge: Its name in the list of charges.
        weight: How often it happens.
        months: Least and greatest length of the usual main penalty.
        detained: Share of suspects taken into detention.
        probation: Share of sentences of three years or less that are suspended.
        loss: Share of cases with a loss to make good.
        marks: fine (goes with the main penalty), drink, road, negligent, violent, economic,
            corrupt (bars from office), injury, short (criminal detention, not imprisonment),
            disputed (whether it is meant or negligent).
    """

    charge: str
    weight: float
    months: tuple[int, int]
    detained: float
    probation: float
    loss: float
    marks: frozenset[str] = frozenset()


def _crime(
    charge: str,
    weight: float,
    months: tuple[int, int],
    detained: float,
    probation: float,
    loss: float,
    marks: str = "",
) -> Crime:
    return Crime(charge, weight, months, detained, probation, loss, frozenset(marks.split()))


CRIMES: tuple[Crime, ...] = (
    _crime("危险驾驶罪", 22, (1, 5), 0.10, 0.55, 0.0, "fine drink short"),
    _crime("盗窃罪", 17, (6, 48), 0.85, 0.25, 0.55, "fine"),
    _crime("诈骗罪", 11, (6, 96), 0.85, 0.30, 0.9, "fine economic"),
    _crime("故意伤害罪", 8, (6, 60), 0.80, 0.45, 0.35, "violent injury"),
    _crime("交通肇事罪", 5, (6, 40), 0.30, 0.75, 0.2, "road negligent injury"),
    _crime("帮助信息网络犯罪活动罪", 8, (6, 24), 0.60, 0.50, 0.3, "fine"),
    _crime("掩饰、隐瞒犯罪所得、犯罪所得收益罪", 5, (6, 36), 0.60, 0.45, 0.4, "fine"),
    _crime("开设赌场罪", 5, (6, 60), 0.80, 0.40, 0.5, "fine"),
    _crime("寻衅滋事罪", 4, (6, 36), 0.80, 0.30, 0.2, "injury"),
    _crime("走私、贩卖、运输、制造毒品罪", 3, (6, 96), 0.95, 0.05, 0.2, "fine"),
    _crime("强奸罪", 2, (36, 120), 0.98, 0.0, 0.0, "violent"),
    _crime("抢劫罪", 1.5, (36, 130), 0.98, 0.0, 0.6, "fine violent"),
    _crime("职务侵占罪", 2, (6, 60), 0.70, 0.45, 0.9, "fine corrupt economic"),
    _crime("挪用资金罪", 1.5, (6, 48), 0.70, 0.45, 0.9, "corrupt economic"),
    _crime("受贿罪", 1.5, (12, 120), 0.60, 0.20, 0.9, "fine corrupt"),
    _crime("贪污罪", 1, (12, 100), 0.60, 0.25, 0.9, "fine corrupt"),
    _crime("合同诈骗罪", 2, (12, 110), 0.85, 0.20, 0.95, "fine corrupt economic"),
    _crime("非法吸收公众存款罪", 1, (24, 84), 0.70, 0.35, 0.95, "fine corrupt economic"),
    _crime("污染环境罪", 0.8, (6, 36), 0.40, 0.50, 0.2, "fine disputed"),
    _crime("非法采矿罪", 0.8, (6, 40), 0.40, 0.50, 0.6, "fine"),
    _crime("拒不执行判决、裁定罪", 0.6, (6, 30), 0.60, 0.40, 0.0, ""),
)


def of_crime(values: list[float], crime: Ints) -> Reals:
    """For each row the value that stands in the list at its crime's place."""
    return np.array(values, np.float64)[crime]


def marked(mark: str, crime: Ints) -> Bools:
    """Which rows are of a crime that carries the mark."""
    return np.array([mark in one.marks for one in CRIMES])[crime]
