from xiezhi_desk.ui.app import DeskApp


class Cases(DeskApp):
    name = "xiezhi_desk.cases"

    def ready(self) -> None:
        from xiezhi_desk.cases.selectors.outcomes import effect
        from xiezhi_desk.clues.slots import effects

        effects.append(effect)
