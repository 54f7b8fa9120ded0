"""What can be done with design items and the framework (``items``), and with review rounds (``rounds``)."""

from charrette.plan.commands import items, rounds

__all__ = ["items", "rounds"]
