"""A printer for development: it reads ZPL and shows what would have come out.

It shares no code with the writer of ZPL, so that one cannot hide the other's mistake.
"""
