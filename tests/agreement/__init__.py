"""The map held against started Django projects: the projects, what they connect, and the comparison."""
