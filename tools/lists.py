"""Write ``static/js/lists.js`` and ``staff-lists.js``: the closed lists with their words and tones, for the browser.

The first has what a phone reads, which must be light; the second what the console and the projector read besides.

The scripts' catalogue has the words in the person's language, under the context of their list. ``make check`` and the
tests tell when the files are not what the lists say.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from charrette.spine.choices import LISTS, SETS, Words
from charrette.web.modules import SCREENS, modules_of

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
FILE = STATIC / "js" / "lists.js"
STAFF_FILE = STATIC / "js" / "staff-lists.js"
_USED = re.compile(r"""(?:wordOf|titleOf|toldOf|toneOf|valuesOf)\("(\w+)"|\bLISTS\.(\w+)""")
HEAD = """/** The closed lists with their words: {list: {value: {words, participants?, tone?, ...}}}.
 *
 * Made by tools/lists.py from the lists of the subjects (charrette/<subject>/lists.py); change them there.
 * The context of a word in the catalogue is the name of its list; see ui/words.js.
 *
 * @typedef {object} Told
 * @property {string} words
 * @property {string} [participants]
 * @property {string} [tone]
 * @property {string} [needs] of a view: the kind of stream that it shows
 * @property {string} [key] of a view: the key by which the console shows it
 * @property {boolean} [paged] of a view: it may be more than one page
 */

/** @type {Record<string, Record<string, Told>>} */
export const LISTS = {
"""
STAFF_HEAD = """/** What the console and the projector read besides lists.js. Made by tools/lists.py. */
import { LISTS } from "./lists.js";

Object.assign(LISTS, {
"""
SETS_HEAD = """
/** Named sets of values, in their order where that says something.
 *
 * @type {Record<string, string[]>}
 */
export const SETS = {
"""


def used_in(scripts: Iterable[Path]) -> set[str]:
    """Return the names of the lists that these scripts read."""
    source = "\n".join(path.read_text("utf-8") for path in scripts if path not in (FILE, STAFF_FILE))
    return {one or other for one, other in _USED.findall(source)}


def scripts() -> dict[Path, str]:
    """Return both scripts whole, as the formatter of the scripts leaves them."""
    on_phones = used_in(STATIC / path for path in modules_of(str(STATIC), SCREENS["phone"]))
    besides = used_in(FILE.parent.rglob("*.js")) - on_phones
    sets = [f"  {name}: [{', '.join(_text(value.value) for value in values)}],\n" for name, values in SETS.items()]
    return {
        FILE: HEAD + _lists(on_phones) + "};\n" + SETS_HEAD + "".join(sets) + "};\n",
        STAFF_FILE: STAFF_HEAD + _lists(besides) + "});\n\nexport { LISTS };\n",
    }


def _lists(names: set[str]) -> str:
    lines = []
    for name, kind in LISTS.items():
        if name not in names:
            continue
        told = [value for value in kind if value.words is not None]
        if not told:
            continue
        lines.append(f"  {name}: {{\n")
        for value in told:
            assert value.words is not None
            parts = [f"words: {_text(value.words.staff.text)}"]
            if value.words.participants is not None:
                parts.append(f"participants: {_text(value.words.participants.text)}")
            if value.words.tone is not None:
                parts.append(f"tone: {_text(value.words.tone)}")
            parts += [f"{name}: {_text(told)}" for name, told in _more(value.words)]
            lines.append(f"    {value.value}: {{ {', '.join(parts)} }},\n")
        lines.append("  },\n")
    return "".join(lines)


def _more(words: Words) -> list[tuple[str, str | bool]]:
    """Return what a list says of a value besides its words, as far as it says something."""
    shared = {field.name for field in fields(Words)}
    more = [(field.name, getattr(words, field.name)) for field in fields(words) if field.name not in shared]
    return [(name, told) for name, told in more if told not in (None, False)]


def _text(told: str | bool) -> str:
    return json.dumps(told, ensure_ascii=False)


def main() -> int:
    """Write the file; with ``--check`` only tell whether it is right."""
    if "--check" in sys.argv:
        wrong = [path for path, script in scripts().items() if path.read_text("utf-8") != script]
        for path in wrong:
            print(f"{path.relative_to(ROOT)} is not what the lists say; run tools/lists.py")
        return 1 if wrong else 0
    for path, script in scripts().items():
        path.write_text(script, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
