"""Idea boards: posting, grouping, voting, and what came of each idea."""
