"""Receiving: what comes in at the dock, and what was wrong with it."""
