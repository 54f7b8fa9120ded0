"""The demo's own check: what the server tells at the end against the demo's own account of the week.

Each difference is one plain sentence. Everything is read as people read it: streams and exports over HTTP.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from charrette.demo.book import Book, GatheringNote, IdeaNote
from charrette.demo.line import Message
from charrette.demo.site import Failed, Site

MOST_SHOWN = 25
PAGES_OPENED = 12


def problems(site: Site, book: Book, token: str) -> list[str]:
    """Return what does not agree, for an organiser's ``token``; an empty list when all is well."""
    found = list(book.findings)
    week = site.json("/api/week", token)
    charrette: Message = {}
    for kind in ("charrette", "plan", "agendas", "team"):
        charrette |= site.json(f"/api/streams/{kind}:{book.charrette}", token)["snapshot"]
    for check in (_ideas, _rounds):
        found += check(site, book, token, week)
    found += _items(book, charrette)
    found += _topics(site, book, charrette, token)
    found += _attendance(site, book, charrette, token)
    found += _traces(site, book, token)
    return found


def _by_id(rows: list[Message]) -> dict[int, Message]:
    return {row["id"]: row for row in rows}


def _ideas(site: Site, book: Book, token: str, week: Message) -> Iterator[str]:
    """Every acknowledged idea and vote is on its board, and nothing that was not acknowledged."""
    for board in week["boards"]:
        shown = site.json(f"/api/streams/{board['stream']}", token)["snapshot"]
        rows = _by_id(shown["ideas"])
        notes = book.ideas_of(board["id"])
        for note in notes:
            yield from _idea(note, rows.get(note.id), results=shown["board"]["results"])
        for id in sorted(set(rows) - {note.id for note in notes}):
            yield f"Idea #{rows[id]['number']} is on {board['title']}, but nobody got an acknowledgement for it."
        votes = sum(len(note.votes) for note in notes)
        if shown["tally"]["votes"] != votes:
            yield f"{board['title']} counts {shown['tally']['votes']} votes; acknowledged were {votes}."


def _idea(note: IdeaNote, row: Message | None, *, results: bool) -> Iterator[str]:
    if row is None:
        yield f"Idea #{note.number} was acknowledged and is gone: {note.text!r}."
        return
    if row["number"] != note.number or row["state"] != note.state:
        yield f"Idea #{note.number} is {row['state']} with number {row['number']}; it must be {note.state}."
    if note.state != "withdrawn" and row.get("text") != note.text:
        yield f"Idea #{note.number} reads {row.get('text')!r}; acknowledged was {note.text!r}."
    if results and note.state == "visible" and row["votes"] != len(note.votes):
        yield f"Idea #{note.number} has {row['votes']} votes; acknowledged were {len(note.votes)}."


def _rounds(site: Site, book: Book, token: str, week: Message) -> Iterator[str]:
    """Every remark is in its round with its answer, and every round was reported back."""
    if {row["id"] for row in week["rounds"]} != set(book.rounds):
        yield f"The week has {len(week['rounds'])} rounds; planned were {len(book.rounds)}."
    for note in book.rounds.values():
        shown = site.json(f"/api/streams/round:{note.id}", token)["snapshot"]
        if shown["round"]["state"] != "reported_back":
            yield f"Round {note.number} is {shown['round']['state']}, not reported back."
        rows = _by_id(shown["remarks"])
        remarks = {remark.id: remark for remark in book.remarks_of(note.id)}
        for id in sorted(set(rows) ^ set(remarks)):
            yield f"Round {note.number}: remark {id} is " + ("gone." if id in remarks else "of nobody.")
        for id in sorted(set(rows) & set(remarks)):
            row, remark = rows[id], remarks[id]
            told = (row["text"], row["alternative"], row["outcome"], row["answer"])
            if told != (remark.text, remark.alternative, remark.outcome, remark.answer):
                yield f"Round {note.number}: remark {id} or its answer reads otherwise than acknowledged."


