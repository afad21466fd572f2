"""The back office of photos."""
