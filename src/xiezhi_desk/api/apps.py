from xiezhi_desk.ui.app import DeskApp


class Api(DeskApp):
    name = "xiezhi_desk.api"
    label = "api"
