"""Run a command with what the tests need beside Python: Chromium, PDF programs, PostgreSQL, Redis and nginx.

    python tools/with_services.py chromium postgres redis -- pytest tests

For each: what already runs or is installed is used; else it is started just for this command and stopped after it;
else, on Debian or Ubuntu with the right to do so, its package is installed first. The command finds them in
CHARRETTE_CHROMIUM, CHARRETTE_TEST_DATABASE_URL, CHARRETTE_TEST_REDIS_URL and CHARRETTE_NGINX; set one yourself to use
your own. Servers that are started here listen on 127.0.0.1 only and keep their data in a temporary folder; nginx is
started by the test that has what it stands in front of.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

CHROMIUM_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""The first is the same browser without its windows: the tests take a fifth less of a processor with it."""
START_TIMEOUT_SECONDS = 30


class Missing(Exception):
    """Something that the tests need is not here and cannot be installed; the text is one plain sentence."""


def is_root() -> bool:
    return os.geteuid() == 0


def install(package: str, purpose: str) -> None:
    """Install a Debian package, as root or with sudo that asks nothing.

    Raises:
        Missing: this machine has no apt-get, we may not use it, or it failed.
    """
    advice = f"The tests need {purpose}: install the package {package} and run this again."
    sudo = [] if is_root() else ["sudo", "-n"]
    if shutil.which("apt-get") is None or (sudo and shutil.which("sudo") is None):
        raise Missing(advice)
    print(f"Installing {package}", flush=True)
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = [*sudo, "apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300"]
    for step in (["update"], ["install", "--no-install-recommends", package]):
        done = subprocess.run([*apt, *step], env=environ, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Missing(advice)


def wait_until(check: Callable[[], bool], what: str) -> None:
    """Wait until ``check`` holds.

    Raises:
        Missing: it does not within the time.
    """
    end = time.monotonic() + START_TIMEOUT_SECONDS
    while not check():
        if time.monotonic() > end:
            raise Missing(f"{what} was started for the tests but gives no answer.")
        time.sleep(0.1)


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- Chromium ----------------------------------------------------------------------------------------------------


def chromium(_: ExitStack) -> dict[str, str]:
    """Find Chromium, or install it."""
    given = os.environ.get("CHARRETTE_CHROMIUM")
    found = given or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if not found:
        with contextlib.suppress(Missing):
            install(CHROMIUM_NAMES[0], "the browser Chromium")
        if shutil.which(CHROMIUM_NAMES[0]) is None:
            install("chromium", "the browser Chromium")
        found = shutil.which(CHROMIUM_NAMES[0]) or shutil.which("chromium")
    if not found or shutil.which(found) is None:
        raise Missing(f"The tests need the browser Chromium, and {found or 'chromium'} is not a program here.")
    return {"CHARRETTE_CHROMIUM": found}


def poppler(_: ExitStack) -> dict[str, str]:
    """Find the programs that turn a PDF into text and pictures, or install them."""
    if shutil.which("pdftotext") is None or shutil.which("pdftoppm") is None:
        install("poppler-utils", "the PDF programs pdftotext and pdftoppm")
    return {}


# --- PostgreSQL --------------------------------------------------------------------------------------------------


def postgres_answers(url: str) -> bool:
    """Whether this server lets us in and lets us make databases."""
    import psycopg

    try:
        with psycopg.connect(url.replace("+psycopg", ""), connect_timeout=3) as connection:
            row = connection.execute(
                "select rolcreatedb or rolsuper from pg_roles where rolname = current_user"
            ).fetchone()
            return bool(row and row[0])
    except psycopg.OperationalError:
        return False


def postgres_programs() -> Path | None:
    """The folder of the newest installed server programs, or None."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return folders[-1].parent if folders else None


def postgres(stack: ExitStack) -> dict[str, str]:
    """Find a PostgreSQL that lets us in without a password, or start one of our own."""
    given = os.environ.get("CHARRETTE_TEST_DATABASE_URL")
    if given:
        return {"CHARRETTE_TEST_DATABASE_URL": given}
    for user in dict.fromkeys((getpass.getuser(), "postgres")):
        url = f"postgresql+psycopg://{user}@127.0.0.1:5432/postgres"
        if postgres_answers(url):
            return {"CHARRETTE_TEST_DATABASE_URL": url}
    programs = postgres_programs()
    if programs is None:
        install("postgresql", "the database server PostgreSQL")
        programs = postgres_programs()
    if programs is None:
        raise Missing("The tests need the database server PostgreSQL: install it and run this again.")
    return {"CHARRETTE_TEST_DATABASE_URL": start_postgres(programs, stack)}


def start_postgres(programs: Path, stack: ExitStack) -> str:
    """Start a PostgreSQL with its data in a temporary folder; return its address."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="charrette-postgres-")))
    as_owner: list[str] = []
    if is_root():  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    data, port = folder / "data", free_port()
    run = [
        *as_owner,
        str(programs / "initdb"),
        "-D",
        str(data),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
    ]
    subprocess.run([*run, "--no-sync"], cwd=folder, check=True, capture_output=True)
    server = [
        str(programs / "postgres"),
        "-D",
        str(data),
        "-p",
        str(port),
        "-h",
        "127.0.0.1",
        "-k",
        str(folder),
    ]
    process = subprocess.Popen([*as_owner, *server], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(stop, process)
    url = f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    wait_until(lambda: postgres_answers(url), "PostgreSQL")
    return url


# --- Redis -------------------------------------------------------------------------------------------------------


def redis_answers(url: str) -> bool:
    """Whether a Redis answers there without a password."""
    import redis

    try:
        with redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def redis_server(stack: ExitStack) -> dict[str, str]:
    """Find a Redis that lets us in, or start one of our own that keeps nothing."""
    given = os.environ.get("CHARRETTE_TEST_REDIS_URL")
    if given:
        return {"CHARRETTE_TEST_REDIS_URL": given}
    url = "redis://127.0.0.1:6379/15"
    if redis_answers(url):
        return {"CHARRETTE_TEST_REDIS_URL": url}
    if shutil.which("redis-server") is None:
        install("redis-server", "the message server Redis")
    program = shutil.which("redis-server")
    if program is None:
        raise Missing("The tests need the message server Redis: install it and run this again.")
    folder, port = stack.enter_context(tempfile.TemporaryDirectory(prefix="charrette-redis-")), free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen([*command, "--dir", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(stop, process)
    url = f"redis://127.0.0.1:{port}/15"
    wait_until(lambda: redis_answers(url), "Redis")
    return {"CHARRETTE_TEST_REDIS_URL": url}


# --- nginx -------------------------------------------------------------------------------------------------------


def nginx(_: ExitStack) -> dict[str, str]:
    """Find the program nginx, or install it."""
    given = os.environ.get("CHARRETTE_NGINX")
    where = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin"))  # where Debian keeps it from plain users
    if not given and shutil.which("nginx", path=where) is None:
        install("nginx", "the web server nginx")
    found = given or shutil.which("nginx", path=where)
    if not found or shutil.which(found) is None:
        raise Missing(f"The tests need the web server nginx, and {found or 'nginx'} is not a program here.")
    return {"CHARRETTE_NGINX": found}


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server that we started, and wait until it has gone."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


NEEDS = {"chromium": chromium, "poppler": poppler, "postgres": postgres, "redis": redis_server, "nginx": nginx}


def main(arguments: list[str]) -> int:
    """Bring up what stands before ``--``, run what stands after it, and give back its exit code."""
    needs, separator, command = arguments, "", []
    if "--" in arguments:
        at = arguments.index("--")
        needs, separator, command = arguments[:at], "--", arguments[at + 1 :]
    if not separator or not command or not set(needs) <= NEEDS.keys():
        asked = " ".join(f"[{need}]" for need in NEEDS)
        print(f"Use: tools/with_services.py {asked} -- COMMAND ...", file=sys.stderr)
        return 2
    with ExitStack() as stack:
        environ = dict(os.environ)
        try:
            for need in needs:
                environ |= NEEDS[need](stack)
        except Missing as problem:
            print(problem, file=sys.stderr)
            return 1
        except (OSError, subprocess.CalledProcessError) as problem:
            print(f"The {need} for the tests cannot be started: {problem}.", file=sys.stderr)
            return 1
        try:
            return subprocess.run(command, env=environ, check=False).returncode
        except KeyboardInterrupt:
            return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
