"""QR codes can be read, on paper and on a screen, and hold exactly the address they were given."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import zxingcpp
from flask.testing import FlaskClient
from PIL import Image

from charrette.agendas.export.pdf import agenda_pdf
from charrette.exports.qr import qr_png, qr_svg, qr_terminal
from charrette.exports.words import Words
from charrette.week.export import poster_pdf
from tests.exports import examples
from tests.exports.conftest import codes_in, pictures_of
from tests.world import World

URLS = (
    "http://192.168.1.20:5000/j/7KDX4M",
    "https://charrette.example/agendas/smederijen/noordscheschut#topic-12",
    "https://een-heel-lange-gemeentenaam.example/charrette/agendas/een-wijk-met-een-lange-naam?taal=nl&code=7KDX4M",
)


@pytest.mark.parametrize("dpi", [72, 100, 300])
def test_the_codes_on_an_agenda_are_read_from_the_printed_page(words: Words, dpi: int) -> None:
    agenda = examples.agenda()
    pages = pictures_of(agenda_pdf(agenda, words), dpi)
    assert codes_in(pages[0]) == [agenda.url]
    assert codes_in(pages[1]) == [topic.url for topic in agenda.topics if topic.url]


@pytest.mark.trust("T66")
@pytest.mark.parametrize("url", URLS)
def test_a_code_of_three_centimetres_is_read(words: Words, url: str) -> None:
    page = pictures_of(agenda_pdf(examples.agenda(examples.topic(url=url)), words), 150)[1]
    assert codes_in(page) == [url]
    (code,) = zxingcpp.read_barcodes(page)
    centimetres = (code.position.bottom_right.x - code.position.top_left.x) / 150 * 2.54
    assert 2 < centimetres <= 3


@pytest.mark.trust("T66")
@pytest.mark.parametrize("size", ["A4", "A3"])
def test_the_poster_is_read_from_across_the_hall(words: Words, size: str) -> None:
    page = pictures_of(poster_pdf(examples.poster(), words, size=size), 24)[0]  # as few pixels as a far camera sees
    assert codes_in(page) == [examples.poster().url]


@pytest.mark.parametrize("url", URLS)
def test_the_picture_holds_the_address(url: str) -> None:
    assert codes_in(Image.open(io.BytesIO(qr_png(url)))) == [url]


@pytest.mark.parametrize("url", URLS)
def test_the_vector_drawing_holds_the_address(url: str) -> None:
    assert codes_in(_drawn(qr_svg(url))) == [url]


def _drawn(svg: str) -> Image.Image:
    """Draw the path of our own SVG: squares of one unit."""
    size = int(svg.split('viewBox="0 0 ')[1].split()[0])
    picture = Image.new("L", (size, size), 255)
    for square in svg.split('fill="#000" d="M')[1].split('"')[0].split("M"):
        x, y = square.split("h")[0].split()
        picture.putpixel((int(x), int(y)), 0)
    return picture.resize((size * 4, size * 4), Image.Resampling.NEAREST)


def test_the_terminal_drawing_holds_the_address() -> None:
    rows = qr_terminal(URLS[0]).splitlines()
    picture = Image.new("L", (len(rows[0]), 2 * len(rows)), 255)
    for y, row in enumerate(rows):
        for x, block in enumerate(row):
            picture.putpixel((x, 2 * y), 255 if block in "█▀" else 0)
            picture.putpixel((x, 2 * y + 1), 255 if block in "█▄" else 0)
    assert codes_in(picture.resize((picture.width * 4, picture.height * 4), Image.Resampling.NEAREST)) == [URLS[0]]


def test_codes_are_vectors_in_a_pdf(words: Words) -> None:
    document = pypdfium2.PdfDocument(agenda_pdf(examples.agenda(), words))
    kinds = {item.type for page in document for item in page.get_objects()}
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds


@pytest.mark.trust("T66")
@pytest.mark.parametrize("host", ["localhost:5260", "192.168.1.20", "[::1]:5260"])
def test_every_code_that_is_handed_out_holds_the_address_of_the_settings(
    world: World, client: FlaskClient, host: str
) -> None:
    """Whatever name the browser used to reach us: a phone that scans must come to the address that was chosen."""
    world.open()
    asked = {**world.header("fenna"), "Host": host, "X-Forwarded-Host": "evil.example"}
    door = client.get(f"/api/gatherings/{world.work}/door", headers=asked).get_json()
    poster = client.get("/exports/hoogeveen/posters/work.pdf", headers=asked).data
    agenda = client.get("/exports/hoogeveen/agendas/krakeel.pdf", headers=asked).data
    drawn = client.get("/qr.svg?to=/j/JKMNPQ", headers=asked).get_data(as_text=True)
    own = world.config.public_url

    assert codes_in(_drawn(door["svg"])) == [door["url"]]
    assert door["url"].startswith(f"{own}/c/JKMNPQ/")
    assert codes_in(pictures_of(poster)[0]) == [f"{own}/j/JKMNPQ"]
    assert codes_in(pictures_of(agenda)[0]) == [f"{own}/agendas/hoogeveen/krakeel"]
    assert codes_in(_drawn(drawn)) == [f"{own}/j/JKMNPQ"]
