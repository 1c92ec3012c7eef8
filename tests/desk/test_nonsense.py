"""Nonsense in an address's query never breaks a page: every page × words nobody should send."""

import cast as people
import pytest
from django.test import Client
from django.urls import NoReverseMatch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_access_matrix import TABLE, address

NAMES = (
    "page", "sort", "state", "q", "model", "office", "assignee", "since", "until", "least", "most",
    "due", "expires", "line", "grade", "organ", "scope", "column", "models", "thing", "person",
    "looked", "action", "presence", "view", "tab",
)  # fmt: skip
NONSENSE = st.one_of(
    st.sampled_from(
        ["-1", "0", "99999999999999999999", "1e400", "NaN", "Infinity", "0001-01-01", "9999-12-31",
         "2031-02-30", "' OR 1=1 --", "%00", "\x00", "me", "none", "all", "-worth", "{{7*7}}"]
    ),
    st.text(max_size=30),
)  # fmt: skip
QUERIES = st.dictionaries(st.sampled_from(NAMES), NONSENSE, max_size=6)
PAGES = sorted(name for name, line in TABLE["pages"].items() if "post" not in str(line))
WHO = ("lin", "an", "wu", "shu", "shen")


@pytest.mark.django_db
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.sampled_from(PAGES), query=QUERIES, who=st.sampled_from(WHO))
def test_no_query_breaks_a_page(name, query, who):
    client = people.signed_in(Client(raise_request_exception=False), who)
    try:
        where = address(name)
    except NoReverseMatch:
        return
    answer = client.get(where, query)
    assert answer.status_code < 500, (name, query, who)
