"""Announcing: what a supplier says is on its way, before it is at the dock."""
