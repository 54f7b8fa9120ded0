"""From the parsed files of a folder to one `Script`, or to all its mistakes at once."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from charrette.scripts.reading import vocabulary as v
from charrette.scripts.reading.areas import read_areas
from charrette.scripts.reading.files import Folder, read_folder
from charrette.scripts.reading.gatherings import read_gathering
from charrette.scripts.reading.mistakes import Mistake, ScriptErrors
from charrette.scripts.reading.references import check_references
from charrette.scripts.reading.tables import Seen, Table
from charrette.scripts.reading.values import AreaScript, DayScript, GatheringScript, PartyScript, Script


def load_script(folder: str | Path) -> Script:
    """Read the session scripts of a week.

    Raises ScriptErrors with every mistake in the folder, and nothing else
    for bad content; nothing is written anywhere.
    """
    read = read_folder(Path(folder))
    programme = _read_programme(read) if read.programme is not None else None
    gatherings = _read_gatherings(read, programme)
    if read.mistakes or programme is None:
        raise ScriptErrors(_in_order(read))
    return replace(programme, gatherings=gatherings)


def _read_programme(folder: Folder) -> Script:
    table = Table(folder.programme or {}, v.PROGRAMME_FILE, folder.mistakes)
    areas_csv = table.text("areas_csv", limit=v.NAME_CHARACTERS, required=False)
    script = Script(
        key=table.key(),
        title=table.text("title", limit=v.NAME_CHARACTERS),
        place=table.text("place", limit=v.NAME_CHARACTERS),
        timezone=_read_timezone(table),
        goal=table.text("goal", limit=v.PARAGRAPH_CHARACTERS),
        mission=table.text("mission", limit=v.PARAGRAPH_CHARACTERS, required=False),
        preconditions=table.texts("preconditions", limit=v.PARAGRAPH_CHARACTERS, most=v.PRECONDITIONS_MOST),
        days=_read_days(table),
        parties=_read_parties(table),
        areas=_read_areas(table, folder, areas_csv),
        gatherings=(),
    )
    table.finish()
    return script


def _read_timezone(table: Table) -> str:
    name = table.text("timezone", limit=v.NAME_CHARACTERS)
    if name:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            table.wrong("timezone", "bad_timezone", found=name)
    return name


def _read_days(table: Table) -> tuple[DayScript, ...]:
    days, seen = [], Seen()
    for each in table.tables("days", most=v.LAST_DAY, needed=True):
        number = each.number("day", low=v.FIRST_DAY, high=v.LAST_DAY)
        seen.add("" if number is None else str(number), each.path, each.wrong, "day")
        title = each.text("title", limit=v.NAME_CHARACTERS, required=False)
        days.append(DayScript(number=number or 0, title=title, date=each.day("date")))
        each.finish()
    return tuple(sorted(days, key=lambda day: day.number))


def _read_parties(table: Table) -> tuple[PartyScript, ...]:
    parties, seen = [], Seen()
    for each in table.tables("parties", most=v.PARTIES_MOST):
        key, name = each.key(), each.text("name", limit=v.NAME_CHARACTERS)
        seen.add(key, each.path, each.wrong)
        parties.append(PartyScript(key=key, name=name, kind=each.word("kind", v.PARTY_KINDS)))
        each.finish()
    return tuple(parties)


def _read_areas(table: Table, folder: Folder, areas_csv: str) -> tuple[AreaScript, ...]:
    areas, seen = [], Seen()
    for each in table.tables("areas", most=v.AREAS_MOST):
        area = AreaScript(
            key=each.key(),
            name=each.text("name", limit=v.NAME_CHARACTERS),
            kind=each.word("kind", v.AREA_KINDS),
            description=each.text("description", limit=v.PARAGRAPH_CHARACTERS, required=False),
            is_example=each.flag("example"),
        )
        seen.add(area.key, f"{v.PROGRAMME_FILE}, {each.path}", each.wrong)
        areas.append(area)
        each.finish()
    if not areas_csv:
        return tuple(areas)
    if areas_csv != Path(areas_csv).name or "\\" in areas_csv or not areas_csv.endswith(".csv"):
        table.wrong("areas_csv", "areas_outside", found=areas_csv)
        return tuple(areas)
    if not (folder.path / areas_csv).is_file():
        folder.wrong(areas_csv, "file_missing", named_in=v.PROGRAMME_FILE)
        return tuple(areas)
    return (*areas, *read_areas(folder, areas_csv, seen))


def _read_gatherings(folder: Folder, programme: Script | None) -> tuple[GatheringScript, ...]:
    seen, seen_boards = Seen(), Seen()
    read: list[tuple[GatheringScript, Table]] = []
    for file, data in folder.gatherings.items():
        table = Table(data, file, folder.mistakes)
        gathering = read_gathering(table, seen_boards)
        seen.add(gathering.key, file, table.wrong)
        read.append((gathering, table))
    days = tuple(str(day.number) for day in programme.days if day.number) if programme else ()
    for gathering, table in read:
        if days and gathering.day and str(gathering.day) not in days:
            table.wrong("day", "day_not_planned", found=gathering.day, choices=days)
    check_references(read, complete=folder.complete)
    in_order = sorted((gathering for gathering, _ in read), key=lambda each: (each.day, each.file))
    return tuple(replace(each, position=number) for number, each in enumerate(in_order, start=1))


def _in_order(folder: Folder) -> list[Mistake]:
    """Mistakes by file, the programme first, each file's in the order they were found."""
    names = [str(folder.path), v.PROGRAMME_FILE, *sorted({mistake.file for mistake in folder.mistakes})]
    return sorted(folder.mistakes, key=lambda mistake: names.index(mistake.file))
