"""Files: kept once by content, never overwritten, read only through whatever holds them; and spreadsheets to save."""
