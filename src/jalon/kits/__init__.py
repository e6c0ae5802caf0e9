"""Kits: content without code that a centre starts from; read, checked, compared, handed to the packages it is for."""
