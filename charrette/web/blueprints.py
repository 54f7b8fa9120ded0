"""The pages of each subject, declared beside what they show."""

from __future__ import annotations

from flask import Blueprint

from charrette.spine.registry import Registry

BLUEPRINTS: Registry[Blueprint] = Registry("pages", "pages")


def declare_pages(name: str, import_name: str) -> Blueprint:
    """Declare the pages of a subject: ``name`` is what their addresses are found by, as in ``boards.show_board``."""
    return BLUEPRINTS.add(name, Blueprint(name, import_name))
