"""What the tests of pages and those over real connections share."""

from tests.live.conftest import (
    furnished_now,
    open_hall,
    put_phones_away,
    pytest_collection_modifyitems,
    set_apart_what_stays,
)
from tests.web.conftest import hall, loaded_folder

__all__ = [
    "furnished_now",
    "hall",
    "loaded_folder",
    "open_hall",
    "put_phones_away",
    "pytest_collection_modifyitems",
    "set_apart_what_stays",
]
