"""Tests of the built client, as files."""
