"""Proofs that are too long for every day; `./dev prove` runs them."""
