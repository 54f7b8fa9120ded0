"""What the tests on PostgreSQL share."""

from tests.live.conftest import database_url

__all__ = ["database_url"]
