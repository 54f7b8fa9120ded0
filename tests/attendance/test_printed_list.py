"""The list of attendance on paper: what it is for, its four numbers, and names of any length."""

from __future__ import annotations

from charrette.attendance.export.pdf import attendance_pdf
from charrette.exports.words import Words
from tests.exports import examples
from tests.exports.conftest import fonts_of, reader, text_of
from tests.exports.week import lists
from tests.world import World


def test_the_same_list_gives_the_same_bytes_with_its_fonts_inside(words: Words) -> None:
    pdf = attendance_pdf(examples.attendance(), words)
    assert attendance_pdf(examples.attendance(), words) == pdf
    assert set(fonts_of(pdf).values()) == {True}


def test_the_head_says_what_the_list_is_for_and_when_it_goes(words: Words) -> None:
    text = text_of(attendance_pdf(examples.attendance(), words))
    assert "Om te weten wie meeontwerpt" in text
    assert "Destroy this list on 12 June 2026 at the latest." in text


def test_the_four_numbers_keep_their_labels(words: Words) -> None:
    text = text_of(attendance_pdf(examples.attendance(), words)).replace("\n", " ")
    for labelled in ("75 expected", "4 attendances", "3 unique people", "2 present now"):
        assert labelled in text


def test_a_long_list_repeats_its_head_and_numbers_its_pages(words: Words) -> None:
    rows = [examples.attendance_row(name=f"Bewoner {number}", party_role="resident") for number in range(1, 121)]
    pages = reader(attendance_pdf(examples.attendance(*rows), words)).pages
    assert all("Name" in page.extract_text() for page in pages)
    assert "Bewoner 120" in "".join(page.extract_text() for page in pages)


def test_no_row_stands_alone_on_the_last_page(words: Words) -> None:
    rows = [examples.attendance_row(name=f"Bewoner {number}", party_role="resident") for number in range(1, 36)]
    pages = reader(attendance_pdf(examples.attendance(*rows), words)).pages
    fits = pages[0].extract_text().count("Bewoner")
    assert 5 < fits < 35

    for more in (1, 2, 3):
        pages = reader(attendance_pdf(examples.attendance(*rows[: fits + more]), words)).pages
        on_pages = [page.extract_text().count("Bewoner") for page in pages]
        assert (sum(on_pages), on_pages[1] >= 3) == (fits + more, True), on_pages


def test_a_name_longer_than_a_page_does_not_stop_the_list(words: Words) -> None:
    text = text_of(attendance_pdf(examples.attendance(examples.attendance_row(name="lang " * 3000)), words))
    assert text.count("lang") >= 3000


def test_who_left_no_name_is_not_called_present_and_a_list_of_an_evening_that_is_over_asks_for_nobody(
    world: World, words: Words
) -> None:
    world.open()
    world.run("update_me", "geert", name="")
    world.run("check_in", "geert", gathering=world.work)
    running = text_of(attendance_pdf(lists(world)[0], words))
    world.run("close_gathering", gathering=world.work)
    over = text_of(attendance_pdf(lists(world)[0], words))

    assert "without a name" in running
    assert "without a name" in over
    assert "Came in without signing up" in running
    assert "Came in without signing up" not in over


def test_how_somebody_came_and_left_stands_on_one_line(words: Words) -> None:
    row = examples.attendance_row(name="Annie de Vries", sources=("room_qr",), flags=("auto_exit",))
    for lang, how in (
        ("nl", "code in de zaal (automatisch uitgecheckt)"),
        ("en", "code in the room (left automatically)"),
    ):
        assert how in text_of(attendance_pdf(examples.attendance(row), Words(lang)))


def test_no_heading_of_the_lines_to_write_on_is_broken(words: Words) -> None:
    for lang in ("nl", "en"):
        told = text_of(attendance_pdf(examples.attendance(keep_until=None), Words(lang)))
        heads = [Words(lang).gettext(head) for head in ("Name", "Role", "Area", "In", "Out")]
        assert " ".join(heads) in told.splitlines()
