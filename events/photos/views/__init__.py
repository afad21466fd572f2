"""Pages of photos."""
