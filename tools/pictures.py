"""Make the pictures of the documentation: ``.venv/bin/python tools/pictures.py [FOLDER]`` (docs/pictures/ by default).

It starts a server with data of its own, plays the beginning of a week on it (tools/pictures_week.py) and opens the
console, the projector and a phone in a real Chromium, in Dutch. The fourth picture is a page of a printed agenda.
Chromium is ``CHARRETTE_CHROMIUM``, else the one on the path.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pypdfium2  # noqa: E402
from PIL import Image, ImageOps  # noqa: E402
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright  # noqa: E402

from charrette.demo.site import Failed, NoServer, Site  # noqa: E402
from tools import pictures_week as week  # noqa: E402

ADDRESS = "192.168.1.20:5000"
"""What the pictures show as the address of the laptop, as `make run` would print it in a hall."""

MOST_BYTES = 250_000
COLOURS = 128
UPPER_PART = 0.46
START_SECONDS = 60
CONSOLE, PROJECTOR, PHONE = (1366, 768), (1920, 1080), (390, 844)
QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@contextlib.contextmanager
def server(data: Path) -> Iterator[tuple[Site, int]]:
    """Run a server with its data in ``data``; give its site and port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "wsgi.py"], cwd=ROOT, env=settings(data, port), stdout=subprocess.DEVNULL
    )
    site = Site(f"http://127.0.0.1:{port}")
    try:
        wait_for(site, process)
        yield site, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def settings(data: Path, port: int) -> dict[str, str]:
    """Return the environment of the server, without settings from outside."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("CHARRETTE_")}
    return {
        **own,
        "CHARRETTE_DATA": str(data),
        "CHARRETTE_HOST": "127.0.0.1",
        "CHARRETTE_PORT": str(port),
        "CHARRETTE_PUBLIC_URL": f"http://{ADDRESS}",
    }


def wait_for(site: Site, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    for _ in range(START_SECONDS * 10):
        with contextlib.suppress(NoServer, Failed):
            site.json("/healthz")
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit("The server did not start; `make run` says why.")


def invite(data: Path, port: int, role: str) -> str:
    """Return the token of a one-time link."""
    command = [sys.executable, "-m", "flask", "--app", "charrette", "invite", "--role", role, "--json"]
    made = subprocess.run(command, cwd=ROOT, env=settings(data, port), check=True, capture_output=True)
    return str(json.loads(made.stdout)["token"])


def launch(playwright: Playwright, port: int) -> Browser:
    """Start Chromium, in which the laptop's address leads to our server."""
    path = os.environ.get("CHARRETTE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    rules = f"--host-resolver-rules=MAP {ADDRESS} 127.0.0.1:{port}"
    return playwright.chromium.launch(executable_path=path, args=[*QUIET, "--no-first-run", rules])


def open_page(browser: Browser, size: tuple[int, int], token: str | None = None, **more: Any) -> Page:
    """Open an empty page as somebody in the hall has it: in Dutch, light, still."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        color_scheme="light",
        reduced_motion="reduce",
        **more,
    )
    if token is not None:
        context.add_cookies([{"name": "charrette_token", "value": token, "url": f"http://{ADDRESS}", "httpOnly": True}])
    return context.new_page()


def save(picture: Image.Image, path: Path) -> None:
    """Write a picture with few colours, small enough for a web page."""
    small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.name}: {picture.width} x {picture.height}, {size // 1000} kB")
    if size > MOST_BYTES:
        sys.exit(f"{path} has {size} bytes, more than {MOST_BYTES}.")


def shoot(page: Page, path: Path) -> None:
    """Take a picture of what stands on the page when its letters are there."""
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(1500)
    save(Image.open(io.BytesIO(page.screenshot())), path)


def projector(browser: Browser, hall: week.Hall) -> Page:
    """Open a projector and pair it."""
    page = open_page(browser, PROJECTOR)
    page.goto(f"http://{ADDRESS}/screen")
    expect(page.locator(".pairing__code")).to_be_visible()
    hall.pair(page.locator(".pairing__code").inner_text())
    return page


def phone(browser: Browser, hall: week.Hall) -> Page:
    """Scan the code on the wall as people do, write two ideas and begin a third."""
    page = open_page(browser, PHONE, is_mobile=True, has_touch=True, device_scale_factor=2)
    page.goto(hall.door_link())
    page.fill("#name", "Roelie")
    page.click("main button.button--primary")
    expect(page.locator(".phone__nav")).to_be_visible()
    for text in week.OWN_WORDS:
        page.fill("#idea", text)
        page.locator("select#column").select_option(index=1)
        page.locator("#idea").press("Enter")
    page.fill("#idea", week.HALF_WRITTEN)
    expect(page.locator(".card").nth(1)).to_be_visible()
    page.locator("#idea").blur()
    return page


def agenda(site: Site, hall: week.Hall, path: Path) -> None:
    """Draw the upper part of a page of an agenda, from its PDF: the page of the first topic."""
    document = pypdfium2.PdfDocument(site.ask("GET", hall.agenda_path))
    pages = [document[number] for number in range(len(document))]
    found = next(page for page in reversed(pages) if week.TOPIC in page.get_textpage().get_text_range())
    sheet = found.render(scale=1.6).to_pil().convert("RGB")
    upper = sheet.crop((0, 0, sheet.width, round(sheet.height * UPPER_PART)))
    save(ImageOps.expand(upper, border=2, fill="#c9c2b4"), path)


def main() -> None:
    """Make all pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, server(Path(data)) as (site, port), sync_playwright() as playwright:
        hall = week.Hall(site, invite(Path(data), port, "organiser"))
        browser = launch(playwright, port)
        hall.begin()
        wall = projector(browser, hall)
        hall.collect()
        shoot(phone(browser, hall), folder / "phone.png")
        hall.group()
        shoot(wall, folder / "projector.png")
        console = open_page(browser, CONSOLE, hall.leader)
        console.goto(f"http://{ADDRESS}/console/boards/{hall.board}")
        expect(console.locator(".card-group").first).to_be_visible()
        shoot(console, folder / "console.png")
        browser.close()
        hall.make_agenda()
        agenda(site, hall, folder / "agenda.png")


if __name__ == "__main__":
    main()
