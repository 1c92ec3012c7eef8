from xiezhi_desk.ui.app import DeskApp


class ShelfPages(DeskApp):
    name = "xiezhi_desk.shelf"
    label = "shelf"
