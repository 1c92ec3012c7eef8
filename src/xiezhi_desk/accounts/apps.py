from xiezhi_desk.ui.app import DeskApp


class Accounts(DeskApp):
    name = "xiezhi_desk.accounts"
