"""The Python application, floor by floor."""
