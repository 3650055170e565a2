"""From violations to new text."""
