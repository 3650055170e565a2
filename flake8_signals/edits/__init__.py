"""Edits of libcst nodes that several rules share."""
