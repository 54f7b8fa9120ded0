"""What each audience may see of a board, of its ideas, and of what came of them."""
