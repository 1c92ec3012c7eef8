from xiezhi_desk.ui.app import DeskApp


class Ui(DeskApp):
    """The look and the words."""

    name = "xiezhi_desk.ui"

    def ready(self) -> None:
        """Register the check of the built files."""
        from xiezhi_desk.ui import checks

        self.checks = checks
