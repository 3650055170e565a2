"""Tables of names: what Django and other libraries send, define and call."""
