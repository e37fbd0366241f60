"""A real browser for tests: Chromium, steered by the WebDriver protocol (w3.org/TR/webdriver).

No library stands between, so that a test knows what is asked. What the page writes to the console and asks
of the network is kept by the browser and can be read.
"""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.programs import require

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--force-prefers-reduced-motion",
)
OWN = ("data:", "chrome:")
"""How addresses begin that leave neither the page nor the browser (its start page loads late)."""

KEYS = {
    "ArrowRight": "\ue014",
    "ArrowLeft": "\ue012",
    "Escape": "\ue00c",
    "Tab": "\ue004",
    "Enter": "\ue007",
}
"""Keys without a character, as the protocol writes them (WebDriver, 17.4.2)."""


class Browser:
    """A window that shows a page."""

    def __init__(self, session: str) -> None:
        self._session = session

    def open(self, path: Path) -> None:
        """Show a file."""
        self._ask("POST", "/url", {"url": path.as_uri()})

    def run(self, script: str, *arguments: object) -> Any:
        """What a function body returns in the page."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        typed = [
            {"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")
        ]
        self._ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": typed}]})

    def click(self, selector: str) -> None:
        """Click on the first element of a CSS selector, as a mouse does."""
        found = self._ask("POST", "/element", {"using": "css selector", "value": selector})
        self._ask("POST", f"/element/{next(iter(found.values()))}/click", {})

    def resize(self, width_px: int, height_px: int) -> None:
        """Give the page so much room."""
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            width=width_px, height=height_px, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip

    def media(self, **features: str) -> None:
        """Set media features: ``prefers_color_scheme="dark"``; ``type="print"`` sets the medium."""
        kind = features.pop("type", "")
        listed = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.devtools("Emulation.setEmulatedMedia", media=kind, features=listed)

    def devtools(self, command: str, **parameters: object) -> Any:
        """A command of the DevTools protocol."""
        return self._ask("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def picture(self) -> bytes:
        """What the window shows, as PNG."""
        return base64.b64decode(self._ask("GET", "/screenshot"))

    def console(self) -> list[str]:
        """What was written to the console since the last call: errors, warnings and refusals."""
        return [entry["message"] for entry in self._ask("POST", "/se/log", {"type": "browser"})]

    def requests(self) -> list[str]:
        """The addresses that were asked for since the last call, but for data within the page itself."""
        events = [
            json.loads(e["message"])["message"]
            for e in self._ask("POST", "/se/log", {"type": "performance"})
        ]
        sent = (e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent")
        return [address for address in sent if not address.startswith(OWN)]

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        return ask(f"{self._session}{path}", method, body)


def ask(address: str, method: str, body: dict[str, Any] | None = None) -> Any:
    """Send a command to the driver; the value it answers with."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        said = json.load(error)["value"]
        raise AssertionError(f"{said['error']}: {said['message'].splitlines()[0]}") from None


@contextmanager
def start_browser(profile: Path, more: Sequence[str] = ()) -> Iterator[Browser]:
    """A browser with a profile of its own."""
    driver, chromium = require("chromedriver"), require("chromium")
    port = _free_port()
    with subprocess.Popen(
        [driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/status")
            options = {
                "binary": chromium,
                "args": [*FLAGS, f"--user-data-dir={profile}", *more, "about:blank"],
            }
            wanted = {
                "browserName": "chrome",
                "goog:chromeOptions": options,
                "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            }
            made = ask(
                f"http://127.0.0.1:{port}/session", "POST", {"capabilities": {"alwaysMatch": wanted}}
            )
            session = f"http://127.0.0.1:{port}/session/{made['sessionId']}"
            try:
                yield Browser(session)
            finally:
                ask(session, "DELETE")
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str) -> None:
    for _ in range(200):
        try:
            if ask(address, "GET")["ready"]:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the driver does not start")
