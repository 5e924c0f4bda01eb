"""Returns: goods that come back, graded and put to use again."""
