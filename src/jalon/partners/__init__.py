"""Organisations that work with the centre, whom it knows there, and what was said: the base of contacts. (BD01)"""
