"""Screens: answering (`portal`), and reading (`staff`)."""
