"""Write ``static/js/lists.js``: the closed lists with their words and tones, for the browser.

The scripts' catalogue has the words in the person's language, under the context of their list. ``make check`` and the
tests tell when the file is not what the lists say.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import fields
from pathlib import Path

from charrette.spine.choices import LISTS, SETS, Words

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "static" / "js" / "lists.js"
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
SETS_HEAD = """
/** Named sets of values, in their order where that says something.
 *
 * @type {Record<string, string[]>}
 */
export const SETS = {
"""


def used_lists() -> set[str]:
    """Return the names of the lists that our scripts read: a phone carries no others."""
    source = "\n".join(path.read_text("utf-8") for path in FILE.parent.rglob("*.js") if path != FILE)
    return {one or other for one, other in _USED.findall(source)}


def script() -> str:
    """Return the whole script, as the formatter of the scripts leaves it."""
    lines = []
    used = used_lists()
    for name, kind in LISTS.items():
        if name not in used:
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
    sets = [f"  {name}: [{', '.join(_text(value.value) for value in values)}],\n" for name, values in SETS.items()]
    return HEAD + "".join(lines) + "};\n" + SETS_HEAD + "".join(sets) + "};\n"


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
        if FILE.read_text("utf-8") == script():
            return 0
        print("static/js/lists.js is not what the lists say; run tools/lists.py")
        return 1
    FILE.write_text(script(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
