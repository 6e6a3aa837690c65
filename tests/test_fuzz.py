"""A spoilt file is read or refused; `make fuzz` looks for long, here a few are tried, and all that was once found."""

import random

import fuzz
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

KEPT = sorted(path.name for path in fuzz.KEPT.iterdir() if "-" in path.name)


@pytest.mark.parametrize("name", fuzz.READERS)
def test_a_good_file_is_read(name):
    assert fuzz.READERS[name][0](fuzz.good_file(name)) is not None or name == "marks"


@pytest.mark.parametrize("name", fuzz.READERS)
@settings(max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_a_spoilt_file_is_read_or_refused(name, seed):
    data = fuzz.spoilt(fuzz.good_file(name), random.Random(seed))
    assert fuzz.fall(name, data) is None


@pytest.mark.parametrize("name", fuzz.READERS)
@settings(max_examples=20)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(name, data):
    assert fuzz.fall(name, data) is None


@pytest.mark.parametrize("file", KEPT)
def test_what_was_once_fallen_over_is_read_or_refused(file):
    assert fuzz.fall(file.rpartition("-")[0], (fuzz.KEPT / file).read_bytes()) is None
