"""Which database this is."""

from __future__ import annotations

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from charrette.db import Base


class StoreIdentity(Base):
    """The one row that tells this database from every other; its copies have the same.

    ``probe`` is written, and emptied again, to find out whether a full disk takes something again.
    """

    __tablename__ = "store_identity"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    probe: Mapped[bytes | None] = mapped_column(LargeBinary)
