"""The files of a project, bound together."""
