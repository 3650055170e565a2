"""Receivers that do the wrong thing: recursion, fixtures, changes that are lost."""
