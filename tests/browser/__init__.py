"""Tests in a real Chromium, against the real server over a real database."""
