"""Screens, by subject; `frame` holds what the pages of one activity share."""
