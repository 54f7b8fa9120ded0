"""Commands: one closed struct and one function each, carried out through one door."""

from charrette.commands import board, door, gathering, organiser, participant, plan, screen
from charrette.commands.execute import Answer, execute, field_of, read_command
from charrette.commands.registry import COMMANDS, Command, CommandSpec, Work

__all__ = [
    "COMMANDS",
    "Answer",
    "Command",
    "CommandSpec",
    "Work",
    "board",
    "door",
    "execute",
    "field_of",
    "gathering",
    "organiser",
    "participant",
    "plan",
    "read_command",
    "screen",
]
