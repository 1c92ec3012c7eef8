from xiezhi_desk.ui.app import DeskApp, late


class Cases(DeskApp):
    name = "xiezhi_desk.cases"

    def ready(self) -> None:
        from xiezhi_desk.clues.slots import MatterPart, effects, matter_carried, matter_parts

        effects.append(late("xiezhi_desk.cases.selectors.outcomes.effect"))
        matter_carried.append(late("xiezhi_desk.cases.services.recording.carry"))
        documents = late("xiezhi_desk.cases.views.parts.documents")
        matter_parts.insert(0, MatterPart("cases/parts/documents.html", documents))
