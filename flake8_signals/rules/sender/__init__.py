"""The sender that a connection names, and whether that can ever match."""
