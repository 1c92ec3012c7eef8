"""A difference is told in the words of the office: titles of columns, labels of words."""

from contextvars import copy_context

from xiezhi.cli.language import speak
from xiezhi.cli.shelf.diff import _lines


def test_words_of_a_vocabulary_and_empty_cells_are_said():
    row = {
        "change": "changed",
        "exec_no": "（2031）苏0803执1号",
        "columns": ["close_mode"],
        "before": {"close_mode": None},
        "after": {"close_mode": "this_round"},
    }
    names = ["change", "exec_no", "columns", "before", "after"]

    def told():
        speak("zh")
        return _lines([row], names, "enforcement_case")

    assert copy_context().run(told) == [
        ["", "执行案号", "变化"],
        ["变化", "（2031）苏0803执1号", "结案方式: 空 → 终结本次执行程序"],
    ]
