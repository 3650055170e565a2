"""Run the rules over a file or a project, and remember the results."""
