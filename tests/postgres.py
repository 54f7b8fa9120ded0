"""Databases on PostgreSQL for tests: the tables are made once, each database is a copy."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from charrette.db import Database
from charrette.upgrade import upgrade


@contextmanager
def _on_postgres(more: str = "") -> Iterator[str]:
    """Make a database on the PostgreSQL of ``CHARRETTE_TEST_DATABASE_URL`` and yield its address."""
    base = os.environ.get("CHARRETTE_TEST_DATABASE_URL", "postgresql+psycopg://root@127.0.0.1:5432/postgres")
    name = f"charrette_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(base.replace("+psycopg", ""), autocommit=True) as server:
        server.execute(f"create database {name} {more}")
        yield base.rsplit("/", 1)[0] + "/" + name
        server.execute(f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def with_our_tables() -> Iterator[str]:
    """The name of a database on PostgreSQL with all tables and nothing in them, to make others from."""
    with _on_postgres() as url:
        database = Database(url)
        upgrade(database)
        database.dispose()
        yield url.rsplit("/", 1)[1]


@pytest.fixture(scope="module")
def database_url(with_our_tables: str) -> Iterator[str]:
    """A database of our own on PostgreSQL, with all tables."""
    with _on_postgres(f"template {with_our_tables}") as url:
        yield url
