"""The text of one file, and the facts found in it."""
