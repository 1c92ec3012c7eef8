from xiezhi_desk.ui.app import DeskApp


class Api(DeskApp):
    name = "xiezhi_desk.api"
    label = "api"

    def ready(self) -> None:
        from xiezhi_desk.accounts.slots import ProfilePart, profile
        from xiezhi_desk.ui.words import lazy

        profile.append(
            ProfilePart(
                lazy("接口令牌", "Tokens"),
                "api:tokens",
                lazy("程序以您的身份读取线索和成效。", "Programs read clues and outcomes as you."),
            )
        )
