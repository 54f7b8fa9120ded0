"""Setting up and starting what the tests need: one plain sentence when something is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bare_path(tmp_path: Path) -> str:
    """A PATH with a few plain programs: no Python, no npm, no Chromium, no servers, no apt-get."""
    for name in ("bash", "dirname", "env", "mkdir"):
        program = shutil.which(name)
        assert program is not None
        (tmp_path / "bin").mkdir(exist_ok=True)
        (tmp_path / "bin" / name).symlink_to(program)
    return str(tmp_path / "bin")


def run(*command: str, cwd: Path = ROOT, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a command with these changes to the environment."""
    return subprocess.run(command, cwd=cwd, env={**os.environ, **environ}, capture_output=True, text=True, check=False)


def with_services(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run tools/with_services.py."""
    return run(sys.executable, "tools/with_services.py", *arguments, **environ)


def test_without_python_the_setup_says_so_in_one_sentence(tmp_path: Path, bare_path: str) -> None:
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools/setup.sh", tmp_path / "tools/setup.sh")
    result = run("tools/setup.sh", "python", cwd=tmp_path, PATH=bare_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        "Charrette needs Python 3.11 or newer, and it is not on this machine: install it from python.org "
        "or with your system's package manager, and run this again.\n"
    )


def test_a_failed_download_gives_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    shutil.copy(ROOT / "tools/setup.sh", tmp_path / "tools/setup.sh")
    (tmp_path / "requirements.txt").write_text("charrette-that-nobody-made==1\n")
    result = run("tools/setup.sh", "app-packages", cwd=tmp_path, PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull)
    assert (result.returncode, result.stdout) == (1, "Installing the Python libraries\n")
    assert result.stderr == (
        "Downloading the Python libraries failed: check the internet connection and run this again "
        "(details: .venv/setup.log).\n"
    )


def test_the_command_gets_what_was_given_and_its_exit_code_comes_back() -> None:
    given = {"CHARRETTE_TEST_REDIS_URL": "redis://example.test/3", "CHARRETTE_TEST_DATABASE_URL": "postgresql://x"}
    command = (
        "import os; print([os.environ['CHARRETTE_TEST_' + name + '_URL'] for name in ('DATABASE', 'REDIS')]); exit(7)"
    )
    result = with_services("postgres", "redis", "--", sys.executable, "-c", command, **given)
    assert (result.returncode, result.stdout) == (7, "['postgresql://x', 'redis://example.test/3']\n")


def test_without_chromium_and_without_a_way_to_install_it_there_is_one_sentence(bare_path: str) -> None:
    result = with_services("chromium", "--", "true", PATH=bare_path, CHARRETTE_CHROMIUM="")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "The tests need the browser Chromium: install the package chromium and run this again.\n"


def test_a_forgotten_command_shows_how_it_is_used() -> None:
    result = with_services("chromium")
    assert result.returncode == 2
    needs = "[chromium] [poppler] [postgres] [redis] [nginx]"
    assert result.stderr == f"Use: tools/with_services.py {needs} -- COMMAND ...\n"


def test_nginx_that_was_named_and_is_not_there_is_told_in_one_sentence() -> None:
    result = with_services("nginx", "--", "true", CHARRETTE_NGINX="/no/such/nginx")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "The tests need the web server nginx, and /no/such/nginx is not a program here.\n"
