from xiezhi_desk.ui.app import DeskApp


class Cases(DeskApp):
    name = "xiezhi_desk.cases"
