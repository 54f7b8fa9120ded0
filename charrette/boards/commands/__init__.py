"""What can be done with a board (``steering``) and on it (``ideas``)."""

from charrette.boards.commands import ideas, steering

__all__ = ["ideas", "steering"]
