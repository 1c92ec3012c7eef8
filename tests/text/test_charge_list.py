"""Several charges with one 罪."""

import pytest

from xiezhi.text.charge_list import charges_in


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("盗窃罪", ("盗窃罪",)),
        ("抢劫、盗窃罪", ("抢劫罪", "盗窃罪")),
        ("贩卖、运输毒品罪", ("走私、贩卖、运输、制造毒品罪",)),
        ("贩卖、运输毒品、盗窃罪", ("走私、贩卖、运输、制造毒品罪", "盗窃罪")),
        ("抢劫罪、盗窃罪", ("抢劫罪", "盗窃罪")),
        ("莫须有罪", ()),
        ("盗窃、莫须有罪", ()),
    ],
)
def test_the_list_of_charges_decides(printed, names):
    assert charges_in(printed) == names
