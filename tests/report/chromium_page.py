"""A page in headless Chromium over its debugging pipe: no driver, no socket, no download."""

import fcntl
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)


class Page:
    """One page; ``troubles`` gathers console errors, exceptions and every request but the file."""

    def __init__(
        self, file: Path, width: int = 1366, height: int = 768, profile: Path | None = None
    ):
        assert CHROMIUM is not None
        to_read, to_write = os.pipe()
        from_read, from_write = os.pipe()
        options = [
            "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe",
            "--no-first-run", "--disable-extensions", f"--window-size={width},{height}",
            f"--user-data-dir={profile or file.parent / 'profile'}",
        ]  # fmt: skip
        # The pipe is wherever descriptors 3 and 4 are in the child: put there after the fork.
        high = [fcntl.fcntl(end, fcntl.F_DUPFD, 100) for end in (to_read, from_write)]

        def place_pipe():
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            [CHROMIUM, *options],
            preexec_fn=place_pipe,  # noqa: PLW1509 - no thread runs between fork and exec
            close_fds=False,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        for end in high:
            os.close(end)
        os.close(to_read)
        os.close(from_write)
        self.pipe, self.answers, self.rest, self.number = to_write, from_read, b"", 0
        self.troubles: list[str] = []
        self.file = file
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        for domain in ("Runtime", "Log", "Page", "Network"):
            self.call(f"{domain}.enable")
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )  # fmt: skip
        self.call("Page.navigate", url=file.resolve().as_uri())
        self.until("document.readyState === 'complete' && !!document.querySelector('main')")

    session: str | None = None

    def call(self, method: str, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.pipe, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return answer["result"]
            self._hear(answer)

    def _next(self):
        while b"\0" not in self.rest:
            piece = os.read(self.answers, 1 << 20)
            assert piece, "Chromium ended"
            self.rest += piece
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def _hear(self, event):
        method, params = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.troubles.append(
                params["exceptionDetails"].get("exception", {}).get("description", "exception")
            )
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning"):
            self.troubles.append(str(params["args"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.troubles.append(params["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            url = params["request"]["url"]
            if not url.startswith(("data:", "blob:", self.file.resolve().as_uri())):
                self.troubles.append(f"request to {url}")

    def js(self, expression: str):
        """The value of an expression in the page."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, expression: str, seconds: float = 20):
        """Wait until an expression of the page holds."""
        end = time.monotonic() + seconds
        while not self.js(expression):
            assert time.monotonic() < end, f"never became true: {expression}"
            time.sleep(0.02)

    def text(self, selector: str) -> str:
        return self.js(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''")

    def count(self, selector: str) -> int:
        return self.js(f"document.querySelectorAll({json.dumps(selector)}).length")

    def go(self, address: str):
        self.js(f"location.hash = {json.dumps(address)}")
        self.js("new Promise((done) => setTimeout(done, 60))")

    def press(self, key: str):
        codes = {"Enter": 13, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38}
        text = {"text": key} if len(key) == 1 else {}
        if key == "Enter":
            text = {"text": "\r"}
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key,
                windowsVirtualKeyCode=codes.get(key, ord(key[0].upper())), **(text if kind == "keyDown" else {}),
            )  # fmt: skip
        self.js("new Promise((done) => setTimeout(done, 40))")

    def type(self, text: str):
        self.call("Input.insertText", text=text)
        self.js("new Promise((done) => setTimeout(done, 160))")

    def picture(self, path: Path):
        import base64

        path.write_bytes(
            base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])
        )

    def close(self):
        self.process.terminate()
        self.process.wait(20)
        os.close(self.pipe)
        os.close(self.answers)
