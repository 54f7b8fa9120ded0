"""What the tests of files and those over real connections share."""

from tests.attendance.halls import hall
from tests.exports.conftest import words
from tests.live.conftest import (
    furnished_now,
    open_hall,
    put_phones_away,
    pytest_collection_modifyitems,
    set_apart_what_stays,
)

__all__ = [
    "furnished_now",
    "hall",
    "open_hall",
    "put_phones_away",
    "pytest_collection_modifyitems",
    "set_apart_what_stays",
    "words",
]
