from xiezhi_desk.ui.app import DeskApp


class Clues(DeskApp):
    name = "xiezhi_desk.clues"

    def ready(self) -> None:
        from xiezhi_desk.clues.services.arriving import receive
        from xiezhi_desk.clues.slots import PagePart, page_parts
        from xiezhi_desk.clues.views.keeping import kept
        from xiezhi_desk.clues.wiring import judge
        from xiezhi_desk.runs.slots import bundle_received

        bundle_received.append(receive)
        page_parts.append(PagePart("clues/parts/kept.html", kept, place="rail"))
        judge()
