"""How a receiver is tied to a signal: weak references, dispatch uids, decorators, disconnecting."""
