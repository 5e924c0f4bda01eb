"""Stock as it was: the checkpoint before a moment, and what came between."""
