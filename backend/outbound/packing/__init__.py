"""Packing: from totes into cartons, each item scanned against its order."""
