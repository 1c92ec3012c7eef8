from xiezhi_desk.ui.app import DeskApp


class ShelfPages(DeskApp):
    name = "xiezhi_desk.shelf"
    label = "shelf"

    def ready(self) -> None:
        from xiezhi_desk.runs import slots
        from xiezhi_desk.runs.states import JobKind
        from xiezhi_desk.shelf.services import load, read_documents

        slots.handlers[JobKind.LOAD] = load
        slots.handlers[JobKind.READ] = read_documents
