"""The whitelist: every function of the language, its types, and its form in each engine.

A function is here only when both engines give the same answer for every input; the forms that
silently differ are written out. Nothing raises on data: a division by zero, a day that does not
exist or a list without elements is null.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["FUNCTIONS", "Function", "Kind"]

Kind: TypeAlias = Literal["scalar", "aggregate", "window"]


@dataclass(frozen=True, slots=True)
class Function:
    """One function.

    Attributes:
        takes: Per argument: ``text number whole date moment bool any list item same pattern
            name``, with ``?`` when it may be left out and ``*`` when it repeats.
        gives: A semantic type, ``first`` (type of the first argument), ``named`` (the type its
            second argument names) or ``number_of`` (the first argument's, stored as a double).
        duckdb: Its form, ``{0}`` … for the arguments; ``{*}`` for all of them.
        spark: The same for Spark; empty when equal.
        calendar: It asks the table of working days.
        as_of: It asks the as-of date.
        ordered: It needs ``order by``.
        zh: What it says, in the prose of ``explain``.
        en: The same in English.
    """

    name: str
    takes: tuple[str, ...]
    gives: str
    duckdb: str
    spark: str = ""
    kind: Kind = "scalar"
    calendar: bool = False
    as_of: bool = False
    ordered: bool = False
    zh: str = ""
    en: str = ""

    def form(self, engine: str) -> str:
        """The template for an engine."""
        return self.spark if engine == "spark" and self.spark else self.duckdb


_MONTHS_BETWEEN = (
    "case when {1} >= {0} then (year({1}) - year({0})) * 12 + month({1}) - month({0})"
    " - case when day({1}) < least(day({0}), day(last_day({1}))) then 1 else 0 end end"
)
_AGE_ON = (
    "case when {1} >= {0} then greatest(year({1}) - year({0}) - case when month({1}) * 100 +"
    " day({1}) > month({0}) * 100 + day({0}) then 0 else 1 end, 0) end"
)
_BOTH = " filter (where {order} is not null and {0} is not null)"
_MONTH_OF = 'struct_pack("from" := cast(date_trunc(\'month\', {0}) as date), "to" := last_day({0}))'
_WORKDAY = "(select max(_w.n) from _workday as _w where _w.day = {%d})"
# One level deep: an engine makes hash joins of it, but compares every row of the calendar with
# every row asked about where one subquery stands inside another.
# Written as a join, it is a hash join on DuckDB even where plans are left as they are written.
_ADD_WORKDAYS = (
    "(select max(_x.day) from _workday as _w join _workday as _x on _x.n = _w.n + {1} "
    "where _w.day = {0} and _x.workday)",
    "(select max(_x.day) from _workday as _w, _workday as _x "
    "where _w.day = {0} and _x.workday and _x.n = _w.n + {1})",
)

_ALL = (
    # text
    Function("lower", ("text",), "first", "lower({0})", zh="{0}的小写", en="lower case of {0}"),
    Function("upper", ("text",), "first", "upper({0})", zh="{0}的大写", en="upper case of {0}"),
    Function("trim", ("text",), "first", "trim({0})", zh="去空格的{0}", en="{0} trimmed"),
    Function("length", ("text",), "count", "length({0})", zh="{0}的字数", en="length of {0}"),
    Function("left", ("text", "whole"), "text", "left({0}, {1})",
             zh="{0}的前{1}字", en="the first {1} characters of {0}"),
    Function("right", ("text", "whole"), "text", "right({0}, {1})",
             zh="{0}的后{1}字", en="the last {1} characters of {0}"),
    Function("substr", ("text", "whole", "whole"), "text", "substr({0}, greatest({1}, 1), {2})",
             zh="{0}第{1}字起{2}字", en="{2} characters of {0} from {1}"),
    Function("replace", ("text", "text", "text"), "text", "replace({0}, {1}, {2})",
             zh="{0}（{1}换作{2}）", en="{0} with {1} replaced by {2}"),
    Function("starts_with", ("text", "text"), "bool", "starts_with({0}, {1})",
             "startswith({0}, {1})", zh="{0}以{1}开头", en="{0} starts with {1}"),
    Function("ends_with", ("text", "text"), "bool", "ends_with({0}, {1})", "endswith({0}, {1})",
             zh="{0}以{1}结尾", en="{0} ends with {1}"),
    Function("contains", ("text", "text"), "bool", "contains({0}, {1})",
             zh="{0}含有{1}", en="{0} contains {1}"),
    Function("matches", ("text", "pattern"), "bool", "regexp_matches({0}, {1})",
             "({0} rlike {1})", zh="{0}符合模式{1}", en="{0} matches {1}"),
    Function("extract", ("text", "pattern", "whole?"), "text",
             "nullif(regexp_extract({0}, {1}, {2|0}), '')",
             zh="{0}中符合{1}的部分", en="the part of {0} that matches {1}"),
    Function("replace_all", ("text", "pattern", "text"), "text",
             "regexp_replace({0}, {1}, {2}, 'g')", "regexp_replace({0}, {1}, {2})",
             zh="{0}（{1}均换作{2}）", en="{0} with every {1} replaced by {2}"),
    Function("split_part", ("text", "text", "whole"), "text", "split_part({0}, {1}, {2})",
             zh="{0}按{1}分开的第{2}段", en="part {2} of {0} split at {1}"),
    Function("text", ("any",), "text", "cast({0} as varchar)", "cast({0} as string)",
             zh="{0}的文字", en="{0} as text"),
    Function("as_type", ("text", "name"), "named", "{0}", zh="{0}", en="{0}"),
    # numbers
    Function("abs", ("number",), "first", "abs({0})", zh="{0}的绝对值", en="absolute value of {0}"),
    Function("round", ("number",), "int", "cast(round({0}, 0) as bigint)",
             zh="{0}四舍五入", en="{0} rounded"),
    Function("floor", ("number",), "int", "cast(floor({0}) as bigint)",
             zh="{0}的整数部分", en="{0} rounded down"),
    Function("ceil", ("number",), "int", "cast(ceil({0}) as bigint)",
             zh="{0}进位取整", en="{0} rounded up"),
    Function("number", ("number",), "number_of", "{0}", zh="{0}", en="{0}"),
    Function("least", ("any", "same*"), "first", "least({*})",
             zh="{*}中较小者", en="the least of {*}"),
    Function("greatest", ("any", "same*"), "first", "greatest({*})",
             zh="{*}中较大者", en="the greatest of {*}"),
    Function("coalesce", ("any", "same*"), "first", "coalesce({*})",
             zh="{*}中首个有值者", en="the first of {*} that is known"),
    Function("nullif", ("any", "same"), "first", "nullif({0}, {1})",
             zh="{0}（等于{1}时视为空）", en="{0} unless it is {1}"),
    # days
    Function("add_days", ("date", "whole"), "date", "({0} + cast({1} as integer))",
             "date_add({0}, cast({1} as int))", zh="{0}之后{1}日", en="{1} days after {0}"),
    Function("add_months", ("date", "whole"), "date",
             "cast({0} + to_months(cast({1} as integer)) as date)",
             "add_months({0}, cast({1} as int))", zh="{0}之后{1}个月", en="{1} months after {0}"),
    Function("add_years", ("date", "whole"), "date",
             "cast({0} + to_months(cast({1} as integer) * 12) as date)",
             "add_months({0}, cast({1} as int) * 12)", zh="{0}之后{1}年", en="{1} years after {0}"),
    Function("days_between", ("date", "date"), "days",
             "cast(date_diff('day', {0}, {1}) as integer)",
             "datediff({1}, {0})", zh="{0}至{1}的日数", en="days from {0} to {1}"),
    Function("months_between", ("date", "date"), "months", _MONTHS_BETWEEN,
             zh="{0}至{1}的整月数", en="full months from {0} to {1}"),
    Function("workdays_between", ("date", "date"), "days",
             "(" + _WORKDAY % 1 + " - " + _WORKDAY % 0 + ")", calendar=True,
             zh="{0}至{1}的工作日数", en="working days from {0} to {1}"),
    Function("add_workdays", ("date", "whole"), "date", *_ADD_WORKDAYS, calendar=True,
             zh="{0}之后第{1}个工作日", en="{1} working days after {0}"),
    Function("age_on", ("date", "date"), "age", _AGE_ON,
             zh="{1}时的周岁年龄（{0}出生）", en="age on {1} of one born on {0}"),
    Function("month_of", ("date",), "period",
             _MONTH_OF,
             "named_struct('from', cast(trunc({0}, 'MM') as date), 'to', last_day({0}))",
             zh="{0}所在月", en="the month of {0}"),
    Function("start_of", ("period",), "date", "struct_extract({0}, 'from')", "({0}).`from`",
             zh="{0}的起日", en="first day of {0}"),
    Function("end_of", ("period",), "date", "struct_extract({0}, 'to')", "({0}).`to`",
             zh="{0}的止日", en="last day of {0}"),
    Function("year", ("date",), "int", "year({0})", zh="{0}的年份", en="year of {0}"),
    Function("month", ("date",), "int", "month({0})", zh="{0}的月份", en="month of {0}"),
    Function("day", ("date",), "int", "day({0})", zh="{0}的日", en="day of {0}"),
    Function("day_of", ("moment",), "date", "cast({0} as date)", zh="{0}当日", en="the day of {0}"),
    Function("hours_between", ("moment", "moment"), "count",
             "case when {1} >= {0} then date_sub('hour', {0}, {1}) end",
             "case when {1} >= {0} then "
             "cast(floor((unix_timestamp({1}) - unix_timestamp({0})) / 3600) as bigint) end",
             zh="{0}至{1}的整小时数", en="full hours from {0} to {1}"),
    Function("as_of", (), "date", "{as_of}", as_of=True, zh="截至日", en="the as-of date"),
    # lists
    Function("has", ("list", "item"), "bool", "list_contains({0}, {1})", "array_contains({0}, {1})",
             zh="{0}中有{1}", en="{0} has {1}"),
    Function("has_any", ("list", "list"), "bool", "list_has_any({0}, {1})",
             "arrays_overlap({0}, {1})", zh="{0}中有{1}之一", en="{0} has one of {1}"),
    Function("size", ("list",), "count", "len({0})", "cast(array_size({0}) as bigint)",
             zh="{0}的个数", en="number of {0}"),
    Function("joined", ("list",), "text", "array_to_string({0}, '、')", "array_join({0}, '、')",
             zh="{0}", en="{0}"),
    # aggregates
    Function("count", ("any?",), "count", "count({0|*})", kind="aggregate",
             zh="行数", en="the number of rows"),
    Function("count_if", ("bool",), "count", "count(*) filter (where {0})", kind="aggregate",
             zh="{0}的行数", en="the number of rows where {0}"),
    Function("count_distinct", ("any",), "count", "count(distinct {0})", kind="aggregate",
             zh="不同{0}的个数", en="the number of different {0}"),
    Function("sum", ("summed",), "sum", "sum({0})", kind="aggregate",
             zh="{0}合计", en="the sum of {0}"),
    Function("min", ("any",), "first", "min({0})", kind="aggregate",
             zh="最小的{0}", en="the least {0}"),
    Function("max", ("any",), "first", "max({0})", kind="aggregate",
             zh="最大的{0}", en="the greatest {0}"),
    Function("avg", ("summed",), "number_of", "(cast(sum({0}) as double) / nullif(count({0}), 0))",
             kind="aggregate", zh="{0}的平均值", en="the average of {0}"),
    Function("median", ("summed",), "number_of", "median(cast({0} as double))", kind="aggregate",
             zh="{0}的中位数", en="the median of {0}"),
    Function("share", ("bool",), "share",
             "(cast(count(*) filter (where {0}) as double) / nullif(count(({0})), 0))",
             kind="aggregate", zh="{0}的比例", en="the share of rows where {0}"),
    Function("any", ("bool",), "bool", "bool_or({0})", kind="aggregate",
             zh="有一行{0}", en="some row has {0}"),
    Function("all", ("bool",), "bool", "bool_and({0})", kind="aggregate",
             zh="各行均{0}", en="every row has {0}"),
    Function("only", ("any",), "first", "case when min({0}) = max({0}) then min({0}) end",
             kind="aggregate", zh="唯一的{0}", en="the only {0}"),
    Function("first", ("any",), "first",
             "struct_extract(min(struct_pack(o := {order}, v := {0}))" + _BOTH + ", 'v')",
             "(min(named_struct('o', {order}, 'v', {0}))" + _BOTH + ").v",
             kind="aggregate", ordered=True, zh="按{order}最早的{0}",
             en="{0} with the least {order}"),
    Function("last", ("any",), "first",
             "struct_extract(max(struct_pack(o := {order}, v := {0}))" + _BOTH + ", 'v')",
             "(max(named_struct('o', {order}, 'v', {0}))" + _BOTH + ").v",
             kind="aggregate", ordered=True, zh="按{order}最晚的{0}",
             en="{0} with the greatest {order}"),
    Function("list", ("any", "whole?"), "text", "", kind="aggregate",
             zh="{0}的排序列表", en="the sorted list of {0}"),
    # windows
    Function("position", (), "count", "row_number() over {ordered}", kind="window",
             zh="次序", en="the position"),
    Function("from_last", (), "count", "row_number() over {reversed}", kind="window",
             zh="倒数次序", en="the position from the end"),
    Function("previous", ("any",), "first", "lag({0}) over {ordered}", kind="window",
             zh="前一次的{0}", en="the previous {0}"),
    Function("next", ("any",), "first", "lead({0}) over {ordered}", kind="window",
             zh="后一次的{0}", en="the next {0}"),
    Function("running_count", (), "count", "count(*) over {running}", kind="window",
             zh="累计次数", en="the running count"),
    Function("running_sum", ("summed",), "sum", "sum({0}) over {running}", kind="window",
             zh="{0}累计", en="the running sum of {0}"),
    Function("count_within", ("whole",), "count", "count(*) over {range:0}", kind="window",
             zh="前{0}日内的次数", en="the count within the last {0} days"),
    Function("sum_within", ("summed", "whole"), "sum", "sum({0}) over {range:1}", kind="window",
             zh="前{1}日内的{0}合计", en="the sum of {0} within the last {1} days"),
    Function("group_size", (), "count", "count(*) over {whole}", kind="window",
             zh="同组行数", en="the number of rows of the group"),
)  # fmt: skip

FUNCTIONS: dict[str, Function] = {function.name: function for function in _ALL}
