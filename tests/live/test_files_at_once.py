"""Everybody goes home at the same moment: many who ask for files at once, in each mode a server can run in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from tests.exports.conftest import squeezed, text_of
from tests.live.files import AGENDAS, BASE, EVERY_KIND, at_once
from tests.live.server import Hall

Open = Callable[..., Hall]
SCRIPTS = ("ضع مقعدا قرب الجسر", "วางม้านั่งใกล้สะพาน", "在桥边放一条长凳", "ספסל ליד הגשר", "पुल के पास एक बेंच", "𝔅ank 🌻")


CROWDS = [
    ("eventlet", 16),
    pytest.param("gevent", 5, marks=pytest.mark.long),
    pytest.param("threading", 5, marks=pytest.mark.long),
    pytest.param("gevent", 16, marks=pytest.mark.long),
    pytest.param("threading", 16, marks=pytest.mark.long),
]


@pytest.mark.parametrize(("mode", "crowd"), CROWDS)
def test_many_who_ask_for_each_kind_of_file_at_once_all_get_the_same(open_hall: Open, mode: str, crowd: int) -> None:
    """On a server that was just started, when it is warm, and when a topic brings scripts that nobody wrote yet."""
    hall = open_hall(mode)
    hall.do("check_in", "annie", gathering=hall.world.work)
    hall.do("post_idea", "annie", board=hall.world.board, text="Een bankje bij de brug")
    cold = at_once(hall, EVERY_KIND, crowd)
    warm = at_once(hall, EVERY_KIND, crowd)
    for text in SCRIPTS:
        hall.do("add_agenda_topic", area=hall.world.areas[0], title=text, why=text)
    other = at_once(hall, AGENDAS, crowd)

    assert {path: [status for status, _ in answers] for path, answers in (cold | other).items()} == {
        path: [200] for path in EVERY_KIND
    }
    assert cold == warm
    pdf = next(content for _, content in other[AGENDAS[0]])
    printed = squeezed(text_of(pdf))
    assert [text for text in SCRIPTS if squeezed(text) not in printed] == []
    book = zipfile.ZipFile(io.BytesIO(next(content for _, content in other[f"{BASE}agendas.zip"])))
    assert book.read("hoogeveen/agendas/krakeel.pdf") == pdf
