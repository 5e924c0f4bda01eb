"""Buying: purchase orders, from draft to closed."""
