"""The weeks that come with the project: they load, and say no more than is known."""

from pathlib import Path

import pytest

from charrette.boards.lists import BoardPhase
from charrette.projector.lists import ShowView
from charrette.scripts.reading import Script, load_script
from charrette.week.lists import GatheringKind, Openness

SESSIONS = Path(__file__).parents[2] / "sessions"


@pytest.fixture(scope="module")
def hoogeveen() -> Script:
    return load_script(SESSIONS / "hoogeveen")


def test_the_week_has_its_eight_gatherings_with_the_known_group_sizes(hoogeveen: Script) -> None:
    assert [(each.day, each.kind.value, each.expected) for each in hoogeveen.gatherings] == [
        (1, "kickoff", 75),
        (2, "work", 65),
        (2, "stakeholder_review", 40),
        (3, "family_council", 70),
        (4, "overflow", None),
        (5, "youth", 35),
        (5, "rehearsal", None),
        (6, "presentation", 100),
    ]
    assert hoogeveen.expected_attendances == 385
    assert [each.key for each in hoogeveen.gatherings if each.expected_is_minimum] == ["presentatie"]


def test_every_clock_time_is_marked_as_an_example_and_only_the_evening_is_known(hoogeveen: Script) -> None:
    assert all(each.start_is_example for each in hoogeveen.gatherings)
    assert [(each.key, each.daypart) for each in hoogeveen.gatherings if each.daypart] == [
        ("stakeholdersmeeting", "evening")
    ]
    assert {day.date for day in hoogeveen.days} == {None}


def test_what_is_not_known_is_called_an_example(hoogeveen: Script) -> None:
    assert all(board.title.startswith("Voorbeeld: ") for _, board in hoogeveen.boards())
    assert all(text.startswith("Voorbeeld: ") for text in (hoogeveen.mission, *hoogeveen.preconditions))
    assert all(area.is_example for area in hoogeveen.areas)


def test_the_six_partners_sit_at_the_table(hoogeveen: Script) -> None:
    assert [party.name for party in hoogeveen.parties] == [
        "Gemeente Hoogeveen",
        "Woonconcept",
        "Domesta",
        "Actium",
        "SWW",
        "Politie Drenthe",
    ]


def test_every_gathering_can_be_led_from_its_script(hoogeveen: Script) -> None:
    for gathering in hoogeveen.gatherings:
        assert 4 <= len(gathering.steps) <= 9
        assert 60 <= gathering.minutes <= 180
        assert gathering.who
        assert gathering.outcome
        assert gathering.steps[0].shows is ShowView.JOIN
        assert all(step.say and step.prompt.endswith(("?", ".")) for step in gathering.steps)


def test_every_board_is_used_and_goes_through_its_phases_in_order(hoogeveen: Script) -> None:
    order = list(BoardPhase)
    for gathering, board in hoogeveen.boards():
        phases = [step.phase for step in gathering.steps if step.board == board.key and step.phase]
        assert phases[0] is BoardPhase.COLLECTING
        assert phases == sorted(phases, key=order.index)
        assert (board.settings.votes_per_person is None) == (BoardPhase.VOTING not in phases)


def test_three_review_rounds_are_held_and_each_is_reported_back_later(hoogeveen: Script) -> None:
    shown = [(step.shows, step.round) for each in hoogeveen.gatherings for step in each.steps if step.round]
    for number in (1, 2, 3):
        assert shown.index((ShowView.ROUND, number)) < shown.index((ShowView.REPORT, number))
    second_step = {each.key: each.steps[1] for each in hoogeveen.gatherings}
    assert (second_step["werkbijeenkomst"].shows, second_step["werkbijeenkomst"].board) == (ShowView.RESULTS, "tips")
    assert (second_step["familieberaad"].shows, second_step["familieberaad"].round) == (ShowView.REPORT, 1)


def test_young_people_are_invited_only_and_every_note_is_read_first(hoogeveen: Script) -> None:
    (youth,) = [each for each in hoogeveen.gatherings if each.youth]
    assert (youth.kind, youth.openness) == (GatheringKind.YOUTH, Openness.INVITED)
    assert all(board.settings.moderated for board in youth.boards)


def test_the_blank_week_loads_as_it_is() -> None:
    assert load_script(SESSIONS / "blank").minutes == 50


def test_the_blank_week_still_loads_when_every_key_in_it_is_switched_on(tmp_path: Path) -> None:
    for path in (SESSIONS / "blank").glob("*.toml"):
        lines = [_switched_on(line) for line in path.read_text(encoding="utf-8").splitlines()]
        (tmp_path / path.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "areas.csv").write_text("key,name,kind\nelders,Elders,dorp\n", encoding="utf-8")
    script = load_script(tmp_path)
    assert script.mission
    assert len(script.preconditions) == 2
    assert [area.key for area in script.areas] == ["mijn-dorp", "elders"]
    assert [column.key for column in script.gatherings[0].boards[0].columns] == ["nu", "later"]


def _switched_on(line: str) -> str:
    """A line of the blank week without the mark that switches it off."""
    bare = line.removeprefix("# ")
    is_setting = bare != line and (bare.startswith((" ", "]")) or " = " in bare.split("#")[0][:24])
    return bare if is_setting else line
