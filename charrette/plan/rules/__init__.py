"""The rules of design items and review rounds."""
