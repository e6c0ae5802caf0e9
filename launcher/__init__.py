"""What ``start.py`` does before Jalon itself can run: standard library only, Python 3.8 or newer."""
