"""How signals are defined and sent."""
