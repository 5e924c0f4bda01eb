"""Inbound: purchase orders, receipts and putaway."""
