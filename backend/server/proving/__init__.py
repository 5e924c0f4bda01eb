"""The proof that leaves the house: a signed head of the chain, and all that it stands for."""
