"""How the code is cut, checked."""
