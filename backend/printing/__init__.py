"""Printing: labels of what the house has, and the spool that brings them to printers."""
