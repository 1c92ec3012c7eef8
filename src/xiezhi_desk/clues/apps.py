from xiezhi_desk.ui.app import DeskApp, late


class Clues(DeskApp):
    name = "xiezhi_desk.clues"

    def ready(self) -> None:
        from xiezhi_desk.clues.slots import (
            BulkAct,
            MatterPart,
            PagePart,
            bulk_acts,
            matter_parts,
            page_parts,
        )
        from xiezhi_desk.clues.wiring import judge
        from xiezhi_desk.runs import slots
        from xiezhi_desk.ui.rights import Right

        slots.bundle_received.append(late("xiezhi_desk.clues.services.arriving.receive"))
        slots.disposed.append(late("xiezhi_desk.clues.services.blanking.blank_bundle"))
        raised = late("xiezhi_desk.clues.selectors.raised.of_job")
        slots.job_parts.append(slots.JobPart("clues/parts/job_raised.html", raised))
        slots.nightly.append(late("xiezhi_desk.clues.services.nightly.nightly"))
        kept = late("xiezhi_desk.clues.views.keeping.kept")
        page_parts.append(PagePart("clues/parts/kept.html", kept, place="rail"))
        judge()
        bulk_acts.append(
            BulkAct("export", "导出清单", "Export a list", "clues:export-list", Right.EXPORT)
        )
        asking = late("xiezhi_desk.clues.views.exports.asking")
        matter_parts.append(MatterPart("clues/parts/export_matter.html", asking))
