"""Write the tables of docs/live-events.md from the code: every command, every event, every error code.

    python tools/live_events.py           write the page
    python tools/live_events.py --check   say whether it is up to date

What stands between ``<!-- begin NAME -->`` and ``<!-- end NAME -->`` is made here; the prose around it is by hand.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from charrette.spine.commands import COMMANDS, CommandSpec
from charrette.spine.events import EVENTS, Event
from charrette.spine.lists import Audience
from charrette.spine.sentences import REFUSALS
from charrette.spine.streams import STREAMS, StreamKind

PAGE = Path(__file__).resolve().parent.parent / "docs" / "live-events.md"
MOMENT = "2026-06-08T08:00:00.000Z"
MARK = re.compile(r"(<!-- begin (\w+) -->\n).*?(<!-- end \2 -->)", re.DOTALL)


def kind_of(type: msgspec.inspect.Type) -> str:
    """Return what a field takes, in words."""
    match type:
        case msgspec.inspect.UnionType(types=types):
            return " or ".join(kind_of(one) for one in types)
        case msgspec.inspect.EnumType(cls=cls):
            return " \\| ".join(f"`{one.value}`" for one in cls)
        case msgspec.inspect.LiteralType(values=values):
            return " \\| ".join(f"`{one}`" for one in values)
        case msgspec.inspect.ListType(item_type=item):
            return f"list of {kind_of(item)}"
        case msgspec.inspect.TupleType(item_types=items):
            return f"[{', '.join(kind_of(one) for one in items)}]"
        case msgspec.inspect.DictType(value_type=value):
            return f"a mapping of names to {kind_of(value)}"
        case msgspec.inspect.StrType(max_length=length):
            return f"text (at most {length})" if length else "text"
    names = {"IntType": "number", "BoolType": "true or false", "DateTimeType": "moment", "NoneType": "null"}
    return names[type.__class__.__name__]


def fields_of(spec: CommandSpec) -> Iterator[str]:
    """Yield the fields of a command, each with what it takes."""
    info = msgspec.inspect.type_info(spec.fields)
    assert isinstance(info, msgspec.inspect.StructType)
    for field in info.fields:
        needed = "" if field.required else ", may be left out"
        yield f"- `{field.name}`: {kind_of(field.type)}{needed}"


def commands() -> Iterator[str]:
    """Yield a section for each command."""
    for name, spec in sorted(COMMANDS.items(), key=lambda pair: (pair[1].role.value != "participant", pair[0])):
        example = {"id": "5f0c6f0e-2b1d-4c7e-9a53-0d7b1f0f6a11", "type": name, **spec.fields.example}
        stream = f" The answer's `seq` is that of the {spec.stream}." if spec.stream else ""
        yield f"### `{name}`\n"
        yield f"{spec.summary} For: {spec.role.value} and up.{stream}\n"
        yield from fields_of(spec)
        yield f"\n```json\n{json.dumps(example, ensure_ascii=False)}\n```\n"


def facts_of(kind: type[Event]) -> dict[str, Any]:
    """Return example facts of an event."""
    info = msgspec.inspect.type_info(kind)
    assert isinstance(info, msgspec.inspect.StructType)
    examples: dict[type, Any] = {
        msgspec.inspect.BoolType: True,
        msgspec.inspect.IntType: 41,
        msgspec.inspect.StrType: "voting",
        msgspec.inspect.ListType: [41, 44],
        msgspec.inspect.UnionType: 7,
    }
    return {field.name: examples[type(field.type)] for field in info.fields if field.name != kind.stream}


def changes_of(kind: type[Event], picture: StreamKind) -> dict[str, Any]:
    """Return the parts that an event brings, empty."""
    return {part: {} if picture.parts[part].single else [] for part in kind.changes}


def said_shorter(kind: type[Event], picture: StreamKind) -> dict[str, Any]:
    """Return an example of what an event says of all things of a collection at once."""
    counts = {part: {field: {"runs": [[41, "03-1"]]}} for part, field in kind.counts.items()}
    without = {part: list(picture.parts[part].words) for part in sorted(kind.closes)}
    return ({"counts": counts} if counts else {}) | ({"without": without} if without else {})


def events() -> Iterator[str]:
    """Yield a section for each event."""
    for stream, picture in STREAMS.items():
        for name, kind in EVENTS.items():
            if kind.stream != stream:
                continue
            changes = changes_of(kind, picture)
            audiences = [
                one.value for one in Audience if any(one in picture.parts[part].for_whom(kind) for part in changes)
            ]
            changes |= said_shorter(kind, picture)
            apart = f" Apart: {', '.join(f'`{part}`' for part in sorted(kind.apart))}." if kind.apart else ""
            facts = {fact: value for fact, value in facts_of(kind).items() if fact not in kind.said_twice.values()}
            changes = {part: value for part, value in changes.items() if part not in kind.apart}
            example = {"seq": 58, "type": name, "at": MOMENT, "data": {**facts, "changes": changes}}
            yield f"### `{name}` on `{stream}:ID`\n"
            summary = (kind.__doc__ or "").strip().splitlines()[0]
            yield f"{summary} Changes: {', '.join(f'`{part}`' for part in changes) or 'nothing'}.{apart}"
            for part, told in sorted(kind.only_for.items()):
                yield f"`{part}` for {', '.join(one.value for one in Audience if one in told)} only."
            if len(audiences) < len(Audience):
                yield f"For {', '.join(audiences)}; others receive `hidden`."
            if kind.private:
                yield f"In `data` for facilitators only: {', '.join(f'`{one}`' for one in sorted(kind.private))}."
            yield f"\n```json\n{json.dumps(example, ensure_ascii=False)}\n```\n"


def pictures() -> Iterator[str]:
    """Yield the parts of each picture."""
    yield "| stream | part | is | for |\n|---|---|---|---|"
    for stream, picture in STREAMS.items():
        for name, part in picture.parts.items():
            shape = "one object" if part.single else "a collection"
            audience = "all" if len(part.audiences) == len(Audience) else ", ".join(sorted(part.audiences))
            yield f"| `{stream}:ID` | `{name}` | {shape} | {audience} |"


def errors() -> Iterator[str]:
    """Yield every code with its English sentence."""
    yield "| code | sentence |\n|---|---|"
    for code, known in sorted(REFUSALS.items()):
        yield f"| `{code}` | {known.many or known.sentence} |"


TABLES: dict[str, Callable[[], Iterator[str]]] = {
    "commands": commands,
    "events": events,
    "pictures": pictures,
    "errors": errors,
}


def filled(page: str) -> str:
    """Return the page with its tables made anew."""
    return MARK.sub(lambda found: f"{found[1]}\n{chr(10).join(TABLES[found[2]]()).strip()}\n\n{found[3]}", page)


def main() -> int:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; say whether the page is up to date")
    check = parser.parse_args().check
    before = PAGE.read_text(encoding="utf-8")
    after = filled(before)
    if check:
        print("Up to date." if before == after else f"{PAGE.name} is behind the code: run tools/live_events.py.")
        return int(before != after)
    PAGE.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
