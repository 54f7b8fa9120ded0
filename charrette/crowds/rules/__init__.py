"""The rules of crowds: holding up, letting in, setting aside, who counts."""
