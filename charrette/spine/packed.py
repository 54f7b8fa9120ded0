"""One small number of each of many things, such as the votes of all ideas of a board, in as many characters."""

from __future__ import annotations

from typing import Any

from charrette.spine.turns import in_turns

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
NOT_THIS_ONE = "-"
WIDEST_GAP = 6
"""So many ids in between that are of something else cost no more than beginning anew."""

Packed = dict[str, Any]


def pack(numbers: dict[int, int | None]) -> Packed:
    """Return the numbers by id in short, as ``docs/live-events.md`` tells it.

    ``{"runs": [[41, "03-1"]]}`` are of the things 41, 42 and 44: 0, 3 and 1; ``more`` has by its id what no digit can
    say, ``none`` the ids of those that have no number (any more). ``{"all": null}``: not one of them has.
    """
    if all(number is None for number in numbers.values()):
        return {"all": None}
    runs: list[tuple[int, list[str]]] = []
    more: dict[str, int] = {}
    none: list[int] = []
    last = None
    for id, number in in_turns(sorted(numbers.items())):
        if number is None:
            none.append(id)
            continue
        if last is None or id - last - 1 > WIDEST_GAP:
            runs.append((id, []))
        else:
            runs[-1][1].append(NOT_THIS_ONE * (id - last - 1))
        runs[-1][1].append(DIGITS[number] if number < len(DIGITS) else NOT_THIS_ONE)
        if number >= len(DIGITS):
            more[str(id)] = number
        last = id
    packed = {"runs": [[first, "".join(digits)] for first, digits in runs]}
    return {**packed, **({"more": more} if more else {}), **({"none": none} if none else {})}


def unpack(packed: Packed) -> dict[int, int | None]:
    """Return the numbers by id; of things that are not among them nothing changed. ``all`` is the reader's to see."""
    found: dict[int, int | None] = {
        first + place: int(digit, len(DIGITS))
        for first, digits in packed.get("runs", [])
        for place, digit in enumerate(digits)
        if digit != NOT_THIS_ONE
    }
    found |= dict.fromkeys(packed.get("none", []))
    return found | {int(id): number for id, number in packed.get("more", {}).items()}
