"""One file's text, and the facts read from it."""
