from xiezhi_desk.ui.app import DeskApp


class ModelPages(DeskApp):
    name = "xiezhi_desk.models"
    label = "models"
