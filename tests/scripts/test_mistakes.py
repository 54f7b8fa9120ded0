"""Every mistake is found, all of them at once, each with its file, key and what is expected."""

from collections.abc import Callable
from pathlib import Path

import pytest

from charrette.scripts.reading import Mistake, ScriptErrors, load_script
from charrette.scripts.reading.wording import EXPECTED, MESSAGES
from tests.scripts.weeks import mistakes_in

Spoil = Callable[..., list[Mistake]]
MONDAY = "11-maandag.toml"
TUESDAY = "21-dinsdag.toml"


def found(mistakes: list[Mistake]) -> list[tuple[str, str, str]]:
    return [(mistake.file, mistake.key, mistake.code) for mistake in mistakes]


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "code"),
    [
        ("programme.toml", 'goal = "Samen een agenda maken."', "", "goal", "missing_key"),
        ("programme.toml", '"Samen een agenda maken."', '"   "', "goal", "empty_text"),
        ("programme.toml", '"Samen een agenda maken."', '"\\u200b\\u3164"', "goal", "empty_text"),
        ("programme.toml", '"Samen een agenda maken."', "7", "goal", "wrong_type"),
        ("programme.toml", "Europe/Amsterdam", "Europa/Hoogeveen", "timezone", "bad_timezone"),
        ("programme.toml", "Europe/Amsterdam", "Europe", "timezone", "bad_timezone"),
        ("programme.toml", "Europe/Amsterdam", "../../etc/passwd", "timezone", "bad_timezone"),
        ("programme.toml", '"krakeel"', '"Krakeel!"', "key", "bad_key"),
        ("programme.toml", "day = 2", "day = 1", "days[2].day", "duplicate"),
        ("programme.toml", "municipality", "gemeente", "parties[1].kind", "unknown_choice"),
        ("programme.toml", "wijk", "stad", "areas[1].kind", "unknown_choice"),
        (
            "programme.toml",
            "[[days]]\nday = 1",
            "[[days]]\nday = 1\ndate = 2027-05-10T10:00:00",
            "days[1].date",
            "wrong_type",
        ),
        (MONDAY, "day = 1", "day = 7", "day", "out_of_range"),
        (MONDAY, "day = 1", "day = 0", "day", "out_of_range"),
        (MONDAY, "day = 1", "day = 3", "day", "day_not_planned"),
        (MONDAY, "day = 1", 'day = "1"', "day", "wrong_type"),
        (MONDAY, "day = 1", "day = true", "day", "wrong_type"),
        (MONDAY, '"kickoff"', '"start"', "kind", "unknown_choice"),
        (MONDAY, "minutes = 10", "minutes = 10.5", "steps[1].minutes", "wrong_type"),
        (MONDAY, "minutes = 10", "minutes = 0", "steps[1].minutes", "out_of_range"),
        (MONDAY, "minutes = 10", "minuten = 10", "steps[1].minutes", "missing_key"),
        (
            MONDAY,
            'key = "tips"\ntitle = "Tips geven"',
            'key = "welkom"\ntitle = "Tips geven"',
            "steps[2].key",
            "duplicate",
        ),
        (MONDAY, 'board = "tips"', 'board = "tip"', "steps[2].board", "unknown_board"),
        (MONDAY, 'board = "tips"\n', "", "steps[2].board", "board_needed"),
        (MONDAY, 'shows = "join"', 'shows = "round"', "steps[1].round", "round_needed"),
        (MONDAY, 'shows = "join"', 'shows = "Join"', "steps[1].shows", "unknown_choice"),
        (MONDAY, "[[steps]]", 'who = "iedereen"\n[[steps]]', "boards[1].who", "misplaced_key"),
        (MONDAY, '[{ key = "nu", title = "Nu" }]', '["Nu"]', "boards[1].columns[1]", "wrong_type"),
        (MONDAY, '[{ key = "nu", title = "Nu" }]', '[{ key = "nu" }]', "boards[1].columns[1].title", "missing_key"),
        (MONDAY, "[[boards]]", 'start = "half acht"\n[[boards]]', "start", "bad_time"),
        (MONDAY, "[[boards]]", 'start = "25:00"\n[[boards]]', "start", "bad_time"),
        (MONDAY, "[[boards]]", "expected = -1\n[[boards]]", "expected", "out_of_range"),
        (TUESDAY, '"dinsdag"', '"maandag"', "key", "duplicate"),
        (TUESDAY, 'board = "tips"', 'board = "tips"\nphase = "voting"', "steps[1].phase", "foreign_phase"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(
    spoil: Spoil, file: str, old: str, new: str, key: str, code: str
) -> None:
    assert (file, key, code) in found(spoil(file, old, new))


def test_a_misspelt_key_is_reported_with_the_likely_one(spoil: Spoil) -> None:
    mistakes = spoil(MONDAY, "minutes = 10", "minuts = 10")
    assert found(mistakes) == [(MONDAY, "steps[1].minutes", "missing_key"), (MONDAY, "steps[1].minuts", "unknown_key")]
    assert 'Did you mean "minutes"?' in mistakes[1].text("en")
    assert 'Bedoelde je "minutes"?' in mistakes[1].text("nl")


def test_a_text_of_exactly_the_limit_is_fine_and_one_more_is_not(week: Path, spoil: Spoil) -> None:
    path = week / MONDAY
    path.write_text(path.read_text(encoding="utf-8").replace('"Maandag"', f'"{"é" * 120}"'), encoding="utf-8")
    assert load_script(week).gatherings[0].title == "é" * 120
    (mistake,) = spoil(MONDAY, "é" * 120, "é" * 121)
    assert (mistake.code, mistake.message, mistake.expected) == (
        "too_long",
        "this text has 121 characters.",
        "At most 120.",
    )


def test_all_mistakes_of_all_files_come_at_once_the_programme_first(week: Path, spoil: Spoil) -> None:
    spoil("programme.toml", 'place = "Hoogeveen"\n', "")
    spoil(TUESDAY, '"work"', '"wrk"')
    mistakes = spoil(MONDAY, "minutes = 10", "minutes = 999")
    assert found(mistakes) == [
        ("programme.toml", "place", "missing_key"),
        (MONDAY, "steps[1].minutes", "out_of_range"),
        (TUESDAY, "kind", "unknown_choice"),
    ]
    with pytest.raises(ScriptErrors) as caught:
        load_script(week)
    assert caught.value.text("nl").splitlines() == [mistake.text("nl") for mistake in mistakes]


def test_broken_toml_tells_the_line(spoil: Spoil) -> None:
    (mistake,) = spoil(MONDAY, 'title = "Maandag"', 'title = "Maandag')
    assert (mistake.code, mistake.params["line"]) == ("broken_toml", 4)
    assert mistake.text("nl").startswith("11-maandag.toml: regel 4 is niet te lezen")


def test_a_broken_file_does_not_make_the_others_look_wrong(spoil: Spoil) -> None:
    assert found(spoil(MONDAY, "day = 1", "day 1")) == [(MONDAY, "", "broken_toml")]


def test_an_unclosed_text_at_the_end_of_a_file_tells_its_last_line(week: Path) -> None:
    (week / TUESDAY).write_text('key = "dinsdag"\nsay = """\nhallo\n', encoding="utf-8")
    (mistake,) = mistakes_in(week)
    assert (mistake.code, mistake.params["line"]) == ("broken_toml", 3)


def test_brackets_without_end_are_a_mistake_and_no_crash(week: Path) -> None:
    (week / TUESDAY).write_text("x = " + "[" * 100_000, encoding="utf-8")
    assert [mistake.code for mistake in mistakes_in(week)] == ["broken_toml"]


def test_a_number_of_ten_thousand_digits_is_a_mistake_and_no_crash(week: Path) -> None:
    (week / TUESDAY).write_text("day = " + "9" * 10_000, encoding="utf-8")
    assert [mistake.code for mistake in mistakes_in(week)] == ["broken_toml"]


def test_a_file_in_another_encoding_tells_the_line(week: Path) -> None:
    (week / TUESDAY).write_bytes('key = "dinsdag"\ntitle = "Eén"\n'.encode("cp1252"))
    (mistake,) = mistakes_in(week)
    assert (mistake.file, mistake.code, mistake.params["line"]) == (TUESDAY, "not_utf8", 2)


def test_a_huge_file_is_refused(week: Path) -> None:
    (week / TUESDAY).write_text("#" * (600 * 1024), encoding="utf-8")
    assert [mistake.code for mistake in mistakes_in(week)] == ["file_too_big"]


def test_a_folder_with_the_name_of_a_file_is_refused(week: Path) -> None:
    (week / "31-map.toml").mkdir()
    assert found(mistakes_in(week)) == [("31-map.toml", "", "file_unreadable")]


def test_a_folder_that_does_not_exist_is_a_mistake(tmp_path: Path) -> None:
    assert [mistake.code for mistake in mistakes_in(tmp_path / "nergens")] == ["folder_missing"]


def test_an_empty_folder_is_a_mistake(tmp_path: Path) -> None:
    assert [mistake.code for mistake in mistakes_in(tmp_path)] == ["folder_empty"]


def test_a_week_without_a_programme_still_shows_the_mistakes_in_its_gatherings(week: Path, spoil: Spoil) -> None:
    (week / "programme.toml").unlink()
    assert found(spoil(MONDAY, "minutes = 10", "minutes = 0")) == [
        ("programme.toml", "", "programme_missing"),
        (MONDAY, "steps[1].minutes", "out_of_range"),
    ]


def test_a_programme_without_gatherings_is_a_mistake(week: Path) -> None:
    (week / MONDAY).unlink()
    (week / TUESDAY).unlink()
    assert [mistake.code for mistake in mistakes_in(week)] == ["no_gatherings"]


def test_a_gathering_without_steps_is_a_mistake(week: Path) -> None:
    (week / TUESDAY).write_text('key = "d"\nday = 2\nkind = "work"\ntitle = "D"\nsteps = []\n', encoding="utf-8")
    assert found(mistakes_in(week)) == [(TUESDAY, "steps", "too_few")]


def test_the_same_board_key_in_two_gatherings_is_a_mistake(week: Path) -> None:
    with (week / TUESDAY).open("a", encoding="utf-8") as file:
        file.write('[[boards]]\nkey = "tips"\ntitle = "Tips"\nquestion = "Nog een?"\n')
    (mistake,) = mistakes_in(week)
    assert (mistake.file, mistake.key, mistake.code) == (TUESDAY, "boards[1].key", "duplicate")
    assert mistake.params["first"] == "11-maandag.toml, boards[1]"


def test_a_message_never_holds_control_characters_or_pages_of_text(spoil: Spoil) -> None:
    (mistake,) = spoil(MONDAY, '"kickoff"', '"\\u001b[31m' + "x" * 300 + '"')
    assert mistake.text("nl").isprintable()
    assert len(mistake.text("nl")) < 400


def test_every_code_has_both_languages_and_a_text_in_both_parts() -> None:
    assert MESSAGES.keys() == EXPECTED.keys()
    for texts in (*MESSAGES.values(), *EXPECTED.values()):
        assert set(texts) == {"en", "nl"}
        assert all(text.endswith((".", "?")) for text in texts.values())


def test_an_unknown_language_reads_as_english(spoil: Spoil) -> None:
    (mistake,) = spoil(MONDAY, "minutes = 10", "minutes = 0")
    assert mistake.text("fy") == mistake.text("en")
