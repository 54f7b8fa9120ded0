"""What every end-to-end test needs: the Chromium of this machine, started quietly, and a real server."""

from __future__ import annotations

import os
import shutil
import socketserver
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ProxySettings

from tests.e2e.server import CharretteServer
from tools.with_services import CHROMIUM_NAMES

QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
NOT_NEEDED = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,"  # the list under the address bar: a process more for each new browser
    # and what the plugin switches off itself, because a browser takes the last of such lists only
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,"
    "OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch"
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the installed Chromium (``CHARRETTE_CHROMIUM``, else the one on the path) instead of a downloaded one."""
    path = os.environ.get("CHARRETTE_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    args = [*QUIET, "--no-first-run", f"--disable-features={NOT_NEEDED}"]
    return {**browser_type_launch_args, "executable_path": path, "args": args}


@pytest.fixture(scope="session")
def loaded_week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the example week in it, made once and copied for each server."""
    server = CharretteServer(tmp_path_factory.mktemp("week") / "data")
    server.start()
    assert server.stop() == 0
    return server.data


@pytest.fixture
def start_server(loaded_week: Path, tmp_path: Path) -> Iterator[Callable[..., CharretteServer]]:
    """Start servers with own data: ``start_server()``, or with settings ``start_server(CHARRETTE_ASYNC_MODE=...)``."""
    started: list[CharretteServer] = []

    def start(**extra: str) -> CharretteServer:
        data = tmp_path / f"server-{len(started)}"
        shutil.copytree(loaded_week, data, ignore=shutil.ignore_patterns("server.log", "server.lock"))
        server = CharretteServer(data, extra=extra)
        started.append(server)
        server.start()
        return server

    yield start
    for server in started:
        if server.process is not None:
            server.kill()  # how it stops is for tests of that


@pytest.fixture
def charrette_server(start_server: Callable[..., CharretteServer]) -> CharretteServer:
    """A fresh server with the example week, for one test."""
    return start_server()


class Elsewhere(socketserver.ThreadingTCPServer):
    """Where browsers go for what is not of this machine: it notes who was asked, and hangs up.

    Asked for each request, a browser would tell much more than this, at a cost.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), socketserver.StreamRequestHandler)
        self.asked: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Note the first line of a request: which address, or which host to be led to."""
        with request.makefile("rb") as lines:
            self.asked.append(lines.readline(4096).decode("latin-1").strip())


class Guard:
    """What every browser of the suite is watched for: breaches of the content policy, and asking elsewhere.

    It knows the phones and consoles that are open: those of a test that is over would go on looking for their server.
    """

    def __init__(self) -> None:
        self._breaches: list[str] = []
        self._elsewhere = Elsewhere()
        self.browser: Browser | None = None

    @property
    def proxy(self) -> ProxySettings:
        """How a browser gets to other machines; to its own it goes straight."""
        port = self._elsewhere.server_address[1]
        return {"server": f"http://127.0.0.1:{port}", "bypass": "127.0.0.1,localhost"}

    def contexts(self) -> list[BrowserContext]:
        """Return the browsers that are open."""
        return list(self.browser.contexts) if self.browser is not None else []

    def watch(self, context: BrowserContext) -> None:
        """Begin to watch everything that happens in this browser."""
        context.on("console", lambda line: self._note_words(line.text))

    def _note_words(self, words: str) -> None:
        if "Content Security Policy" in words:
            self._breaches.append(words)

    def take_breaches(self) -> list[str]:
        """Return what was seen since the last time."""
        breaches, self._breaches = self._breaches, []
        asked, self._elsewhere.asked = self._elsewhere.asked, []
        return [*breaches, *asked]


@pytest.fixture(scope="session")
def guard() -> Guard:
    """The one guard of all browsers."""
    return Guard()


@pytest.fixture(scope="session")
def browser(browser: Browser, guard: Guard) -> Browser:
    """The browser of the plugin; every context made in it is watched from its first page."""
    make = browser.new_context

    def new_context(*args: Any, **options: Any) -> BrowserContext:
        context = make(*args, **{"locale": "en-US", "proxy": guard.proxy, **options})  # whatever this machine speaks
        guard.watch(context)
        return context

    browser.new_context = new_context  # type: ignore[method-assign]
    guard.browser = browser
    return browser


@pytest.fixture(autouse=True)
def no_breach_of_the_content_policy(guard: Guard) -> Iterator[None]:
    """Fail a test in which a page broke the content policy or asked anything of another host; put its browsers away."""
    guard.take_breaches()
    before = guard.contexts()  # those that the tests of a file share are open already
    yield
    for context in guard.contexts():
        if context not in before:
            context.close()
    assert guard.take_breaches() == []
