"""Promises by hand: somebody keeps goods for what is no order, and lets them go again."""
