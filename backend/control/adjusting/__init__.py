"""Adjusting: changes of stock that no other flow explains."""
