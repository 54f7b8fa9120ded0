"""A correct week is read whole, and its values say what a run sheet needs."""

from datetime import date, time
from pathlib import Path

import pytest

from charrette.boards.lists import BoardPhase
from charrette.boards.settings import BoardSettings
from charrette.projector.lists import ShowView
from charrette.scripts.reading import load_script
from charrette.week.lists import GatheringKind, Openness


def test_a_small_week_is_read_with_its_usual_values(week: Path) -> None:
    script = load_script(week)
    monday, tuesday = script.gatherings
    assert (script.key, script.slug, script.timezone) == ("krakeel", "krakeel", "Europe/Amsterdam")
    assert (monday.position, monday.file, monday.kind) == (1, "11-maandag.toml", GatheringKind.KICKOFF)
    assert (monday.openness, monday.expected, monday.door_required) == (Openness.PUBLIC, None, False)
    board = monday.boards[0]
    assert board.settings == BoardSettings()
    assert [(column.key, column.title) for column in board.columns] == [("nu", "Nu")]
    assert monday.steps[1].phase is BoardPhase.COLLECTING
    assert (tuesday.steps[0].shows, tuesday.steps[0].board) == (ShowView.RESULTS, "tips")


def test_a_step_shows_its_own_question_when_nothing_else_is_asked(week: Path) -> None:
    path = week / "11-maandag.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('shows = "join"\n', ""), encoding="utf-8")
    assert load_script(week).gatherings[0].steps[0].shows is ShowView.STEP


def test_gatherings_stand_in_order_of_day_then_file_name(week: Path) -> None:
    (week / "21-dinsdag.toml").rename(week / "05-dinsdag.toml")
    assert [each.key for each in load_script(week).gatherings] == ["maandag", "dinsdag"]
    assert [each.position for each in load_script(week).gatherings] == [1, 2]


def test_the_run_sheet_gives_each_step_its_moment(week: Path) -> None:
    path = week / "11-maandag.toml"
    path.write_text('start = "23:45"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    monday = load_script(week).gathering("maandag")
    assert monday.minutes == 30
    assert [(line.offset_minutes, line.starts_at) for line in monday.run_sheet] == [
        (0, time(23, 45)),
        (10, time(23, 55)),
    ]
    assert monday.ends_at == time(0, 15)


def test_a_gathering_without_a_start_has_no_clock_times(week: Path) -> None:
    tuesday = load_script(week).gathering("dinsdag")
    assert (tuesday.start, tuesday.ends_at, tuesday.run_sheet[0].starts_at) == (None, None, None)


def test_asking_for_an_unknown_gathering_is_a_key_error(week: Path) -> None:
    with pytest.raises(KeyError):
        load_script(week).gathering("zondag")


@pytest.mark.parametrize("written", ['"19:30"', '"19.30"', "19:30:00"])
def test_a_time_may_be_written_in_three_ways(week: Path, written: str) -> None:
    path = week / "11-maandag.toml"
    path.write_text(f"start = {written}\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert load_script(week).gathering("maandag").start == time(19, 30)


def test_a_day_may_have_a_date(week: Path) -> None:
    path = week / "programme.toml"
    text = path.read_text(encoding="utf-8").replace("day = 1\n", "day = 1\ndate = 2027-05-10\n")
    path.write_text(text, encoding="utf-8")
    assert [day.date for day in load_script(week).days] == [date(2027, 5, 10), None]


def test_line_breaks_of_the_editor_disappear_and_paragraphs_stay(week: Path) -> None:
    path = week / "21-dinsdag.toml"
    say = 'say = """\nEen regel\nen nog  een.\n\nEen nieuwe alinea.\n"""\n'
    path.write_text(path.read_text(encoding="utf-8") + say, encoding="utf-8")
    assert load_script(week).gathering("dinsdag").steps[0].say == "Een regel en nog een.\n\nEen nieuwe alinea."


def test_a_byte_order_mark_and_windows_line_ends_are_read_as_usual(week: Path) -> None:
    expected = load_script(week)
    for path in week.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_script(week) == expected


def test_reading_twice_gives_equal_values(week: Path) -> None:
    assert load_script(week) == load_script(week)


def test_files_that_are_no_scripts_are_left_alone(week: Path) -> None:
    expected = load_script(week)
    (week / "README.md").write_text("Lees mij", encoding="utf-8")
    (week / "_concept.toml").write_text("dit is [ geen toml", encoding="utf-8")
    (week / ".11-maandag.toml.swp").write_bytes(b"\xff\xfe")
    assert load_script(week) == expected
