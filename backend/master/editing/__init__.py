"""Change master data one thing at a time, with compare-and-set."""
