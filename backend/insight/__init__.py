"""Insight: figures over what the departments keep; reads, and changes nothing."""
