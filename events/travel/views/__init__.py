"""Pages of travel sponsorship."""
