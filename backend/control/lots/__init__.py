"""Lots as a whole: what runs out by its date, and what is called back."""
