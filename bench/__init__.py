"""What the house costs: figures of a real server on this machine, beside a bare one's."""
