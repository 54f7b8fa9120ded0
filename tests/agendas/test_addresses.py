"""The address behind the code on a printed agenda: it names its week, so that no other week can answer for it."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.agendas.export.reading import agenda_document
from charrette.week.models import Area, Charrette
from tests.world import World


def add_week(world: World, slug: str, area: str = "krakeel") -> None:
    def work(session: Session) -> None:
        code = f"{session.query(Charrette).count():06}"
        week = Charrette(slug=slug, title=slug, code=code, created_at=clock.now())
        session.add(week)
        session.flush()
        session.add(Area(charrette_id=week.id, slug=area, name=area.title(), kind="village"))

    world.write(work)


def printed_address(world: World, slug: str, area: str = "krakeel") -> str:
    """Return the path that the code on the agenda of an area holds."""
    with world.reading() as session:
        week = session.scalars(select(Charrette).where(Charrette.slug == slug)).one()
        found = session.scalars(select(Area).where(Area.charrette_id == week.id, Area.slug == area)).one()
        document = agenda_document(session, week, found, public_url="http://hall", lang="nl")
    return document.url.removeprefix("http://hall")


def where(client: FlaskClient, path: str) -> str | int:
    """Return the page where a phone ends that opens ``path``, or the status if there is none."""
    answer = client.get(path, follow_redirects=True)
    return answer.request.path if answer.status_code == 200 else answer.status_code


def test_the_code_on_an_agenda_leads_to_the_week_it_was_printed_in(client: FlaskClient, world: World) -> None:
    for slug in ("demo-20260608", "smederijen"):
        add_week(world, slug)

    for slug in ("hoogeveen", "smederijen", "demo-20260608"):
        assert where(client, printed_address(world, slug)) == f"/exports/{slug}/agendas/krakeel.html"


def test_an_address_without_a_week_leads_on_while_only_one_real_week_can_be_meant(
    client: FlaskClient, world: World
) -> None:
    assert where(client, "/agendas/krakeel") == "/exports/hoogeveen/agendas/krakeel.html"
    add_week(world, "demo-20260608")
    assert where(client, "/agendas/krakeel") == "/exports/hoogeveen/agendas/krakeel.html"
    add_week(world, "smederijen")
    assert where(client, "/agendas/krakeel") == 404


def test_an_address_without_a_week_leads_to_a_played_week_if_only_that_has_the_area(
    client: FlaskClient, world: World
) -> None:
    add_week(world, "demo-20260608", "de-weide")
    assert where(client, "/agendas/de-weide") == "/exports/demo-20260608/agendas/de-weide.html"
    add_week(world, "demo-20260609", "de-weide")
    assert where(client, "/agendas/de-weide") == 404


def test_an_area_that_a_week_does_not_have_is_not_looked_for_elsewhere(client: FlaskClient, world: World) -> None:
    add_week(world, "smederijen", "de-weide")

    assert where(client, "/agendas/hoogeveen/de-weide") == 404


def test_the_trace_of_an_idea_leads_on_to_the_agenda_it_came_on(client: FlaskClient, world: World) -> None:
    world.open()
    idea = world.post("Bomen langs de kade")
    world.run("add_agenda_topic", "otto", area="krakeel", title="Schaduw langs de kade", from_ideas=[idea])

    answer = client.get("/ideas/1", headers=world.header("annie"))

    assert 'href="/agendas/hoogeveen/krakeel"' in answer.get_data(as_text=True)
