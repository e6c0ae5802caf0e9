"""Backups: one compressed tar that holds database, files and key, and the fingerprints that prove it whole."""
