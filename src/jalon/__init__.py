"""Jalon: an act is entered once, everything follows."""

__version__ = "0.1.0"
