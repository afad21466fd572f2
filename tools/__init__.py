"""What helps to build and check the app, and is no part of it."""
