"""Found by Django under this name; the tags themselves are in `jalon.ui.tags`."""
