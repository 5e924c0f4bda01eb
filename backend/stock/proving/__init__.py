"""Proofs of the ledger: the chain anew, balances since a checkpoint, and the checkpoints."""
