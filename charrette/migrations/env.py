"""How Alembic reaches our tables: through the connection that ``charrette.upgrade`` hands over."""

from __future__ import annotations

from alembic import context

from charrette import rooms
from charrette.db import Base

rooms.load("models")

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
