"""Coming in: joining by a code, the check-in log, who is let in, and who is present."""
