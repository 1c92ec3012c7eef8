from xiezhi_desk.ui.app import DeskApp, late


class Runs(DeskApp):
    name = "xiezhi_desk.runs"

    def ready(self) -> None:
        from xiezhi_desk.accounts.slots import ProfilePart, trust_page
        from xiezhi_desk.runs import slots
        from xiezhi_desk.runs.states import JobKind
        from xiezhi_desk.ui.words import lazy

        trust_page.append(
            ProfilePart(
                lazy("受信任的检察院", "Trusted offices"),
                "runs:trusted",
                lazy("它们在卷宗包上的签名是可信的。", "Whose signature on a bundle is believed."),
            )
        )
        slots.handlers[JobKind.RUN] = late("xiezhi_desk.runs.handling.running.run")
        slots.handlers[JobKind.IMPORT] = late("xiezhi_desk.runs.handling.importing.receive")
