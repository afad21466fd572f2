"""Meetings in words, formatted once in the view: pages print what they are given."""
