"""What a document leaves open, though it is true."""

from xiezhi.twin.check import Violation
from xiezhi.twin.untold import untold


def test_a_list_of_things_returned_leaves_the_recovery_open():
    assert untold(Violation("CR-26", 1), "证据有扣押清单、发还清单。") != ""
    assert untold(Violation("CR-26", 1), "证据有扣押清单。") == ""


def test_compensation_of_an_unsaid_sum_leaves_the_recovery_open():
    said = "被告人张三积极赔偿被害人的经济损失，可酌情从轻处罚。"
    assert untold(Violation("CR-26", 1), said) != ""
    assert untold(Violation("CR-26", 1), "被告人张三赔偿附带民事诉讼原告人医疗费。") == ""


def test_other_checks_are_told():
    assert untold(Violation("CR-14", 1), "证据有发还清单。") == ""
