"""What a receiver takes, and what its signal sends."""
