"""A small correct week that each test spoils in its own way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from charrette.scripts.reading import Mistake
from tests.scripts.weeks import MONDAY, PROGRAMME, TUESDAY, mistakes_in


@pytest.fixture
def week(tmp_path: Path) -> Path:
    """A folder with a correct week."""
    folder = tmp_path / "week"
    folder.mkdir()
    (folder / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    (folder / "11-maandag.toml").write_text(MONDAY, encoding="utf-8")
    (folder / "21-dinsdag.toml").write_text(TUESDAY, encoding="utf-8")
    return folder


@pytest.fixture
def spoil(week: Path) -> Callable[..., list[Mistake]]:
    """Replace a text in a file of the week; gives the mistakes that follow."""

    def replace(file: str, old: str, new: str) -> list[Mistake]:
        path = week / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return mistakes_in(week)

    return replace
