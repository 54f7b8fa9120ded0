"""What the test of the poster shares with those of all files."""

from tests.exports.conftest import words

__all__ = ["words"]
