"""Serve the gallery of components: ``python tools/gallery.py [PORT]``, then open the address it prints.

For people who work on the screens. It serves static/ and the gallery itself on this machine only, without the
application: ``?view=components|phone|console`` and ``&theme=dark`` choose what is shown.
"""

from __future__ import annotations

import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = "<!-- the import map is put here by tools/gallery.py -->"


class Gallery(SimpleHTTPRequestHandler):
    """Files below the project folder, and the page with the import map in its place."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, directory=str(ROOT), **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """The page itself, or a file of static/ or tools/gallery.js."""
        path = self.path.split("?")[0]
        if path == "/":
            self.send_page()
        elif path.startswith("/static/") or path == "/tools/gallery.js":
            super().do_GET()
        else:
            self.send_error(404)

    def send_page(self) -> None:
        """gallery.html with the import map of static/vendor/."""
        importmap = (ROOT / "static" / "vendor" / "importmap.json").read_text(encoding="utf-8")
        page = (ROOT / "tools" / "gallery.html").read_text(encoding="utf-8")
        body = page.replace(PLACE, f'<script type="importmap">{importmap}</script>').encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Serve until interrupted."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 5099
    print(f"http://127.0.0.1:{port}/?view=components", flush=True)
    ThreadingHTTPServer(("127.0.0.1", port), Gallery).serve_forever()


if __name__ == "__main__":
    main()
