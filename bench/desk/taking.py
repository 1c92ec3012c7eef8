"""What an answer took: seconds, seconds of the processor in this thread, queries, seconds in them."""

import time

from django.db import connection

PREFIX = "X-Bench-"
BOUNDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
"""Begin and end of a transaction: no queries. SQLite sends them as statements, PostgreSQL does not."""


class Taking:
    """The outermost layer; four headers."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        """One request through."""
        said = {"Queries": 0, "Sql": 0.0}

        def asked(execute, sql, params, many, context):
            began = time.perf_counter()
            try:
                return execute(sql, params, many, context)
            finally:
                said["Queries"] += not sql.startswith(BOUNDS)
                said["Sql"] += 1000 * (time.perf_counter() - began)

        wall, cpu = time.perf_counter(), time.thread_time()
        with connection.execute_wrapper(asked):
            response = self.get_response(request)
        said["Wall"] = 1000 * (time.perf_counter() - wall)
        said["Cpu"] = 1000 * (time.thread_time() - cpu)
        for name, value in said.items():
            response.headers[f"{PREFIX}{name}"] = f"{value:.2f}"
        return response
