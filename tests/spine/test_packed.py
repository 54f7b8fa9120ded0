"""Many small numbers in as many characters: what goes in comes out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from charrette.spine.packed import pack, unpack


@given(st.dictionaries(st.integers(1, 400), st.none() | st.integers(0, 60), min_size=1))
def test_what_was_packed_comes_out_again(numbers: dict[int, int | None]) -> None:
    packed = pack(dict(numbers))
    found = dict.fromkeys(numbers) if "all" in packed else unpack(packed)
    assert found == numbers


def test_it_is_as_the_page_for_other_programs_tells() -> None:
    assert pack({41: 0, 42: 3, 44: 1}) == {"runs": [[41, "03-1"]]}
    assert pack({41: 35, 42: 57, 90: 2}) == {"runs": [[41, "z-"], [90, "2"]], "more": {"42": 57}}
    assert pack({41: 3, 42: None, 44: 1}) == {"runs": [[41, "3--1"]], "none": [42]}
    assert pack({41: None, 42: None}) == {"all": None}
