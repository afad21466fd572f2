"""Pages and feeds about meetings."""
