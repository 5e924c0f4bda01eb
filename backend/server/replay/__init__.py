"""Replay real documents as simulated workers, through the operations that handhelds send."""
