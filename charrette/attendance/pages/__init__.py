"""Coming in by phone: plain pages (``forms``), the same for programs (``api``), and the one way in (``entering``)."""

from __future__ import annotations

from charrette.web.blueprints import declare_pages

pages = declare_pages("attendance", __name__)
