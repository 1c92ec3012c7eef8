from xiezhi_desk.ui.app import DeskApp


class Clues(DeskApp):
    name = "xiezhi_desk.clues"
