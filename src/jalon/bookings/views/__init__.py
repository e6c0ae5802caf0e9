"""Screens of the centre's calendar."""
