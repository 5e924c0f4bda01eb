"""The floor seen from above."""
