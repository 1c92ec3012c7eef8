"""How each crime is told: sentences with gaps, and the words that fill them."""

from xiezhi.twin.stories.conduct import CONDUCT
from xiezhi.twin.stories.property import PROPERTY
from xiezhi.twin.stories.shape import Story

__all__ = ["HOURS", "INJURIES", "SPOTS", "STORIES", "THINGS", "Story"]

STORIES: dict[str, Story] = {**PROPERTY, **CONDUCT}
THINGS = (
    "黑色电动自行车一辆",
    "白色智能手机一部",
    "笔记本电脑一台",
    "黄金项链一条",
    "电缆线一捆",
    "柴油发电机一台",
    "香烟数条及零钱若干",
    "现金及银行卡若干",
    "建筑用扣件两袋",
)
SPOTS = (
    "{seat}人民路口",
    "{seat}建设路某小区",
    "{seat}某镇某村路段",
    "{seat}某宾馆房间内",
    "{seat}某工业园区门口",
    "{seat}火车站广场附近",
    "{seat}某农贸市场",
    "{seat}某街道某巷内",
)
HOURS = ("凌晨", "上午9时许", "中午", "15时许", "18时40分许", "晚", "21时30分许", "23时许", "3时许")
INJURIES = {"致人轻伤": ("轻伤一级", "轻伤二级", "轻伤"), "致人重伤": ("重伤二级", "重伤一级")}
