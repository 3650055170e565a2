"""The map of a project's signals: built once, written in several formats."""
