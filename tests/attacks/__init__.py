"""Attacks on the ledger with raw SQL, as the application's role; each names what must refuse it."""
