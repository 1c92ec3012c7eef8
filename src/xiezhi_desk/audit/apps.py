from xiezhi_desk.ui.app import DeskApp


class Audit(DeskApp):
    name = "xiezhi_desk.audit"
