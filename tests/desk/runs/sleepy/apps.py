import os
import time

from django.apps import AppConfig


class Sleepy(AppConfig):
    name = "sleepy"

    def ready(self):
        from xiezhi_desk.runs import slots
        from xiezhi_desk.runs.states import JobKind

        slots.handlers[JobKind.EXPORT] = sleep
        slots.handlers[JobKind.READ] = fail


def sleep(job, tell, cancelled):
    """Sleeps ``seconds`` in small steps; a ``deaf`` one does not ask whether it should end."""
    from xiezhi_desk.runs.slots import Stopped

    steps = int(job.params["seconds"] * 10)
    for step in range(steps):
        tell(step / steps, f"第 {step} 步", f"step {step}")
        time.sleep(0.1)
        if cancelled() and not job.params.get("deaf"):
            raise Stopped
    return {"pid": os.getpid(), "attempt": job.attempt}


def fail(job, tell, cancelled):
    raise RuntimeError("王小明 must not be told to anybody")
