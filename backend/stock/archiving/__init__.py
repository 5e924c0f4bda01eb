"""Stretches of history: made ahead of the newest entry, put away when they are old."""
