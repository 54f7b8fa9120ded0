"""Coming in by phone: as plain pages (``forms``) and for programs (``api``), with one way in for both (``entering``)."""

from __future__ import annotations

from charrette.web.blueprints import declare_pages

pages = declare_pages("attendance", __name__)
