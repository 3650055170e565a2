"""What Django loads when it starts: where receivers stand, and what ``ready()`` does."""
