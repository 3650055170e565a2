"""What only the whole project shows, and what could not be analysed."""
