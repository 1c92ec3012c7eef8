"""The interface fuzzed from its own description: no unexplained answer."""

import cast as people
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error

from xiezhi_desk.api.interface import api
from xiezhi_desk.api.services import make_token
from xiezhi_desk.wsgi import application

pytestmark = pytest.mark.django_db

schema = schemathesis.pytest.from_fixture("described")


@pytest.fixture(autouse=True)
def _named_as_before(request):
    """Schemathesis names its parts by an attribute that pytest no longer has."""
    request.node._nodeid = request.node.nodeid


@pytest.fixture
def described():
    """Read when the story is told: its cases take seconds to make, which no collection needs."""
    read = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1"))
    read.app = application
    return read


@pytest.fixture
def auth():
    people.clue()
    now = timezone.now()
    _, token = make_token(people.person("an"), "fuzz", 1, now, only_read=False)
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture(autouse=True)
def _the_connection_stays():
    """The end of a request would close the story's own transaction, as Django's client knows."""
    both = (request_started, request_finished)
    for signal in both:
        signal.disconnect(close_old_connections)
    yield
    for signal in both:
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_answer_is_described(case, auth):
    answer = case.call(headers=auth)
    case.validate_response(answer, checks=[not_a_server_error])
    assert answer.status_code in {200, 202, 400, 401, 403, 404, 405, 422, 429}
