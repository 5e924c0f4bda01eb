"""Outbound: orders, promises, picking, packing and shipping."""
