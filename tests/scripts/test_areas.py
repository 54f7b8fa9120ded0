"""Areas from the file that a municipality exports from its own spreadsheet."""

from pathlib import Path

import pytest

from charrette.scripts.reading import AreaScript, load_script
from tests.scripts.weeks import mistakes_in


@pytest.fixture
def listed(week: Path) -> Path:
    """The week with `areas_csv` in its programme; gives the CSV file to write."""
    programme = week / "programme.toml"
    programme.write_text('areas_csv = "areas.csv"\n' + programme.read_text(encoding="utf-8"), encoding="utf-8")
    return week / "areas.csv"


def found(folder: Path) -> list[tuple[str, str, str]]:
    return [(mistake.file, mistake.key, mistake.code) for mistake in mistakes_in(folder)]


def test_areas_of_the_programme_and_of_the_file_come_together(week: Path, listed: Path) -> None:
    listed.write_text("key,name,kind,example\nnieuwlande,Nieuwlande,dorp,ja\n", encoding="utf-8")
    assert load_script(week).areas == (
        AreaScript(key="krakeel", name="Krakeel", kind="wijk"),
        AreaScript(key="nieuwlande", name="Nieuwlande", kind="dorp", is_example=True),
    )


def test_semicolons_quotes_a_mark_at_the_start_and_empty_columns_are_fine(week: Path, listed: Path) -> None:
    text = '\ufeffKey;Name;Kind;Description;;\r\nelders;"Elders; hier";Dorp;"Twee\nregels";;\r\n;;;;;\r\n'
    listed.write_text(text, encoding="utf-8", newline="")
    assert load_script(week).areas[1] == AreaScript(
        key="elders", name="Elders; hier", kind="dorp", description="Twee\nregels"
    )


def test_every_wrong_row_is_reported_by_its_number(week: Path, listed: Path) -> None:
    listed.write_text(
        "key,name,kind,example\nkrakeel,Krakeel,wijk,\nA b,\u200b,stad,misschien\n,Leeg,dorp,\nx,X,dorp,,teveel\n",
        encoding="utf-8",
    )
    assert found(week) == [
        ("areas.csv", "row 2, key", "duplicate"),
        ("areas.csv", "row 3, key", "bad_key"),
        ("areas.csv", "row 3, name", "empty_text"),
        ("areas.csv", "row 3, kind", "unknown_choice"),
        ("areas.csv", "row 3, example", "unknown_choice"),
        ("areas.csv", "row 4, key", "empty_text"),
        ("areas.csv", "row 5", "too_many_cells"),
    ]


def test_a_missing_and_an_unknown_column_are_both_reported(week: Path, listed: Path) -> None:
    listed.write_text("key,nam,kind\nx,X,dorp\n", encoding="utf-8")
    assert found(week) == [("areas.csv", "row 1, nam", "unknown_key"), ("areas.csv", "row 1, name", "missing_column")]


def test_a_file_that_is_not_there_is_a_mistake(week: Path, listed: Path) -> None:
    assert found(week) == [("areas.csv", "", "file_missing")]


@pytest.mark.parametrize("content", [b"", b"key,name,kind\n\xe9,x,dorp\n", b'key,name,kind\n"x,y,dorp\n'])
def test_an_empty_wrongly_saved_or_broken_file_is_one_mistake(week: Path, listed: Path, content: bytes) -> None:
    listed.write_bytes(content)
    assert [file for file, _, _ in found(week)] == ["areas.csv"]


@pytest.mark.parametrize("name", ["../areas.csv", "/etc/passwd", "map/areas.csv", "..\\\\areas.csv", "areas.xlsx"])
def test_a_file_outside_the_folder_is_refused(week: Path, name: str) -> None:
    programme = week / "programme.toml"
    programme.write_text(f'areas_csv = "{name}"\n' + programme.read_text(encoding="utf-8"), encoding="utf-8")
    assert found(week) == [("programme.toml", "areas_csv", "areas_outside")]
