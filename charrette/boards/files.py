"""What can be taken home of the boards: all ideas with what happened to them, without names."""

from __future__ import annotations

from charrette.exports.kinds import declare_file
from charrette.spine.choices import word
from charrette.spine.lists import Role

IDEAS = declare_file(
    "ideas",
    formats=("csv", "json"),
    address="ideas",
    saved_as=word("file name", "ideas-{slug}"),
    title="ideas.{format}",
    shows=("charrette", "plan", "agendas", "gathering", "board"),
    role=Role.FACILITATOR,
)
