"""What a document leaves open, though it is true."""

from datetime import date

from lives import case, count, person

from xiezhi.twin.check import Violation
from xiezhi.twin.untold import untold, unwritten


def test_a_list_of_things_returned_leaves_the_recovery_open():
    assert untold(Violation("CR-26", 1), "证据有扣押清单、发还清单。") != ""
    assert untold(Violation("CR-26", 1), "证据有扣押清单。") == ""


def test_compensation_of_an_unsaid_sum_leaves_the_recovery_open():
    said = "被告人张三积极赔偿被害人的经济损失，可酌情从轻处罚。"
    assert untold(Violation("CR-26", 1), said) != ""
    assert untold(Violation("CR-26", 1), "被告人张三赔偿附带民事诉讼原告人医疗费。") == ""


def test_other_checks_are_told():
    assert untold(Violation("CR-14", 1), "证据有发还清单。") == ""


def test_a_probation_revoked_some_day_leaves_the_relapse_open():
    assert untold(Violation("CR-22", 1), "判处有期徒刑一年，缓刑三年，缓刑后被撤销。") != ""
    assert untold(Violation("CR-22", 1), "判处有期徒刑一年，缓刑三年。") == ""


def test_a_fine_beside_an_article_whose_old_wording_is_lost():
    def defied(day):
        return case(person(count("拒不执行判决、裁定罪", day, months=8, fine=2000)))

    assert unwritten(Violation("CR-15", 1), defied(date(2015, 10, 31))) != ""
    assert unwritten(Violation("CR-15", 1), defied(date(2015, 11, 1))) == ""


def test_a_fine_for_theft_before_the_rules_of_2013():
    def fined(day):
        life = case(person(count("盗窃罪", date(2012, 9, 1), amount=4000, months=8, fine=20_000)))
        life.judged = day
        return life

    assert unwritten(Violation("CR-16", 1), fined(date(2013, 4, 3))) != ""
    assert unwritten(Violation("CR-16", 1), fined(date(2013, 4, 4))) == ""
    assert unwritten(Violation("CR-14", 1), fined(date(2013, 4, 3))) == ""
