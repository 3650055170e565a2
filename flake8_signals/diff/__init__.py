"""What a change does to a project's wiring: two maps compared, the older one read from git or from a file."""
