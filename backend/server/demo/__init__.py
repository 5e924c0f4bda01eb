"""The demo warehouse: real trading days in, a believable warehouse as import rows out."""
