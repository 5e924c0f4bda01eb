"""Tests of the demo warehouse and of the real days that it is made from."""