def _items(book: Book, charrette: Message) -> Iterator[str]:
    """Every design item has its versions and its place in the framework."""
    rows = _by_id(charrette["items"])
    for note in book.items.values():
        row = rows.get(note.id)
        if row is None:
            yield f"Design item {note.number} is gone: {note.title!r}."
            continue
        numbers = sorted(book.ideas[id].number for id in note.ideas)
        if row["versions"] != len(note.versions) or row["version"]["text"] != note.versions[-1].text:
            yield f"Design item {note.number} has {row['versions']} versions; made were {len(note.versions)}."
        if row["from_ideas"] != numbers:
            yield f"Design item {note.number} lost where it came from."
        if row["areas"] != note.areas:
            yield f"Design item {note.number} is adopted for {row['areas']}; it must be {note.areas}."


def _topics(site: Site, book: Book, charrette: Message, token: str) -> Iterator[str]:
    """Each area's agenda holds exactly the topics of items adopted for it, with their Trits."""
    for area in charrette["areas"]:
        notes = [note for note in book.topics.values() if note.area == area["slug"] and not note.removed]
        meant = [note for note in book.items.values() if note.areas == "all" or area["id"] in _listed(note.areas)]
        document = site.json(f"/exports/{book.slug}/agendas/{area['slug']}.json", token)
        shown = sorted((topic["from_item"] or {}).get("number", 0) for topic in document["topics"])
        adopted = sorted(note.number for note in meant)
        if shown != adopted:
            yield f"The agenda of {area['name']} holds items {shown}; adopted for it are {adopted}."
        if sorted(part["number"] for part in document["framework_parts"]) != adopted:
            yield f"The agenda of {area['name']} shows other framework parts than {adopted}."
        trits = {topic["title"]: {each["part"]: each for each in topic["trits"]} for topic in document["topics"]}
        for note in notes:
            for part, text in note.trits.items():
                told = trits.get(note.title, {}).get(part, {})
                if (told.get("text"), told.get("not_applicable")) != (text or "", text is None):
                    yield f"The agenda of {area['name']}, {note.title}: {part} reads otherwise than filled in."


def _listed(areas: str | list[int] | None) -> list[int]:
    return areas if isinstance(areas, list) else []


def _attendance(site: Site, book: Book, charrette: Message, token: str) -> Iterator[str]:
    """Attendances, unique people and the lines of the log equal our own count."""
    told, own = charrette["attendance"], {"attendances": book.attendances(), "unique": len(book.people())}
    if told != own:
        yield f"The week counts {told}; our own count is {own}."
    for note in book.gatherings.values():
        shown = site.json(f"/api/streams/gathering:{note.id}", token)["snapshot"]["attendance"]
        if (shown["attendances"], shown["present"]) != (len(note.came), len(note.inside)):
            yield (
                f"{note.title}: {shown['attendances']} attendances and {shown['present']} present are told, "
                f"counted were {len(note.came)} and {len(note.inside)}."
            )
        yield from _lists(site, book, note, token)


def _lists(site: Site, book: Book, note: GatheringNote, token: str) -> Iterator[str]:
    base = f"/exports/{book.slug}/attendance/{note.key}"
    people = _table(site.ask("GET", f"{base}.csv", token))
    if sum(1 for row in people if row["first_entry"]) != len(note.came):
        yield f"{note.title}: the attendance list has {len(people)} people; {len(note.came)} came."
    lines = _table(site.ask("GET", f"{base}-log.csv", token))
    if len(lines) != note.log_lines:
        yield f"{note.title}: the check-in log has {len(lines)} lines; there must be {note.log_lines}."


def _table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def _traces(site: Site, book: Book, token: str) -> Iterator[str]:
    """Every number that was given out tells what happened with it."""
    rows: list[dict[str, Any]] = json.loads(site.ask("GET", f"/exports/{book.slug}/ideas.json", token))["rows"]
    told = {row["number"]: row for row in rows}
    notes = sorted(book.ideas.values(), key=lambda note: note.number)
    if len(told) != len(rows) or set(told) != {note.number for note in notes}:
        yield f"The list of ideas has {len(told)} numbers; {len(notes)} were given out."
    for note in notes:
        expected = book.outcome_of(note)
        if note.number in told and told[note.number]["fate"] != expected:
            yield f"Idea #{note.number} is told to be {told[note.number]['fate']}; it is {expected}."
    for note in notes[:: max(1, len(notes) // PAGES_OPENED)]:
        try:
            site.ask("GET", f"/ideas/{note.number}", token)
        except Failed as error:
            yield f"The page of idea #{note.number} does not open: {error}."
