"""The picture of a project's signals: built once, written in several formats."""
