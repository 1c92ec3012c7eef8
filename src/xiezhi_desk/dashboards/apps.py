from xiezhi_desk.ui.app import DeskApp


class Dashboards(DeskApp):
    name = "xiezhi_desk.dashboards"
