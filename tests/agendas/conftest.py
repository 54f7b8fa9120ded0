"""What the tests of the printed agendas share with those of all files."""

from tests.exports.conftest import words

__all__ = ["words"]
