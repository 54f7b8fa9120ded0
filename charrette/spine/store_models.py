"""Which database this is."""

from __future__ import annotations

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from charrette.db import Base


class Store(Base):
    """The one row that tells this database from every other, by a mark that all its copies share.

    ``probe`` is written, and emptied again, to find out whether a full disk takes something again.
    """

    __tablename__ = "store"

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(String(64))
    probe: Mapped[bytes | None] = mapped_column(LargeBinary)
