from xiezhi_desk.ui.app import DeskApp


class Cases(DeskApp):
    name = "xiezhi_desk.cases"

    def ready(self) -> None:
        from xiezhi_desk.cases.selectors.outcomes import effect
        from xiezhi_desk.cases.services.recording import carry
        from xiezhi_desk.cases.views.parts import documents
        from xiezhi_desk.clues.slots import MatterPart, effects, matter_carried, matter_parts

        effects.append(effect)
        matter_carried.append(carry)
        matter_parts.insert(0, MatterPart("cases/parts/documents.html", documents))
