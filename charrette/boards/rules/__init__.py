"""The rules of boards and ideas."""
