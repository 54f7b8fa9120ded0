"""Pages over a real application: real SQLite, the Hoogeveen week, real forms with their hidden fields."""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from charrette import create_app
from charrette.config import Config
from charrette.people.rules import invitations
from charrette.serving import prepare
from charrette.spine.actors import system_actor
from charrette.spine.lists import Role
from charrette.week import rules as charrettes

Json = dict[str, Any]


class _Forms(HTMLParser):
    """Reads the forms of a page: where they go, and what their fields hold."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
        if not self.forms or ("name" not in given and tag != "option"):
            return
        form, name = self.forms[-1], given.get("name", "")
        kind = given.get("type")
        if tag == "input" and (kind not in ("radio", "checkbox") or "checked" in given):
            form.fields[name] = given.get("value", "")
        if tag == "input" and kind == "radio":
            form.choices.setdefault(name, []).append(given.get("value", ""))
        if tag == "textarea":
            self._area, form.fields[name] = name, ""
        elif tag == "select":
            self._select, form.fields[name] = name, ""
        elif tag == "option" and self._select and "selected" in given:
            form.fields[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            fields = self.forms[-1].fields
            fields[self._area] = fields[self._area].removeprefix("\n")
            self._area = None
        if tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area] += data


@dataclass
class Form:
    """One form of a page."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Page:
    """An answer, read as a person and a browser read it."""

    response: TestResponse

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def text(self) -> str:
        """What stands on the page, without the markup; of the part inside <main>."""
        source = self.response.get_data(as_text=True)
        main = re.search(r"<main.*</main>", source, re.S)
        words = re.sub(r"<[^>]*>", " ", main.group(0) if main else source)
        return " ".join(unescape(words).split())

    def form(self, ending: str) -> Form:
        """Return the form whose action ends so."""
        reader = _Forms()
        reader.feed(self.response.get_data(as_text=True))
        found = [form for form in reader.forms if form.action.endswith(ending)]
        assert found, f"no form to {ending!r} among {[form.action for form in reader.forms]}: {self.text}"
        return found[0]

    def has_form(self, ending: str) -> bool:
        """Return whether there is a form whose action ends so."""
        reader = _Forms()
        reader.feed(self.response.get_data(as_text=True))
        return any(form.action.endswith(ending) for form in reader.forms)


class Browser:
    """A browser without JavaScript: follows redirects, keeps cookies, sends forms with all their hidden fields."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        self.client: FlaskClient = app.test_client()
        self._headers = {"Accept-Language": language}

    def open(self, path: str) -> Page:
        """Open a page."""
        return Page(self.client.get(path, follow_redirects=True, headers=self._headers))

    def send(self, page: Page, ending: str, first: str = "", **typed: str) -> Page:
        """Fill in the form whose action ends with ``ending`` and send it; ``first``: a choice, of which the first."""
        form = page.form(ending)
        if first:
            typed[first] = form.choices[first][0]
        assert form.method == "post"
        return Page(
            self.client.post(form.action, data={**form.fields, **typed}, follow_redirects=True, headers=self._headers)
        )


@dataclass
class Hall:
    """The application with its week, and a facilitator who speaks to it as a program does."""

    app: Flask
    token: str
    week: Json

    def browser(self, language: str = "en") -> Browser:
        """Return a new browser, with no cookies."""
        return Browser(self.app, language)

    def joined(self, name: str = "Annie", title: str = "Startbijeenkomst") -> Browser:
        """Return the browser of somebody who joined a gathering."""
        browser = self.browser()
        code = self.gathering(title)["code"]
        page = browser.send(browser.open(f"/j/{code}"), f"/j/{code}", name=name)
        assert page.status == 200
        return browser

    def gathering(self, title: str = "Startbijeenkomst") -> Json:
        """Return a gathering by its title."""
        return next(dict(row) for row in self.week["gatherings"] if row["title"] == title)

    def board(self, title: str = "Startbijeenkomst") -> Json:
        """Return the first board of a gathering."""
        id = self.gathering(title)["id"]
        return next(dict(row) for row in self.week["boards"] if row["gathering"] == id)

    def invite(self, role: Role = Role.FACILITATOR) -> str:
        """Return the token of a one-time link."""
        held = self.app.extensions["charrette"]

        def work(session: Session) -> str:
            charrette = charrettes.find_charrette(session)
            return invitations.invite(session, charrette=charrette, by=system_actor(charrette.id), role=role)

        return str(held.writer.run(work))

    def command(self, type: str, **fields: Any) -> Json:
        """Carry out a command as the facilitator; it must succeed."""
        answer = self.app.test_client().post(
            "/api/commands",
            json={"id": str(uuid.uuid4()), "type": type, **fields},
            headers={"Authorization": f"Bearer {self.token}"},
        )
        assert answer.json is not None
        assert answer.json["ok"], answer.json
        return dict(answer.json["result"])


@pytest.fixture(scope="session")
def loaded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the week in it, made once."""
    data = tmp_path_factory.mktemp("week")
    app = make_app(data)
    prepare(app)
    app.extensions["charrette"].database.dispose()
    return data


def make_app(data: Path) -> Flask:
    """Return an application on its own data folder."""
    return create_app(
        Config(
            data=data,
            database_url=f"sqlite:///{data / 'charrette.sqlite3'}",
            async_mode="threading",
            public_url="http://localhost",
            secret_key="x" * 40,
            testing=True,
        )
    )


@pytest.fixture
def hall(loaded_folder: Path, tmp_path: Path) -> Iterator[Hall]:
    """A fresh application with the week loaded and a facilitator signed in."""
    data = tmp_path / "data"
    shutil.copytree(loaded_folder, data)
    app = make_app(data)
    hall = Hall(app, "", {})
    client = app.test_client()
    hall.token = client.post("/api/sign-in", json={"token": hall.invite()}).json["token"]  # type: ignore[index]
    hall.week = client.get("/api/week", headers={"Authorization": f"Bearer {hall.token}"}).json or {}
    yield hall
    app.extensions["charrette"].database.dispose()
