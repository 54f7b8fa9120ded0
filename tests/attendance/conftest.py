"""What the tests over real connections share."""

from tests.live.conftest import (
    furnished_now,
    open_hall,
    put_phones_away,
    pytest_collection_modifyitems,
    set_apart_what_stays,
)

__all__ = [
    "furnished_now",
    "open_hall",
    "put_phones_away",
    "pytest_collection_modifyitems",
    "set_apart_what_stays",
]
