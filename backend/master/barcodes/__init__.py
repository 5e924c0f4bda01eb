"""Barcodes: what a scanned text is, before anybody asks what it means here."""
