"""What loading session scripts did, for the one who loaded them: counts, and what is no longer in the script."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from charrette.db import Base

_NAMES = {
    "en": {
        "charrettes": "charrettes",
        "parties": "parties",
        "areas": "areas",
        "gatherings": "sessions",
        "boards": "boards",
        "columns": "columns",
        "steps": "steps",
    },
    "nl": {
        "charrettes": "charrettes",
        "parties": "partijen",
        "areas": "gebieden",
        "gatherings": "bijeenkomsten",
        "boards": "borden",
        "columns": "kolommen",
        "steps": "stappen",
    },
}
_SENTENCES = {
    "en": {
        "line": "{name}: {added} new, {updated} changed, {same} the same",
        "absent": "Not in the script any more, and kept: {name} {key}",
        "keeps": "Not changed, as people have been there: {field} of {name} {key}",
        "code": "For who is invited now: {name} {key}. The code is new: {code}. Make new posters.",
    },
    "nl": {
        "line": "{name}: {added} nieuw, {updated} gewijzigd, {same} hetzelfde",
        "absent": "Staat niet meer in het draaiboek, en blijft bewaard: {name} {key}",
        "keeps": "Niet gewijzigd, want er zijn al mensen geweest: {field} van {name} {key}",
        "code": "Nu alleen op uitnodiging: {name} {key}. De code is nieuw: {code}. Maak nieuwe posters.",
    },
}


@dataclass
class LoadReport:
    """Counts per kind of thing. A board counts as changed when a column did, a gathering when a step did.

    ``not_in_script`` holds pairs of a kind and a key, such as ``("boards", "monday/tips")``; ``removed`` a board or
    gathering with the id of a column or step that it lost; ``not_changed`` a kind, a key and the field of the script
    that was left as it is; ``new_codes`` the key of a gathering and its code, which is new as it is for who is invited.
    """

    slug: str
    added: Counter[str] = field(default_factory=Counter)
    not_in_script: list[tuple[str, str]] = field(default_factory=list)
    not_changed: list[tuple[str, str, str]] = field(default_factory=list)
    new_codes: list[tuple[str, str]] = field(default_factory=list)
    touched: list[Base] = field(default_factory=list)
    removed: list[tuple[Base, int]] = field(default_factory=list)
    _seen: list[tuple[str, Base]] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether anything is new or different."""
        return bool(self.touched)

    @property
    def updated(self) -> Counter[str]:
        """How many known things of each kind became different."""
        return Counter(name for name, thing in self._seen if self._is_touched(thing))

    @property
    def unchanged(self) -> Counter[str]:
        """How many known things of each kind stayed as they were."""
        return Counter(name for name, thing in self._seen if not self._is_touched(thing))

    def created(self, name: str, thing: Base) -> None:
        """Note a new thing."""
        self.added[name] += 1
        self.touch(thing)

    def note(self, name: str, thing: Base, *, changed: bool) -> None:
        """Note a thing that was known already, and whether it became different."""
        self._seen.append((name, thing))
        if changed:
            self.touch(thing)

    def touch(self, thing: Base) -> None:
        """Note that a thing, or something inside it, became different."""
        if not self._is_touched(thing):
            self.touched.append(thing)

    def lost(self, thing: Base, id: int) -> None:
        """Note that a board lost a column, or a gathering a step."""
        self.removed.append((thing, id))
        self.touch(thing)

    def lost_by(self, thing: Base) -> list[int]:
        """Return the ids of the columns or steps that this thing lost."""
        return [id for owner, id in self.removed if owner is thing]

    def absent(self, name: str, key: str) -> None:
        """Note something that is kept although it is not in the script."""
        self.not_in_script.append((name, key))

    def keeps(self, name: str, key: str, field: str) -> None:
        """Note a field that stays as it is although the script says otherwise."""
        self.not_changed.append((name, key, field))

    def text(self, language: str = "en") -> str:
        """The report for the command line; another language than nl reads as English."""
        language = language if language in _NAMES else "en"
        names, sentences = _NAMES[language], _SENTENCES[language]
        lines = []
        for name, shown in names.items():
            added, updated, same = self.added[name], self.updated[name], self.unchanged[name]
            if added or updated or same:
                lines.append(sentences["line"].format(name=shown, added=added, updated=updated, same=same))
        lines += [sentences["absent"].format(name=names[name], key=key) for name, key in self.not_in_script]
        lines += [
            sentences["keeps"].format(name=names[name], key=key, field=field) for name, key, field in self.not_changed
        ]
        lines += [
            sentences["code"].format(name=names["gatherings"], key=key, code=code) for key, code in self.new_codes
        ]
        return "\n".join(lines)

    def _is_touched(self, thing: Base) -> bool:
        return any(each is thing for each in self.touched)
