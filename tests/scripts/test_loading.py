"""Loading session scripts: safe to repeat, and nothing that people posted to is ever lost."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from charrette.attendance.models import AttendanceEntry
from charrette.boards.lists import BoardPhase
from charrette.boards.models import BoardColumn, Idea
from charrette.db import Base, Database
from charrette.errors import NotAllowed
from charrette.scripts.reading import ScriptErrors
from charrette.scripts.rules.loading import load_folder
from charrette.spine.actors import Actor
from charrette.spine.events import wire_name
from charrette.spine.lists import Role
from charrette.spine.texts import CODE_ALPHABET
from charrette.week.lists import GatheringState
from charrette.week.models import Charrette, Gathering, Step
from tests.scripts.loaded import annie_posts, board, everything, gathering, load

HOOGEVEEN = Path(__file__).parents[2] / "sessions" / "hoogeveen"
KICKOFF = "11-startbijeenkomst.toml"
Edit = Callable[[str, str, str], None]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    (tmp_path / "test.sqlite").touch()  # a connection opens what is there
    database = Database(f"sqlite:///{tmp_path / 'test.sqlite'}")
    Base.metadata.create_all(database.engine)
    with database.write() as session:
        yield session
    database.dispose()


@pytest.fixture
def week(tmp_path: Path) -> Path:
    """A copy of the Hoogeveen week, to change."""
    return Path(shutil.copytree(HOOGEVEEN, tmp_path / "week"))


@pytest.fixture
def edit(week: Path) -> Edit:
    def replace(file: str, old: str, new: str) -> None:
        text = (week / file).read_text(encoding="utf-8")
        assert old in text
        (week / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def test_the_hoogeveen_week_comes_in_whole(session: Session) -> None:
    report = load(session, HOOGEVEEN)
    assert dict(report.added) == {"charrettes": 1, "parties": 6, "areas": 3, "gatherings": 8, "boards": 9}
    assert (report.changed, report.not_in_script) == (True, [])
    assert session.scalar(select(func.count()).select_from(Step)) == 59
    kickoff = gathering(session, "startbijeenkomst")
    assert (kickoff.position, kickoff.day, kickoff.expected) == (1, 1, 75)
    assert (kickoff.planned_start, kickoff.planned_is_example) == ("19:30", True)
    assert [column.key for column in board(session, "tips").columns] == [
        "bewoners",
        "budgetten",
        "bestuur",
        "corporaties",
    ]
    collecting = kickoff.steps[2]
    assert (collecting.board_id, collecting.board_phase) == (board(session, "tips").id, BoardPhase.COLLECTING.value)


def test_a_step_may_show_the_board_of_an_earlier_gathering(session: Session) -> None:
    load(session, HOOGEVEEN)
    report_back = gathering(session, "werkbijeenkomst").steps[1]
    assert (report_back.board_id, report_back.board_phase) == (board(session, "tips").id, None)


def test_join_codes_can_be_read_out_are_all_different_and_stay(session: Session) -> None:
    load(session, HOOGEVEEN)
    codes = [*session.scalars(select(Charrette.code)), *session.scalars(select(Gathering.code).order_by(Gathering.id))]
    assert len(set(codes)) == 9
    assert all(len(code) == 6 and set(code) <= set(CODE_ALPHABET) for code in codes)
    load(session, HOOGEVEEN)
    again = [*session.scalars(select(Charrette.code)), *session.scalars(select(Gathering.code).order_by(Gathering.id))]
    assert again == codes


def test_loading_a_second_time_changes_nothing_and_announces_nothing(session: Session) -> None:
    load(session, HOOGEVEEN)
    before = everything(session)
    report = load_folder(session, HOOGEVEEN)
    assert everything(session) == before
    assert session.info.get("events") is None
    assert (report.changed, dict(report.added), dict(report.updated)) == (False, {}, {})
    assert dict(report.unchanged) == {"charrettes": 1, "parties": 6, "areas": 3, "gatherings": 8, "boards": 9}


def test_a_first_load_is_announced_on_every_stream(session: Session) -> None:
    load_folder(session, HOOGEVEEN)
    names = [wire_name(type(one.event)) for one in session.info["events"]]
    assert names.count("programme_loaded") == 1
    assert names.count("gathering_reloaded") == 8
    assert names.count("board_script_loaded") == 9


def test_a_changed_title_is_updated_and_announced_where_it_shows(session: Session, week: Path, edit: Edit) -> None:
    load(session, week)
    edit(KICKOFF, 'title = "Startbijeenkomst"', 'title = "De start"')
    report = load_folder(session, week)
    assert gathering(session, "startbijeenkomst").title == "De start"
    assert (dict(report.updated), dict(report.added)) == ({"gatherings": 1}, {})
    assert [one.event.stream_name for one in session.info["events"]] == ["charrette:1", "gathering:1"]


def test_a_changed_prompt_and_other_minutes_reach_the_step(session: Session, week: Path, edit: Edit) -> None:
    load(session, week)
    known = gathering(session, "startbijeenkomst").steps[2].id
    edit(KICKOFF, "minutes = 25", "minutes = 40")
    edit(KICKOFF, 'prompt = "Welke tip geef jij de groep mee?"', 'prompt = "Wat is je beste tip?"')
    report = load(session, week)
    step = session.get_one(Step, known)
    assert (step.minutes, step.prompt, dict(report.updated)) == (40, "Wat is je beste tip?", {"gatherings": 1})


def test_an_added_gathering_gets_its_place_between_the_others(session: Session, week: Path) -> None:
    load(session, week)
    text = 'key = "wandeling"\nday = 1\nkind = "work"\ntitle = "Wandeling"\n'
    text += '[[steps]]\nkey = "lopen"\ntitle = "Lopen"\nminutes = 60\n'
    (week / "10-wandeling.toml").write_text(text, encoding="utf-8")
    report = load(session, week)
    assert dict(report.added) == {"gatherings": 1}
    order = session.scalars(select(Gathering.key).order_by(Gathering.position)).all()
    assert order[:3] == ["wandeling", "startbijeenkomst", "werkbijeenkomst"]


def test_a_removed_gathering_with_posts_stays_and_is_reported(session: Session, week: Path) -> None:
    load(session, week)
    idea = annie_posts(session, board(session, "klussen"))
    (week / "41-uitloop-en-afronding.toml").unlink()
    report = load(session, week)
    assert report.not_in_script == [("gatherings", "uitloop"), ("boards", "uitloop/klussen")]
    assert session.get_one(Idea, idea.id).board.gathering.title == "Uitloop en afronding"
    assert session.scalar(select(func.count()).select_from(AttendanceEntry)) == 1
    assert "Staat niet meer in het draaiboek, en blijft bewaard: bijeenkomsten uitloop" in report.text("nl")


def test_a_removed_area_and_party_stay_and_are_reported(session: Session, week: Path, edit: Edit) -> None:
    load(session, week)
    edit("areas.csv", "krakeel,", "krakeel-nieuw,")
    edit("programme.toml", 'key = "actium"', 'key = "actium-nieuw"')
    report = load(session, week)
    assert report.not_in_script == [("parties", "actium"), ("areas", "krakeel")]
    assert dict(report.added) == {"parties": 1, "areas": 1}


def test_a_removed_column_stays_when_an_idea_is_in_it_and_goes_when_empty(
    session: Session, week: Path, edit: Edit
) -> None:
    load(session, week)
    idea = annie_posts(session, board(session, "tips"), column="bewoners")
    edit(KICKOFF, '    { key = "bewoners", title = "Voorbeeld: Meedoen van bewoners" },\n', "")
    edit(KICKOFF, '    { key = "bestuur", title = "Voorbeeld: Bestuur en organisatie" },\n', "")
    report = load(session, week)
    assert report.not_in_script == [("columns", "tips/bewoners")]
    keys = session.scalars(select(BoardColumn.key).where(BoardColumn.board_id == idea.board_id))
    assert set(keys) == {"bewoners", "budgetten", "corporaties"}
    assert idea.column_id is not None


def test_a_removed_step_goes_unless_the_gathering_is_in_it(session: Session, week: Path, edit: Edit) -> None:
    load(session, week)
    kickoff = gathering(session, "startbijeenkomst")
    kickoff.step_id = kickoff.steps[0].id
    session.commit()
    session.expire_all()
    edit(KICKOFF, 'key = "inloop"', 'key = "binnenkomen"')
    edit(KICKOFF, 'key = "opening"', 'key = "welkom"')
    report = load(session, week)
    session.expire_all()
    keys = {step.key for step in gathering(session, "startbijeenkomst").steps}
    assert {"inloop", "binnenkomen", "welkom"} <= keys
    assert "opening" not in keys
    assert report.not_in_script == [("steps", "startbijeenkomst/inloop")]


def test_loading_again_does_not_hide_what_was_revealed_nor_move_a_board(session: Session, week: Path) -> None:
    load(session, week)
    scenarios = board(session, "scenarios")
    assert scenarios.concealed
    scenarios.gathering.state = GatheringState.RUNNING
    scenarios.concealed, scenarios.votes_per_person, scenarios.phase = False, 5, BoardPhase.VOTING
    session.commit()
    report = load(session, week)
    assert (scenarios.concealed, scenarios.votes_per_person, scenarios.phase) == (False, 5, BoardPhase.VOTING)
    assert not report.changed


def test_a_board_that_nobody_used_yet_takes_its_settings_from_the_script(
    session: Session, week: Path, edit: Edit
) -> None:
    load(session, week)
    edit(KICKOFF, "votes_per_person = 3", "votes_per_person = 5\nmoderated = true")
    load(session, week)
    assert (board(session, "tips").votes_per_person, board(session, "tips").moderated) == (5, True)


def test_a_broken_file_changes_nothing_and_lists_all_mistakes(session: Session, week: Path, edit: Edit) -> None:
    load(session, week)
    before = everything(session)
    edit("programme.toml", 'title = "De Smederijen van Hoogeveen"', 'title = "Iets anders"')
    edit(KICKOFF, "minutes = 25", 'minutes = "25"')
    edit("areas.csv", "Krakeel,wijk", "Krakeel,stad")
    with pytest.raises(ScriptErrors) as caught:
        load_folder(session, week)
    assert [(mistake.file, mistake.key) for mistake in caught.value.mistakes] == [
        (KICKOFF, "steps[3].minutes"),
        ("areas.csv", "row 2, kind"),
    ]
    assert everything(session) == before
    assert session.info.get("events") is None


def test_two_weeks_stand_side_by_side(session: Session, week: Path, edit: Edit) -> None:
    load(session, HOOGEVEEN)
    edit("programme.toml", 'key = "hoogeveen"', 'key = "hoogeveen-2"')
    report = load(session, week)
    assert report.added["charrettes"] == 1
    assert session.scalar(select(func.count()).select_from(Gathering)) == 16


def test_only_an_organiser_may_load(session: Session) -> None:
    with pytest.raises(NotAllowed):
        load_folder(session, HOOGEVEEN, by=Actor(role=Role.FACILITATOR, charrette_id=None))
    assert session.scalar(select(Charrette.id)) is None


def test_the_report_reads_in_both_languages(session: Session) -> None:
    report = load(session, HOOGEVEEN)
    assert report.text("en").splitlines()[3] == "sessions: 8 new, 0 changed, 0 the same"
    assert report.text("nl").splitlines()[3] == "bijeenkomsten: 8 nieuw, 0 gewijzigd, 0 hetzelfde"
