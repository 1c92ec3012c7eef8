from xiezhi_desk.ui.app import DeskApp


class Runs(DeskApp):
    name = "xiezhi_desk.runs"

    def ready(self) -> None:
        from xiezhi_desk.runs import slots
        from xiezhi_desk.runs.handling import importing, running
        from xiezhi_desk.runs.states import JobKind

        slots.handlers[JobKind.RUN] = running.run
        slots.handlers[JobKind.IMPORT] = importing.receive
