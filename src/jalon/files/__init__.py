"""Files: kept once by content, never overwritten, read only through whatever holds them."""
