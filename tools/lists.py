"""Write ``static/js/lists.js``: the closed lists with their words and tones, for the browser.

The scripts' catalogue has the words in the person's language, under the context of their list. ``make check`` and the
tests tell when the file is not what the lists say.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "static" / "js" / "lists.js"
HEAD = """/** The closed lists with their words: {list: {value: {words, participants?, tone?}}}.
 *
 * Made by tools/lists.py from the lists of the subjects (charrette/<subject>/lists.py); change them there.
 * The context of a word in the catalogue is the name of its list; see ui/words.js.
 *
 * @type {Record<string, Record<string, { words: string, participants?: string, tone?: string }>>}
 */
export const LISTS = {
"""


def script() -> str:
    """Return the whole script, as the formatter of the scripts leaves it."""
    from charrette.spine.choices import LISTS

    lines = []
    for name, kind in LISTS.items():
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
            lines.append(f"    {value.value}: {{ {', '.join(parts)} }},\n")
        lines.append("  },\n")
    return HEAD + "".join(lines) + "};\n"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main() -> int:
    """Write the file; with ``--check`` only tell whether it is right."""
    sys.path.insert(0, str(ROOT))
    if "--check" in sys.argv:
        if FILE.read_text("utf-8") == script():
            return 0
        print("static/js/lists.js is not what the lists say; run tools/lists.py")
        return 1
    FILE.write_text(script(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
