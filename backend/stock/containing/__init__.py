"""Containers as the database keeps them: one within another, all of it in one bin."""
