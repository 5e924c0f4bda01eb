"""Putaway: which bin goods go to, and their way there."""
