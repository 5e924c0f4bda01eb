"""Statements about stretches of history; each has one caller."""

MAKE_STRETCHES = "SELECT make_stretches() AS made"
