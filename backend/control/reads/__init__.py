"""Counts and adjustments, as lists and screens ask for them."""
