"""Inbound as people look at it: whole rows and lists. Commands use the leaner reads beside them."""
