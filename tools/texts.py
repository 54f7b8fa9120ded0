"""Check the translations: every text on screen has a Dutch one, with the same names in it.

Reads the code, pages and scripts through babel.cfg, as `make translations-extract` does, and compares with each
``messages.po``. Prints what is missing, what differs, and (with ``--unused``) what no longer stands anywhere.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("nl",)
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **parse_keywords(["t", "tn:1,2", "word:1c,2", "refusal:2", "counted_refusal:2,3", "lazy_gettext"]),
}
PLACES = ("charrette/", "templates/", "static/js/")
_NAMES = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


Text = tuple[str, str | None]
"""An English text and its context."""


def texts_on_screen(root: Path) -> dict[Text, str]:
    """Return each text that is to be translated with the first place where it stands."""
    with (root / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file, filename="babel.cfg")
    found: dict[Text, str] = {}
    for name, line, message, _, context in extract_from_dir(
        root, methods, options, KEYWORDS, directory_filter=lambda path: not_a_library(root, Path(path))
    ):
        text = message if isinstance(message, str) else message[0]
        if text:
            found.setdefault((text, context), f"{name}:{line}")
    return found


def not_a_library(root: Path, folder: Path) -> bool:
    """Whether a folder is ours: on the way to, or within, the places where texts stand."""
    name = folder.relative_to(root).as_posix() + "/"
    return any(name.startswith(place) or place.startswith(name) for place in PLACES)


def names(text: str) -> set[str]:
    """Return the names that are filled in: ``%(count)s`` and ``{count}``."""
    return {one or other for one, other in _NAMES.findall(text)}


def differs(message: Message) -> bool:
    """Whether a translation leaves out a name of its text or uses one that is not there."""
    originals = message.id if isinstance(message.id, list | tuple) else [message.id]
    translations = message.string if isinstance(message.string, list | tuple) else [message.string or ""]
    known = set().union(*map(names, originals))
    return any(not names(text) <= known for text in translations) or not names(originals[-1]) <= names(translations[-1])


def problems(root: Path, language: str, wanted: dict[Text, str]) -> Iterator[str]:
    """Yield what is wrong with the translations into one language."""
    file = root / "charrette/translations" / language / "LC_MESSAGES/messages.po"
    catalog = Catalog(language)
    if file.is_file():
        with file.open("rb") as handle:
            catalog = read_po(handle, locale=language)
    for (text, context), place in wanted.items():
        message = catalog.get(text, context)
        strings = message.string if message else ""
        filled = all(strings) if isinstance(strings, list | tuple) else bool(strings)
        if message is None or not filled or message.fuzzy:
            yield f"{place}: no {language} text for {text!r}"
        elif differs(message):
            yield f"{place}: the {language} text fills in other names than {text!r}"
    if "--unused" in sys.argv:
        for message in catalog:
            text = message.id if isinstance(message.id, str) else message.id[0]
            if text and (text, message.context) not in wanted:
                yield f"{file.relative_to(root)}: {text!r} stands nowhere"


def main() -> int:
    """Print what is wrong in any language."""
    sys.path.insert(0, str(ROOT))
    wanted = texts_on_screen(ROOT)
    found = [line for language in LANGUAGES for line in problems(ROOT, language, wanted)]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
