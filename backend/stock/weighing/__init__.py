"""Weighing: what is counted by the piece and sold by weight has a weight where it comes or goes."""
