from xiezhi_desk.ui.app import DeskApp, late


class ShelfPages(DeskApp):
    name = "xiezhi_desk.shelf"
    label = "shelf"

    def ready(self) -> None:
        from xiezhi_desk.runs import slots
        from xiezhi_desk.runs.states import JobKind

        slots.nightly.append(late("xiezhi_desk.shelf.services.disposing.catch_up"))
        slots.nightly.append(late("xiezhi_desk.shelf.services.seeing.let_go"))
        slots.handlers[JobKind.DISPOSE] = late("xiezhi_desk.shelf.services.disposing.carry_out")
        slots.handlers[JobKind.LOOK] = late("xiezhi_desk.shelf.services.seeing.look")
        slots.handlers[JobKind.LOAD] = late("xiezhi_desk.shelf.services.loading.load")
        slots.handlers[JobKind.READ] = late("xiezhi_desk.shelf.services.loading.read_documents")
