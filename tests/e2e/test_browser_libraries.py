"""The libraries in static/vendor/ work together in a real browser, through the import map."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]

PAGE = """<!doctype html><html lang="en"><head><title>Libraries</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/static/vendor/fonts.css">
<style>body { font: 400 20px "Atkinson Hyperlegible"; }</style>
<script type="importmap">IMPORT_MAP</script></head><body><main id="root"></main>
<script type="module">
import { render } from "preact";
import { useState } from "preact/hooks";
import { html } from "htm/preact";
import { signal, computed } from "@preact/signals";
import { io } from "socket.io-client";
import { get, set } from "idb-keyval";
import Sortable from "sortablejs";

const ideas = signal(["A bench"]);
const count = computed(() => ideas.value.length);
function Board() {
  const [name] = useState("Annie");
  return html`<p id="hook">${name}</p><p id="read">${count.value} ideas</p><p id="bound">${count}</p>`;
}
render(html`<${Board} />`, document.getElementById("root"));
window.add = (text) => { ideas.value = [...ideas.value, text]; };
await set("draft", "A tree");
window.found = {
  draft: await get("draft"),
  socket: typeof io("http://127.0.0.1:9", { autoConnect: false }).emitWithAck,
  sortable: typeof Sortable.create,
};
await document.fonts.load('400 20px "Atkinson Hyperlegible"');
window.ready = true;
</script></body></html>"""


class _Handler(SimpleHTTPRequestHandler):
    """Serves the page at / and the files of static/ beside it, without a line per request."""

    def do_GET(self) -> None:
        if self.path != "/":
            return super().do_GET()
        body = PAGE.replace("IMPORT_MAP", (ROOT / "static/vendor/importmap.json").read_text("utf-8")).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture
def address() -> Iterator[str]:
    """Serve the page on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(ROOT)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_browser_libraries_load_together_and_signals_redraw_the_page(page: Page, address: str) -> None:
    problems: list[str] = []
    requested: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: requested.append(request.url))
    page.goto(address)
    page.wait_for_function("window.ready === true")

    assert page.evaluate("window.found") == {"draft": "A tree", "socket": "function", "sortable": "function"}
    assert page.locator("#root").inner_text().split() == ["Annie", "1", "ideas", "1"]
    page.evaluate("window.add('A tree')")
    page.wait_for_function("document.querySelector('#read').textContent === '2 ideas'")
    assert page.locator("#bound").inner_text() == "2"
    assert page.evaluate("document.fonts.check('400 20px \"Atkinson Hyperlegible\"')")

    modules = json.loads((ROOT / "static/vendor/importmap.json").read_text("utf-8"))["imports"]
    loaded = [url.removeprefix(address.rstrip("/")) for url in requested]
    assert sorted(path for path in loaded if path.endswith((".js", ".mjs"))) == sorted(modules.values())
    assert [url for url in requested if not url.startswith((address, "data:"))] == []
    assert problems == []


def test_a_page_that_a_translator_works_on_follows_every_change(page: Page, address: str) -> None:
    """In each way in which translators put their words in the place of a text."""
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    found = page.evaluate((ROOT / "tests/e2e/translator.js").read_text("utf-8"))

    followed = {
        "seen": [
            "2 votes left of 2 Last words gone a b one, y",
            "1 votes left of 2 Last words gone a b one, y",
            "!1 votes left of 2 Last words gone a b one, x",
            "!1 votes left of 2 more words a b one, x",
            "0 votes left of 2 Last words gone b c a two, y",
            "3 votes left of 2 more words two, y",
        ],
        "marked": True,
    }
    for way in ("wrapped around", "another text"):  # these leave no original behind
        assert found[way].pop("seen")[:-1] == followed["seen"]
        assert found.pop(way)["marked"]
    assert found == dict.fromkeys(found, followed)
    assert len(found) == 4
    assert problems == []
