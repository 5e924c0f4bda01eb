"""Control: counts, moves, adjustments and write-offs."""
