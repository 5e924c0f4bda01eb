"""Promises that hold for a time only: carts, and orders that are not paid yet."""
