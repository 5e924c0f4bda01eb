"""Shipments as people look at them."""
