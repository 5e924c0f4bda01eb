"""Whole files of master data at once: one command a kind, each row an entry of its arrays."""
