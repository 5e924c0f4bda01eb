"""Carrying: whether a container may go somewhere, and what must be said where it may not."""
