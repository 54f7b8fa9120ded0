"""The nginx configuration of ``docs/deploying.md``, in front of two workers: all of a hall goes through it."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest
import requests

from tests.live.server import PATIENCE_SECONDS, ROOT, Hall, Phone, Server, wait_until
from tests.live.strangers import certificate
from tests.live.workers import Workers, two_workers
from tests.ports import free_port

MAIN = """
daemon off;
worker_processes 2;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/charrette.conf;
}}
"""
"""What the package of nginx brings, for one who is not the machine's own."""


def documented() -> str:
    """Return the configuration as it stands in the page."""
    found = re.findall(r"```nginx\n(.*?)```", (ROOT / "docs/deploying.md").read_text(), re.DOTALL)
    assert len(found) == 1
    return str(found[0])


class Front(Server):
    """nginx in front of workers; to a phone it is the server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.plain = free_port(), free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        self.certificate = certificate(folder)["CHARRETTE_TLS_CERT"]

    def configure(self, workers: Workers) -> None:
        """Write the documented configuration with the addresses of this test, and nothing else changed."""
        text = documented()
        ports = [str(hall.server.port) for hall in workers.halls]
        changes = {
            "127.0.0.1:5001": f"127.0.0.1:{ports[0]}",
            "127.0.0.1:5002": f"127.0.0.1:{ports[1]}",
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.port} ssl;",
            "charrette.example": "127.0.0.1",
            "/etc/ssl/charrette.pem": str(self.folder / "cert.pem"),
            "/etc/ssl/charrette.key": str(self.folder / "key.pem"),
        }
        for before, after in changes.items():
            assert before in text, before
            text = text.replace(before, after)
        (self.folder / "charrette.conf").write_text(text)
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(MAIN.format(folder=self.folder, user=user))

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run nginx for the length of a ``with``."""
        program = os.environ.get("CHARRETTE_NGINX") or shutil.which("nginx") or "nginx"
        command = [program, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_until(lambda: self._is_up(process), f"nginx to start; see {self.folder}/error.log")
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)

    def _is_up(self, process: subprocess.Popen[bytes]) -> bool:
        assert process.poll() is None, (self.folder / "error.log").read_text()
        try:
            return requests.get(self.url + "/healthz", timeout=5, verify=self.certificate).status_code == 200
        except requests.RequestException:
            return False


@pytest.fixture(scope="module")
def both(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hall, Workers]]:
    """The hall as it is reached over nginx, and the two workers behind it."""
    front = Front(tmp_path_factory.mktemp("nginx"))
    settings = {"CHARRETTE_PUBLIC_URL": front.url, "CHARRETTE_TRUSTED_PROXIES": "1"}
    with ExitStack() as stack:
        workers = stack.enter_context(two_workers(database_url, tmp_path_factory.mktemp("workers"), **settings))
        front.configure(workers)
        stack.enter_context(front.running())
        yield Hall(front, workers.world), workers


@pytest.fixture(autouse=True)
def hang_up(both: tuple[Hall, Workers]) -> Iterator[None]:
    yield
    both[0].close()


def lines(worker: Hall) -> int:
    """Return how many connections nginx has with a worker."""
    assert worker.server.process is not None
    found = psutil.Process(worker.server.process.pid).net_connections(kind="tcp")
    own = [one for one in found if one.laddr.port == worker.server.port]
    return sum(one.status == psutil.CONN_ESTABLISHED for one in own)


def texts(phone: Phone, stream: str) -> list[str]:
    return [idea["text"] for event in phone.events(stream) for idea in event["data"]["changes"]["ideas"]]


def test_phones_of_every_kind_follow_and_post_over_nginx(both: tuple[Hall, Workers]) -> None:
    hall, _ = both
    stream = f"board:{hall.world.board}"
    phones = [hall.phone("annie", how) for how in ("websocket", "polling", "polling+websocket") for _ in range(2)]
    for phone in phones:
        assert phone.ask("follow", {"stream": stream})["ok"]
    said = [f"Over nginx {number}" for number in range(len(phones))]
    for phone, text in zip(phones, said, strict=True):
        assert phone.command("post_idea", board=hall.world.board, text=text)["ok"]
    for phone in phones:
        wait_until(lambda phone=phone: len(texts(phone, stream)) >= len(said), "all ideas")
        assert sorted(texts(phone, stream)) == said


def test_websockets_of_one_address_are_spread_over_the_workers(both: tuple[Hall, Workers]) -> None:
    hall, workers = both
    wait_until(lambda: [lines(one) for one in workers.halls] == [0, 0], "the phones of other tests to leave")
    for _ in range(8):
        hall.phone("geert")
    assert [lines(one) for one in workers.halls] == [4, 4]


def test_who_polls_stays_at_one_worker_by_the_token_in_the_cookie(both: tuple[Hall, Workers]) -> None:
    hall, _ = both
    for who in ("annie", "geert", "jamila", "fenna"):
        with requests.Session() as browser:
            browser.trust_env, browser.verify = False, hall.server.certificate
            browser.headers.update({"Cookie": f"charrette_token={hall.world.tokens[who]}", "Origin": hall.server.url})
            address = hall.server.url + "/socket.io/?EIO=4&transport=polling"
            opened = browser.get(address, timeout=PATIENCE_SECONDS)
            address += "&sid=" + json.loads(opened.text[1:])["sid"]
            asked = [browser.post(address, data=b"40{}", timeout=PATIENCE_SECONDS).status_code]
            for number in range(4):
                packet = f'42{number}["follow",{{"stream":"board:{hall.world.board}"}}]'
                asked.append(browser.post(address, data=packet.encode(), timeout=PATIENCE_SECONDS).status_code)
                asked.append(browser.get(address, timeout=PATIENCE_SECONDS).status_code)
            browser.post(address, data=b"1", timeout=PATIENCE_SECONDS)
        assert asked == [200] * 9


def test_what_a_browser_says_of_itself_in_forwarded_headers_is_not_believed(both: tuple[Hall, Workers]) -> None:
    hall, _ = both
    told = set()
    for number in range(120):  # each worker takes twenty at once from one address
        forged = {"X-Forwarded-For": f"10.0.0.{number}", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "ftp"}
        body = {"code": f"BBB{number:03d}".translate(str.maketrans("0123456789", "BCDFGHJKLM")), "client_id": "x" * 20}
        told.add(
            requests.post(
                hall.server.url + "/api/join",
                json=body,
                headers=forged,
                timeout=PATIENCE_SECONDS,
                verify=hall.server.certificate,
            ).status_code
        )
        if 429 in told:
            break
    assert told == {404, 429}


def test_who_types_http_is_led_to_https(both: tuple[Hall, Workers]) -> None:
    hall, _ = both
    front = hall.server
    assert isinstance(front, Front)
    answer = requests.get(f"http://127.0.0.1:{front.plain}/j/X?y=1", timeout=PATIENCE_SECONDS, allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (308, "https://127.0.0.1/j/X?y=1")


def test_when_a_worker_is_gone_phones_come_in_at_the_other(both: tuple[Hall, Workers]) -> None:
    """Last in this file: one worker stays behind."""
    hall, workers = both
    stream = f"board:{hall.world.board}"
    workers.halls[0].server.kill()
    phones = [hall.phone("annie", how) for how in itertools.islice(itertools.cycle(["websocket", "polling"]), 6)]
    for phone in phones:
        assert phone.ask("follow", {"stream": stream})["ok"]
    hall.do("post_idea", "geert", board=hall.world.board, text="Alles gaat door")
    for phone in phones:
        wait_until(lambda phone=phone: "Alles gaat door" in texts(phone, stream), "the idea")
