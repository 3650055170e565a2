"""What some version of Django has removed."""
