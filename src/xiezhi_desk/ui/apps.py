"""What every page shares: words, layout, tags, assets."""

from xiezhi_desk.ui.app import DeskApp


class Ui(DeskApp):
    """The look and the words."""

    name = "xiezhi_desk.ui"
