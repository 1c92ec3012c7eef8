from xiezhi_desk.ui.app import DeskApp


class Clues(DeskApp):
    name = "xiezhi_desk.clues"

    def ready(self) -> None:
        from xiezhi_desk.clues.services.arriving import receive
        from xiezhi_desk.clues.services.nightly import nightly
        from xiezhi_desk.clues.slots import (
            BulkAct,
            MatterPart,
            PagePart,
            bulk_acts,
            matter_parts,
            page_parts,
        )
        from xiezhi_desk.clues.views.exports import asking
        from xiezhi_desk.clues.views.keeping import kept
        from xiezhi_desk.clues.wiring import judge
        from xiezhi_desk.runs import slots
        from xiezhi_desk.ui.rights import Right

        slots.bundle_received.append(receive)
        slots.nightly.append(nightly)
        page_parts.append(PagePart("clues/parts/kept.html", kept, place="rail"))
        judge()
        bulk_acts.append(
            BulkAct("export", "导出清单", "Export a list", "clues:export-list", Right.EXPORT)
        )
        matter_parts.append(MatterPart("clues/parts/export_matter.html", asking))
