"""The check of the translations finds what is missing and what fills in other names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tools.texts import problems, texts_on_screen

ROOT = Path(__file__).resolve().parents[2]
DUTCH = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: nl\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one page, one script and one module, each with one text."""
    shutil.copy(ROOT / "babel.cfg", tmp_path / "babel.cfg")
    files = {
        "templates/boards/show.html": "<h1>{{ _('Ideas of %(name)s', name=name) }}</h1>",
        "static/js/boards/board.js": 'html`<p>${tn("{n} idea", "{n} ideas", n, { n })}</p>`;',
        "charrette/web/boards.py": 'title = _("Boards")',
        "node_modules/other/static/js/a.js": 't("Not ours");',
        "static/vendor/other/a.js": 't("Not ours either");',
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def translate(project: Path, text: str) -> list[str]:
    """Write the Dutch texts and return what is wrong."""
    folder = project / "charrette/translations/nl/LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "messages.po").write_text(DUTCH + text, "utf-8")
    return sorted(problems(project, "nl", texts_on_screen(project)))


def test_texts_are_found_in_pages_scripts_and_modules_and_nowhere_else(project: Path) -> None:
    assert texts_on_screen(project) == {
        ("Ideas of %(name)s", None): "templates/boards/show.html:1",
        ("{n} idea", None): "static/js/boards/board.js:1",
        ("Boards", None): "charrette/web/boards.py:1",
    }


@pytest.mark.trust("T92")
def test_complete_translations_are_in_order(project: Path) -> None:
    dutch = (
        'msgid "Ideas of %(name)s"\nmsgstr "Ideeën van %(name)s"\n\nmsgid "Boards"\nmsgstr "Borden"\n\n'
        'msgid "{n} idea"\nmsgid_plural "{n} ideas"\nmsgstr[0] "één idee"\nmsgstr[1] "{n} ideeën"\n'
    )
    assert translate(project, dutch) == []


def test_a_missing_text_an_unsure_one_and_a_forgotten_name_are_reported(project: Path) -> None:
    dutch = (
        'msgid "Ideas of %(name)s"\nmsgstr "Ideeën van %(naam)s"\n\n#, fuzzy\nmsgid "Boards"\nmsgstr "Borden"\n\n'
        'msgid "{n} idea"\nmsgid_plural "{n} ideas"\nmsgstr[0] "één idee"\nmsgstr[1] ""\n'
    )
    assert translate(project, dutch) == [
        "charrette/web/boards.py:1: no nl text for 'Boards'",
        "static/js/boards/board.js:1: no nl text for '{n} idea'",
        "templates/boards/show.html:1: the nl text fills in other names than 'Ideas of %(name)s'",
    ]
