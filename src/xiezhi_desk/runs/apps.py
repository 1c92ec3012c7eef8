from xiezhi_desk.ui.app import DeskApp


class Runs(DeskApp):
    name = "xiezhi_desk.runs"
