"""Counting: what lies in a bin, said by people who do not see the book."""
