"""Insight: figures over what the departments keep; of its own it keeps only their targets."""
