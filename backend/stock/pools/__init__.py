"""Pools: bounded accounts of what may be promised, to everybody and to channels."""
